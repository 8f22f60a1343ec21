package dev.heddle.testkit;

import static dev.heddle.testkit.Answered.assertConflict;
import static dev.heddle.testkit.Answered.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Reply;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.Value;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Continuing a failed execution as a new one")
final class ContinueTest {

  private final Workbench bench = new Workbench();

  private ExecutionId retried(ExecutionId failed) {
    Reply reply = bench.retry(failed);
    assertDone(reply);
    return ((Reply.Done) reply).execution().id();
  }

  @Test
  @DisplayName("S1-123: a failed workflow goes on from the failed task; completed ones do not run")
  void retryFromTheFailed() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.flow
                label: Test
                version: "1"
                tasks:
                  - {name: a, action: t.a, publish: [{x: "{{ result().n }}"}], on_success: b}
                  - {name: b, action: t.b, input: {x: "{{ vars.x }}"}, on_success: c}
                  - {name: c, action: t.c}
                output_map: {x: "{{ vars.x }}"}
                """));
    bench.succeed("a", Value.map("n", Value.of(3)));
    bench.fail("b");
    ExecutionId again = retried(run);
    assertThat(again).isNotEqualTo(run);
    assertThat(bench.execution(again).origin().retryOf()).isEqualTo(run);
    bench.restart();
    assertThat(bench.assignment("b").input()).isEqualTo(Value.map("x", Value.of(3)));
    bench.succeed("b", "c");
    assertThat(bench.result(again)).isEqualTo("{\"x\":3,\"succeeded\":true}");
    assertThat(bench.started().stream().filter("a"::equals)).hasSize(1);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("S1-123: only what failed can be retried")
  void retryRefused() {
    ExecutionId run = bench.start(bench.tasks("- {name: a, action: t.a}"));
    assertConflict(bench.retry(run));
    bench.succeed("a");
    assertConflict(bench.retry(run));
  }

  @Test
  @DisplayName("S1-123: of an iteration only the failed items run again")
  void retryAnIteration() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: x, action: t.x, with_items: [a, b, c], input: {i: "{{ item }}"}, on_success: ok}
                - {name: ok, action: t.ok, input: {r: "{{ task.x.results }}"}}
                """));
    bench.succeed("x", Value.of("first"));
    bench.fail("x");
    bench.succeed("x", Value.of("third"));
    ExecutionId again = retried(run);
    assertThat(bench.assignment("x").input()).isEqualTo(Value.map("i", Value.of("b")));
    bench.restart();
    bench.succeed("x", Value.of("second"));
    assertThat(bench.assignment("ok").input().toString())
        .isEqualTo("{\"r\":[\"first\",\"second\",\"third\"]}");
    bench.succeed("ok");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-123: of a group only the failed members run again")
  void retryAGroup() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: g
                  type: parallel
                  on_success: after
                  tasks:
                    - {name: a, action: t.a}
                    - {name: b, action: t.b, on_success: c}
                    - {name: c, action: t.c}
                - {name: after, action: t.after}
                """));
    bench.succeed("a");
    bench.fail("b");
    ExecutionId again = retried(run);
    assertThat(bench.running()).containsExactly("b");
    bench.restart();
    bench.succeed("b", "c", "after");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.started().stream().filter("a"::equals)).hasSize(1);
  }

  @Test
  @DisplayName("S1-123: a failed nested workflow is continued, not repeated")
  void retryNested() {
    bench.flow(
        """
        ref: test.child
        label: Child
        version: "1"
        tasks: [{name: one, action: t.one, on_success: two}, {name: two, action: t.two}]
        """);
    ExecutionId run = bench.start(bench.tasks("- {name: call, action: test.child}"));
    bench.succeed("one");
    bench.fail("two");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
    ExecutionId again = retried(run);
    assertThat(bench.running()).containsExactly("two");
    bench.succeed("two");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.started()).containsExactly("one", "two", "two");
  }

  @Test
  @DisplayName("S1-123: a handled failure is taken over as handled, a failed handler runs again")
  void retryAHandler() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_failure: h}
                - {name: h, action: t.h}
                """));
    bench.fail("a", "h");
    ExecutionId again = retried(run);
    assertThat(bench.running()).containsExactly("h");
    bench.succeed("h");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-123: a task behind a barrier that failed runs again with its arrivals")
  void retryBehindABarrier() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_success: c}
                - {name: b, action: t.b, on_success: c}
                - {name: c, action: t.c, join: all}
                """));
    bench.succeed("a", "b");
    bench.fail("c");
    ExecutionId again = retried(run);
    assertThat(bench.running()).containsExactly("c");
    bench.restart();
    bench.succeed("c");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-123: a predecessor that failed runs again and completes the barrier")
  void retryBeforeABarrier() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_success: c}
                - {name: b, action: t.b, on_success: c}
                - {name: c, action: t.c, join: all}
                """));
    bench.succeed("a");
    bench.fail("b");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
    ExecutionId again = retried(run);
    assertThat(bench.running()).containsExactly("b");
    bench.succeed("b", "c");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
  }
}
