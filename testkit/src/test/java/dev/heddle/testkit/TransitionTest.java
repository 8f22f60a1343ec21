package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionTest {

  private final Workbench bench = new Workbench();

  @Test
  @DisplayName("S1-044: result, publications, transitions, next tasks: in this order")
  void theOrderOfThings() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: a
                  action: t.a
                  publish:
                    - ok: "{{ task.a.result.ok }}"
                  decision:
                    - when: vars.ok
                      next: b
                    - default: c
                - name: b
                  action: t.b
                  input: {given: "{{ vars.ok }}"}
                - {name: c, action: t.c}
                """));
    bench.succeed("a", Value.map("ok", Value.of(true)));
    assertThat(bench.assignment("b").input()).isEqualTo(Value.map("given", Value.of(true)));
    TaskExecution.Progress a = bench.attempts(run, "a").getFirst().progress();
    TaskExecution.Progress b = bench.attempts(run, "b").getFirst().progress();
    assertThat(List.of(a.scheduled(), a.ended(), a.settled(), b.scheduled())).isSorted();
    assertThat(bench.task(run, "c")).isNull();
  }

  @Test
  @DisplayName("S1-045: delay is waited before the first attempt only")
  void delayBeforeTheFirstAttempt() {
    ExecutionId run =
        bench.start(
            bench.tasks("- {name: a, action: t.a, delay: 30, retry: {count: 1, delay: 5}}"));
    assertThat(bench.rows(run)).containsExactly("a waiting");
    bench.pass(Duration.ofSeconds(29));
    assertThat(bench.running()).isEmpty();
    bench.pass(Duration.ofSeconds(1));
    bench.fail("a");
    bench.pass(Duration.ofSeconds(5));
    assertThat(bench.running()).containsExactly("a");
  }

  @Test
  @DisplayName("S1-046: omitted input is an empty map, also for a nested workflow")
  void omittedInputIsEmpty() {
    bench.flow(
        """
        ref: test.child
        label: Child
        version: "1"
        parameters: {x: {type: string, default: own}}
        tasks:
          - name: inner
            action: t.inner
            input: {x: "{{ parameters.x }}"}
        """);
    long parent =
        bench.flow(
            """
            ref: test.parent
            label: Parent
            version: "1"
            parameters: {x: {type: string}}
            tasks:
              - {name: call, action: test.child}
              - {name: plain, action: t.plain}
            """);
    bench.start(parent, Value.map("x", Value.of("of the parent")));
    assertThat(bench.assignment("inner").input()).isEqualTo(Value.map("x", Value.of("own")));
    assertThat(bench.assignment("plain").input()).isEqualTo(MapValue.EMPTY);
  }

  @Test
  @DisplayName("S1-047: on_success leads a chain of three")
  void chainOfThree() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_success: b}
                - {name: b, action: t.b, on_success: c}
                - {name: c, action: t.c}
                """));
    bench.succeed("a", "b", "c");
    assertThat(bench.started()).containsExactly("a", "b", "c");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-048: a timeout counts as failure for on_failure without on_timeout")
  void timeoutIsAFailureWithoutOnTimeout() {
    bench.start(
        bench.tasks(
            """
            - {name: a, action: t.a, on_failure: f}
            - {name: f, action: t.f}
            """));
    bench.timeOut("a");
    assertThat(bench.running()).containsExactly("f");
  }

  @ParameterizedTest
  @CsvSource({"timeout, t", "failed, f"})
  @DisplayName("S1-048, S1-050: with on_timeout only that fires on a timeout")
  void onTimeoutTakesTimeouts(String outcome, String target) {
    bench.start(
        bench.tasks(
            """
            - {name: a, action: t.a, on_failure: f, on_timeout: t}
            - {name: f, action: t.f}
            - {name: t, action: t.t}
            """));
    end("a", outcome);
    assertThat(bench.running()).containsExactly(target);
  }

  @ParameterizedTest
  @CsvSource({"completed, s c", "failed, c", "timeout, c"})
  @DisplayName("S1-049: on_complete starts after every outcome, beside on_success")
  void onCompleteAlways(String outcome, String targets) {
    bench.start(
        bench.tasks(
            """
            - {name: a, action: t.a, on_success: s, on_complete: c}
            - {name: s, action: t.s}
            - {name: c, action: t.c}
            """));
    end("a", outcome);
    assertThat(bench.running()).containsExactly(targets.split(" ", -1));
  }

  private void end(String task, String outcome) {
    switch (outcome) {
      case "completed" -> bench.succeed(task);
      case "failed" -> bench.fail(task);
      default -> bench.timeOut(task);
    }
  }

  @Test
  @DisplayName("S1-051: a field accepts a list of targets, which all start at once")
  void listOfTargets() {
    bench.start(
        bench.tasks(
            """
            - {name: a, action: t.a, on_success: [b, c]}
            - {name: b, action: t.b}
            - {name: c, action: t.c}
            """));
    bench.succeed("a");
    assertThat(bench.running()).containsExactly("b", "c");
  }

  @Test
  @DisplayName("S1-052: the first true branch is taken, no other and no default")
  void firstTrueBranch() {
    bench.start(
        bench.tasks(
            """
            - name: a
              action: t.a
              decision:
                - {when: "false", next: x}
                - {when: "true", next: [b, c]}
                - {when: "true", next: x}
                - default: x
            - {name: b, action: t.b}
            - {name: c, action: t.c}
            - {name: x, action: t.x}
            """));
    bench.succeed("a");
    assertThat(bench.running()).containsExactly("b", "c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"- default: [b, c]", "- {default: true, next: [b, c]}"})
  @DisplayName("S1-053: both forms of the default branch")
  void defaultForms(String branch) {
    bench.start(
        bench.tasks(
            """
            - name: a
              action: t.a
              decision:
                - {when: "false", next: x}
                %s
            - {name: b, action: t.b}
            - {name: c, action: t.c}
            - {name: x, action: t.x}
            """
                .formatted(branch)));
    bench.succeed("a");
    assertThat(bench.running()).containsExactly("b", "c");
  }

  @Test
  @DisplayName("S1-053: no default and nothing matched ends the path without error")
  void nothingMatched() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: a
                  action: t.a
                  decision: [{when: "false", next: x}]
                - {name: x, action: t.x}
                """));
    bench.succeed("a");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.rows(run)).containsExactly("a completed");
  }

  @Test
  @DisplayName("S1-054: a failed task does not take its decision's default branch")
  void noDecisionAfterAFailure() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: a
                  action: t.a
                  decision: [{default: x}]
                - {name: x, action: t.x}
                """));
    bench.fail("a");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
    assertThat(bench.rows(run)).containsExactly("a failed");
  }

  @Test
  @DisplayName("S1-054: a decision wins over on_success")
  void decisionWins() {
    bench.start(
        bench.tasks(
            """
            - name: a
              action: t.a
              on_success: x
              decision: [{when: "true", next: b}]
            - {name: b, action: t.b}
            - {name: x, action: t.x, on_failure: b}
            """));
    bench.succeed("a", "x");
    assertThat(bench.running()).containsExactly("b");
  }

  @Test
  @DisplayName("S1-055: every entry of next fires whose condition holds")
  void everyTrueEntryFires() {
    bench.start(
        bench.tasks(
            """
            - name: a
              action: t.a
              next:
                - {when: "{{ succeeded() }}", do: b}
                - {when: "{{ failed() }}", do: x}
                - {do: [c, b]}
            - {name: b, action: t.b}
            - {name: c, action: t.c}
            - {name: x, action: t.x}
            """));
    bench.succeed("a");
    assertThat(bench.running()).containsExactly("b", "c");
  }

  @Test
  @DisplayName("S1-055: an entry publishes before the next entry's condition is evaluated")
  void publicationBetweenEntries() {
    bench.start(
        bench.tasks(
            """
            - name: a
              action: t.a
              next:
                - {when: "{{ vars.x | default(false) }}", do: x}
                - {publish: [{x: true}]}
                - {when: "{{ vars.x }}", do: b}
                - {when: "{{ false }}", publish: [{x: false}], do: x}
                - {when: "{{ vars.x }}", do: c}
            - {name: b, action: t.b}
            - {name: c, action: t.c}
            - {name: x, action: t.x}
            """));
    bench.succeed("a");
    assertThat(bench.running()).containsExactly("b", "c");
  }

  @Test
  @DisplayName("S1-056: next displaces the legacy fields")
  void nextDisplacesLegacy() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: a
                  action: t.a
                  on_success: x
                  publish: [{y: 1}]
                  next: [{do: [b]}]
                - name: b
                  action: t.b
                  input: {y: "{{ vars.y | default('unset') }}"}
                - {name: x, action: t.x, on_success: b}
                """));
    bench.succeed("a", "x");
    assertThat(bench.assignment("b").input()).isEqualTo(Value.map("y", Value.of("unset")));
    assertThat(bench.task(run, "x")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "succeeded() and result().approved == true | completed | false",
        "succeeded() and result().approved == false | completed | true",
        "succeeded() or result().approved | completed | true",
        "failed() or timed_out() | timeout | true",
        "failed() or timed_out() | completed | false",
        "not succeeded() | failed | true",
        "not succeeded() | completed | false",
        "succeeded() | timeout | false",
        "failed() | timeout | false",
        "timed_out() | timeout | true",
        "timed_out() | failed | false"
      })
  @DisplayName("S1-057, S1-058: outcome functions are facts, combined completely")
  void outcomeFunctions(String condition, String outcome, boolean fires) {
    bench.start(
        bench.tasks(
            """
            - name: a
              action: t.a
              next: [{when: "{{ %s }}", do: b}]
            - {name: b, action: t.b}
            """
                .formatted(condition)));
    if (outcome.equals("completed")) {
      bench.succeed("a", Value.map("approved", Value.of(false)));
    } else {
      end("a", outcome);
    }
    assertThat(bench.running().contains("b")).isEqualTo(fires);
  }

  @Test
  @DisplayName("S1-058: result() of an iteration is the aggregate")
  void resultOfAnIteration() {
    bench.start(
        bench.tasks(
            """
            - name: a
              action: t.a
              with_items: [1, 2]
              next: [{when: "{{ length(result()) == 2 and result()[1].n == 5 }}", do: b}]
            - {name: b, action: t.b}
            """));
    bench.succeed("a");
    bench.succeed("a", Value.map("n", Value.of(5)));
    assertThat(bench.running()).containsExactly("b");
  }

  @Test
  @DisplayName("S1-042, D-31: a condition that cannot be evaluated is false and leaves a warning")
  void brokenConditionIsFalse() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: a
                  action: t.a
                  next:
                    - {when: "{{ task.a.result.missing }}", do: x}
                    - {do: b}
                - {name: b, action: t.b}
                - {name: x, action: t.x}
                """));
    bench.succeed("a", "b");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.notes(run))
        .singleElement()
        .asString()
        .contains("Task a, next condition", "missing");
  }

  @Test
  @DisplayName("S1-044: a chain of 10,000 failing and handled tasks needs no deep stack")
  void deepChain() {
    StringBuilder tasks = new StringBuilder();
    int length = 10_000;
    for (int i = 0; i < length; i++) {
      tasks.append("- {name: t%d, action: t.gone, on_failure: t%d}\n".formatted(i, i + 1));
    }
    tasks.append("- {name: t%d, action: t.last}\n".formatted(length));
    bench.catalog.remove("t.gone");
    ExecutionId run = bench.start(bench.tasks(tasks.toString()));
    bench.succeed("t" + length);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.store.tasks(run)).hasSize(length + 1);
  }
}
