package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.Value;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChainTest {

  private final Workbench bench = new Workbench();

  @Test
  @DisplayName("S1-044, S1-047: a chain runs one task after the other and ends completed")
  void chain() {
    long flow =
        bench.flow(
            """
            ref: test.chain
            label: Chain
            version: "1"
            tasks:
              - name: a
                action: t.a
                publish:
                  - x: "{{ task.a.result.n + 1 }}"
                  - y: "{{ vars.x * 2 }}"
                on_success: b
              - name: b
                action: t.b
                input: {n: "{{ vars.y }}"}
                on_success: c
              - name: c
                action: t.c
            output_map:
              y: "{{ vars.y }}"
            """);
    ExecutionId run = bench.start(flow);
    assertThat(bench.running()).containsExactly("a");
    bench.succeed("a", Value.map("n", Value.of(1)));
    assertThat(bench.assignment("b").input()).isEqualTo(Value.map("n", Value.of(4)));
    bench.restart();
    bench.succeed("b", "c");
    assertThat(bench.execution(run).status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(String.valueOf(bench.execution(run).result()))
        .isEqualTo("{\"y\":4,\"succeeded\":true}");
  }

  @Test
  @DisplayName("a pause of no time after a pause of no time is over at once")
  void pausesOfNoTime() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: core.sleep, input: {seconds: 0}, on_success: b}
                - {name: b, action: core.sleep, input: {seconds: 0}}
                """));
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }
}
