package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Command;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.Json;
import dev.heddle.values.Value;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NestedWorkflowTest {

  private final Workbench bench = new Workbench();

  private void child(String tasks) {
    bench.flow(
        """
        ref: test.child
        label: Child
        version: "1"
        parameters:
          n: {type: integer, required: true}
          m: {type: integer, default: 5}
        output_map: {sum: "{{ parameters.n + parameters.m }}"}
        tasks:
        """
            + tasks.indent(2));
  }

  private Execution onlyChild(ExecutionId run) {
    assertThat(bench.store.children(run)).hasSize(1);
    return bench.store.children(run).getFirst();
  }

  private static final String CALL =
      """
      - {name: call, action: test.child, input: {n: 2}, on_success: after, on_failure: failed}
      - name: after
        action: t.after
        input: {result: "{{ task.call.result }}"}
      - {name: failed, action: t.failed, input: {message: "{{ task.call.error.message }}"}}
      """;

  @Test
  @DisplayName("S1-112, S1-113: input becomes parameters with defaults, the result comes back")
  void twoLevels() {
    child("- {name: inner, action: t.inner}");
    ExecutionId run = bench.start(bench.tasks(CALL));
    assertThat(bench.running()).containsExactly("inner");
    assertThat(onlyChild(run).parameters()).isEqualTo(Json.read("{\"n\":2,\"m\":5}"));
    bench.restart();
    bench.succeed("inner");
    assertThat(bench.assignment("after").input())
        .isEqualTo(Json.read("{\"result\":{\"sum\":7,\"succeeded\":true}}"));
    bench.succeed("after");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-113: a failed child fails its task with the child's message")
  void childFails() {
    child("- {name: inner, action: t.inner}");
    bench.start(bench.tasks(CALL));
    bench.fail("inner");
    assertThat(bench.assignment("failed").input())
        .isEqualTo(Value.map("message", Value.of("1 task failed: inner (inner broke)")));
  }

  @Test
  @DisplayName("S1-113: type: workflow is sugar")
  void typeWorkflow() {
    child("- {name: inner, action: t.inner}");
    bench.start(bench.tasks("- {name: call, type: workflow, action: test.child, input: {n: 1}}"));
    assertThat(bench.running()).containsExactly("inner");
  }

  @Test
  @DisplayName("S1-112: a child that ends at once brings its task to an end in the same step")
  void instantChild() {
    child("- {name: inner, action: t.inner, when: 'false'}");
    bench.start(bench.tasks(CALL));
    assertThat(bench.running()).containsExactly("after");
  }

  @Test
  @DisplayName("S1-024: a child sees none of its parent's variables and results")
  void isolation() {
    child(
        """
        - name: inner
          action: t.inner
          input: {v: "{{ parent_only }}"}
        """
            .replace("parent_only", "kv.get('none').x"));
    bench.flow(
        """
        ref: test.grandchild
        label: Isolated
        version: "1"
        vars: {own: 1}
        tasks:
          - name: look
            action: t.look
            input: {seen: "{{ vars }}"}
        """);
    bench.start(
        bench.flow(
            """
            ref: test.parent
            label: Parent
            version: "1"
            vars: {parent_only: 1, own: parent}
            tasks: [{name: call, action: test.grandchild}]
            """));
    assertThat(bench.assignment("look").input()).isEqualTo(Json.read("{\"seen\":{\"own\":1}}"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S1-114: cancelling cascades to grandchildren with the parent's policy")
  void cancelCascades(CancellationPolicy policy) {
    child("- {name: inner, action: test.leaf}");
    bench.flow(
        """
        ref: test.leaf
        label: Leaf
        version: "1"
        cancellation_policy: cancel_running
        tasks: [{name: leaf, action: t.leaf, on_complete: never}, {name: never, action: t.n}]
        """);
    ExecutionId run = bench.start(bench.tasks(CALL));
    ExecutionId middle = onlyChild(run).id();
    bench.submit(run, new Command.Cancel("me", Optional.of(policy)));
    if (policy == CancellationPolicy.ALLOW_FINISH) {
      assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELING);
      assertThat(bench.runner.interrupted()).isEmpty();
      bench.succeed("leaf");
    }
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(bench.status(middle)).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(onlyChild(middle).status()).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(bench.running()).isEmpty();
  }

  @Test
  @DisplayName("S1-114: a child that is cancelled by itself cancels its task, which is no success")
  void childCancelledAlone() {
    child("- {name: inner, action: t.inner}");
    ExecutionId run = bench.start(bench.tasks(CALL));
    bench.submit(
        onlyChild(run).id(),
        new Command.Cancel("me", Optional.of(CancellationPolicy.CANCEL_RUNNING)));
    assertThat(bench.rows(run)).containsExactly("call cancelled");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("S1-115: a workflow that calls itself ends failed, not endless")
  void recursion() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.self
                label: Self
                version: "1"
                tasks: [{name: again, action: test.self}]
                """));
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
    int depth = 0;
    Execution deepest = bench.execution(run);
    while (!bench.store.children(deepest.id()).isEmpty()) {
      deepest = onlyChild(deepest.id());
      depth++;
    }
    assertThat(depth).isEqualTo(10);
    assertThat(Objects.requireNonNull(deepest.failure()).message()).contains("max_depth_exceeded");
  }

  @Test
  @DisplayName("S1-116: children carry their parent's attempt, tasks what led to them")
  void tree() {
    child("- {name: inner, action: t.inner, on_success: last}\n- {name: last, action: t.last}");
    ExecutionId run = bench.start(bench.tasks(CALL));
    bench.succeed("inner");
    Execution child = onlyChild(run);
    assertThat(Objects.requireNonNull(child.origin().parent()).execution()).isEqualTo(run);
    assertThat(child.origin().depth()).isEqualTo(1);
    assertThat(Objects.requireNonNull(bench.task(run, "call")).child()).isEqualTo(child.id());
    assertThat(Objects.requireNonNull(bench.task(child.id(), "last")).triggers())
        .hasToString("[Trigger[node=0, activation=1]]");
  }
}
