package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.Json;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelGroupTest {

  private static final String GROUP =
      """
      - name: g
        type: parallel
        on_success: after
        on_failure: handler
        tasks:
          - {name: a, action: t.a}
          - {name: b, action: t.b}
          - {name: c, action: t.c}
      - name: after
        action: t.after
        input: {whole: "{{ task.g.result }}", one: "{{ task.b.result.n }}"}
      - {name: handler, action: t.handler}
      """;

  private final Workbench bench = new Workbench();

  @Test
  @DisplayName("S1-077: all members start together, the slowest decides when the group ends")
  void startTogetherEndWithTheSlowest() {
    bench.start(bench.tasks(GROUP));
    assertThat(bench.running()).containsExactly("a", "b", "c");
    bench.succeed("c", "a");
    assertThat(bench.running()).containsExactly("b");
    bench.succeed("b", Value.map("n", Value.of(1)));
    assertThat(bench.running()).containsExactly("after");
  }

  @Test
  @DisplayName("S1-078: one of three fails early, the others complete, then on_failure")
  void aFailureCancelsNobody() {
    ExecutionId run = bench.start(bench.tasks(GROUP));
    bench.fail("b");
    assertThat(bench.running()).containsExactly("a", "c");
    bench.succeed("a", "c");
    assertThat(bench.running()).containsExactly("handler");
    bench.succeed("handler");
    assertThat(bench.rows(run))
        .containsExactly("g failed", "a completed", "b failed", "c completed", "handler completed");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(Objects.requireNonNull(bench.task(run, "g")).failure())
        .hasToString(
            "Failure[type=group_failed, message=1 of the group's tasks failed: b, details={}]");
  }

  @Test
  @DisplayName("S1-079: the group's result is a map, members are reachable by name")
  void resultsByName() {
    bench.start(bench.tasks(GROUP));
    bench.succeed("a", Value.of("x"));
    bench.succeed("b", Value.map("n", Value.of(2)));
    bench.succeed("c");
    assertThat(bench.assignment("after").input())
        .isEqualTo(Json.read("{\"whole\":{\"a\":\"x\",\"b\":{\"n\":2},\"c\":{}},\"one\":2}"));
  }

  @Test
  @DisplayName("S1-080: members may iterate, retry, be groups and lead to each other")
  void everythingInside() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: outer
                  type: parallel
                  tasks:
                    - {name: many, action: t.many, with_items: [1, 2], concurrency: 2}
                    - {name: again, action: t.again, retry: {count: 1, delay: 5}, on_success: next}
                    - {name: next, action: t.next}
                    - name: inner
                      type: parallel
                      tasks:
                        - {name: deep, action: t.deep}
                """));
    assertThat(bench.running()).containsExactly("many", "many", "again", "deep");
    bench.succeed("many", "many", "deep");
    bench.fail("again");
    bench.pass(Duration.ofSeconds(5));
    bench.succeed("again");
    assertThat(bench.running()).containsExactly("next");
    bench.restart();
    bench.succeed("next");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(Objects.requireNonNull(bench.task(run, "outer")).result())
        .hasToString("{\"many\":[{},{}],\"again\":{},\"next\":{},\"inner\":{\"deep\":{}}}");
  }

  @Test
  @DisplayName("S1-078: a member's failure fails the group although a sibling handled it")
  void handledInsideStillFails() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: g
                  type: parallel
                  tasks:
                    - {name: a, action: t.a, on_failure: h}
                    - {name: h, action: t.h}
                """));
    bench.fail("a");
    bench.succeed("h");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
    assertThat(bench.result(run)).contains("\"failed_tasks\":[\"g\"]");
  }

  @Test
  @DisplayName("S1-081: a group alone in a workflow completes")
  void groupAlone() {
    ExecutionId run =
        bench.start(bench.tasks("- {name: g, type: parallel, tasks: [{name: a, action: t.a}]}"));
    bench.succeed("a");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-069, S1-078: a skipped member does not fail its group")
  void skippedMember() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: g
                  type: parallel
                  tasks:
                    - {name: a, action: t.a, when: "false"}
                    - {name: b, action: t.b}
                """));
    bench.succeed("b");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(Objects.requireNonNull(bench.task(run, "g")).result())
        .hasToString("{\"a\":null,\"b\":{}}");
  }

  @Test
  @DisplayName("S1-069: a guard on a group skips all of it")
  void skippedGroup() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: g
                  type: parallel
                  when: "false"
                  on_success: b
                  tasks: [{name: a, action: t.a}]
                - {name: b, action: t.b}
                """));
    assertThat(bench.rows(run)).containsExactly("g skipped");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("S1-067, S1-077: a group in a loop starts all its members in every pass")
  void groupInALoop(boolean restarts) {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: begin, action: t.begin, on_success: g}
                - name: g
                  type: parallel
                  on_success: check
                  on_failure: check
                  tasks:
                    - {name: a, action: t.a, on_success: c}
                    - {name: b, action: t.b, on_success: c}
                    - {name: c, action: t.c, join: all}
                - name: check
                  action: t.check
                  decision: [{when: "result().again", next: g}]
                """));
    bench.succeed("begin");
    for (int pass = 1; pass <= 3; pass++) {
      assertThat(bench.running()).containsExactlyInAnyOrder("a", "b");
      bench.succeed(pass == 2 ? "b" : "a");
      if (restarts) {
        bench.restart();
      }
      bench.succeed(pass == 2 ? "a" : "b");
      bench.succeed("c");
      bench.succeed("check", Value.map("again", Value.of(pass < 3)));
    }
    assertThat(bench.attempts(run, "c")).hasSize(3);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-064, S1-065: an arrival left over in one pass does not count in the next")
  void barrierInAGroupInALoop() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: begin, action: t.begin, on_success: g}
                - name: g
                  type: parallel
                  on_complete: check
                  tasks:
                    - {name: a, action: t.a, on_success: c}
                    - {name: b, action: t.b, on_success: c}
                    - {name: c, action: t.c, join: all}
                - name: check
                  action: t.check
                  decision: [{when: "result().again", next: g}]
                """));
    bench.succeed("begin");
    bench.fail("a");
    bench.succeed("b");
    assertThat(Objects.requireNonNull(bench.task(run, "g")).failure())
        .asString()
        .contains("join not satisfied: c (1/2)");
    bench.succeed("check", Value.map("again", Value.of(true)));
    bench.succeed("a");
    assertThat(bench.running()).containsExactly("b");
    bench.succeed("b", "c", "check");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }
}
