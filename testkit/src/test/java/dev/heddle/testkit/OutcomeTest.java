package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.Value;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutcomeTest {

  private final Workbench bench = new Workbench();

  @Test
  @DisplayName("S1-069: a task whose guard is false is skipped and leads nowhere")
  void skippedInTheMiddle() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_success: b}
                - {name: b, action: t.b, when: "false", on_success: c, on_complete: c}
                - {name: c, action: t.c}
                """));
    bench.succeed("a");
    assertThat(bench.rows(run)).containsExactly("a completed", "b skipped");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-069, S1-042: a guard that cannot be evaluated fails the task before it runs")
  void brokenGuard() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, when: "{{ vars.x.y }}", on_failure: b}
                - name: b
                  action: t.b
                  input: {type: "{{ task.a.error.type }}"}
                """
                    .replace("vars.x.y", "kv.get('none').y")));
    assertThat(bench.assignment("b").input())
        .isEqualTo(Value.map("type", Value.of("template_error")));
    bench.succeed("b");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.started()).containsExactly("b");
  }

  @Test
  @DisplayName("S1-070: other branches go on to their natural end after an unhandled failure")
  void otherBranchesGoOn() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a}
                - {name: b, action: t.b, on_success: c}
                - {name: c, action: t.c}
                """));
    bench.fail("a");
    bench.succeed("b", "c");
    assertThat(bench.rows(run)).containsExactly("a failed", "b completed", "c completed");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("S1-070: an entry that only publishes does not handle a failure")
  void publishingIsNotHandling() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: a
                  action: t.a
                  next: [{when: "{{ failed() }}", publish: [{x: 1}]}]
                """));
    bench.fail("a");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("S1-071: a failure that is handled ends in success")
  void handledFailure() {
    ExecutionId run = bench.start(bench.tasks(HANDLED));
    bench.fail("a");
    bench.succeed("h");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.result(run)).isEqualTo("{\"succeeded\":true}");
  }

  private static final String HANDLED =
      """
      - {name: a, action: t.a, on_failure: h}
      - {name: h, action: t.h}
      """;

  @Test
  @DisplayName("S1-071: a failing handler is a failure")
  void failingHandler() {
    ExecutionId run = bench.start(bench.tasks(HANDLED));
    bench.fail("a", "h");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
    assertThat(bench.result(run)).contains("\"failed_tasks\":[\"h\"]");
  }

  @Test
  @DisplayName("S1-071: a handler that is skipped still handles the failure")
  void skippedHandler() {
    ExecutionId run = bench.start(bench.tasks(HANDLED.replace("t.h", "t.h, when: 'false'")));
    bench.fail("a");
    assertThat(bench.rows(run)).containsExactly("a failed", "h skipped");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-072: the message counts and names the unhandled failed tasks")
  void messageNamesTasks() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: one, action: t.a}
                - {name: two, action: t.b}
                - {name: three, action: t.c, on_failure: h}
                - {name: h, action: t.h}
                """));
    bench.fail("one", "two", "three");
    bench.succeed("h");
    String message = Objects.requireNonNull(bench.execution(run).failure()).message();
    assertThat(message).contains("2", "one", "two").doesNotContain("three");
  }

  @Test
  @DisplayName("S1-073: output_map renders with types; a key of an untaken branch is left out")
  void outputMap() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.flow
                label: Test
                version: "1"
                tasks:
                  - name: a
                    action: t.a
                    decision: [{when: "false", next: b}]
                  - {name: b, action: t.b}
                output_map:
                  list: "{{ task.a.result.list }}"
                  text: "n={{ task.a.result.list }}"
                  untaken: "{{ task.b.result.x }}"
                  status: success
                """));
    bench.succeed("a", dev.heddle.values.Json.read("{\"list\":[1,2]}"));
    assertThat(bench.result(run))
        .isEqualTo(
            "{\"list\":[1,2],\"text\":\"n=[1,2]\",\"status\":\"success\",\"succeeded\":true}");
    assertThat(bench.notes(run)).singleElement().asString().contains("output_map, untaken");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-073: a map may define succeeded itself")
  void outputMapDefinesSucceeded() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.flow
                label: Test
                version: "1"
                tasks: [{name: a, action: t.a}]
                output_map: {succeeded: partly}
                """));
    bench.succeed("a");
    assertThat(bench.result(run)).isEqualTo("{\"succeeded\":\"partly\"}");
  }

  @Test
  @DisplayName("S1-074: output_map is not evaluated after a failure")
  void noOutputAfterFailure() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.flow
                label: Test
                version: "1"
                tasks: [{name: a, action: t.a}]
                output_map: {status: success}
                """));
    bench.fail("a");
    assertThat(bench.result(run))
        .doesNotContain("status")
        .startsWith("{\"error\":")
        .endsWith("\"succeeded\":false,\"failed_tasks\":[\"a\"]}");
  }

  @Test
  @DisplayName("S1-075: tasks never reached have no record")
  void unreachedHasNoRecord() {
    ExecutionId run = bench.start(bench.tasks(HANDLED));
    bench.succeed("a");
    assertThat(bench.rows(run)).containsExactly("a completed");
  }

  @Test
  @DisplayName("S1-076: a task whose action is gone fails and names action and task")
  void missingAction() {
    long flow = bench.tasks("- {name: entry, action: t.deleted, retry: {count: 3}}");
    bench.catalog.remove("t.deleted");
    ExecutionId run = bench.start(flow);
    assertThat(bench.rows(run)).containsExactly("entry failed");
    assertThat(Objects.requireNonNull(Objects.requireNonNull(bench.task(run, "entry")).failure()))
        .satisfies(failure -> {
          assertThat(failure.type()).isEqualTo("action_not_found");
          assertThat(failure.message()).contains("t.deleted", "entry");
        });
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("S1-006: a task whose input does not fit its action fails before it runs")
  void wrongInput() {
    bench.flow(
        """
        ref: test.child
        label: Child
        version: "1"
        parameters: {x: {type: integer, required: true}}
        tasks: [{name: inner, action: t.inner}]
        """);
    ExecutionId run = bench.start(bench.tasks("- {name: call, action: test.child}"));
    assertThat(bench.rows(run)).containsExactly("call failed");
    assertThat(
            Objects.requireNonNull(Objects.requireNonNull(bench.task(run, "call")).failure())
                .message())
        .startsWith("Missing required parameter: x");
    assertThat(bench.store.children(run)).isEmpty();
  }
}
