package dev.heddle.testkit;

import static dev.heddle.testkit.Answered.assertConflict;
import static dev.heddle.testkit.Answered.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.Dialects;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Decider;
import dev.heddle.engine.decision.ExecutionState;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Running an ended execution again from a chosen task")
final class RerunTest {

  private static final String DIAMOND =
      """
      - {name: a, action: t.a, publish: [{x: "{{ result().n }}"}], on_success: [b, c]}
      - {name: b, action: t.b, input: {x: "{{ vars.x }}", y: 1}, on_success: d}
      - {name: c, action: t.c, on_success: d}
      - {name: d, action: t.d, join: all, input: {b: "{{ task.b.result.n }}"}}
      - {name: e, action: t.e}
      """;

  private static final String LOOP =
      """
      - {name: a, action: t.a, on_success: b}
      - name: b
        action: t.b
        decision:
          - {when: "{{ result().again }}", next: b}
          - {default: true, next: c}
      - {name: c, action: t.c}
      """;

  private static final String GROUP =
      """
      - {name: a, action: t.a, on_success: g}
      - name: g
        type: parallel
        on_success: z
        tasks:
          - {name: m, action: t.m, on_success: n}
          - {name: n, action: t.n}
          - {name: o, action: t.o}
      - {name: z, action: t.z}
      """;

  private final Workbench bench = new Workbench();

  private static Rerun from(String task) {
    return new Rerun(task, 1, MapValue.EMPTY);
  }

  private ExecutionId rerun(ExecutionId ended, Rerun rerun) {
    Reply reply = bench.rerun(ended, rerun);
    assertDone(reply);
    Execution again = ((Reply.Done) reply).execution();
    assertThat(again.origin().retryOf()).isEqualTo(ended);
    return again.id();
  }

  private ExecutionId completed(String tasks) {
    ExecutionId run = bench.start(bench.tasks(tasks));
    while (!bench.running().isEmpty()) {
      bench.succeed(bench.running().getFirst(), Value.map("n", Value.of(3)));
    }
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    return run;
  }

  /** As {@code a reused, b again}, or why it is refused. */
  private String preview(ExecutionId ended, Rerun rerun) {
    Execution execution = bench.execution(ended);
    ExecutionState state =
        ExecutionState.restore(
            bench.catalog.workflow(execution.definition()),
            execution,
            bench.store.tasks(ended),
            List.of());
    return switch (Decider.preview(state, rerun)) {
      case Rerun.Preview.Parts(List<Rerun.Part> parts) ->
          parts.stream()
              .map(part -> part.task() + " " + part.fate().label())
              .collect(Collectors.joining(", "));
      case Rerun.Preview.Refused(Reply.Refused reply) -> reply.message();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a | a again, e reused, b if_reached, c if_reached, d if_reached",
        "b | a reused, e reused, b again, c reused, d if_reached",
        "d | a reused, e reused, b reused, c reused, d again",
        "e | a reused, e again, b reused, c reused, d reused",
        "x | The workflow has no task x",
      })
  void thePreviewSaysWhatRunsAgain(String task, String expected) {
    assertThat(preview(completed(DIAMOND), from(task))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m | a reused, g partly, m again, o reused, n if_reached, z if_reached",
        "o | a reused, g partly, m reused, o again, n reused, z if_reached",
        "g | a reused, g again, m if_reached, o if_reached, n if_reached, z if_reached",
      })
  void ofAGroupOnlyWhatCameAfterRunsAgain(String task, String expected) {
    ExecutionId run = completed(GROUP);
    assertThat(preview(run, from(task))).isEqualTo(expected);
    ExecutionId again = rerun(run, from(task));
    bench.restart();
    while (!bench.running().isEmpty()) {
      bench.succeed(bench.running().getFirst());
    }
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.started().stream().filter("z"::equals)).hasSize(2);
  }

  @Test
  void whatIsNotDownstreamIsReused() {
    ExecutionId run = completed(DIAMOND);
    ExecutionId again = rerun(run, new Rerun("b", 1, Value.map("y", Value.of(9))));
    assertThat(bench.assignment("b").input().toString()).isEqualTo("{\"x\":3,\"y\":9}");
    bench.restart();
    bench.succeed("b", Value.map("n", Value.of(7)));
    assertThat(bench.assignment("d").input().toString()).isEqualTo("{\"b\":7}");
    bench.succeed("d");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.started()).containsOnlyOnce("a", "c", "e");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void anEditedInputStaysForRetries() {
    ExecutionId run =
        bench.start(bench.tasks("- {name: a, action: t.a, input: {x: 1}, retry: {count: 1}}"));
    bench.succeed("a");
    rerun(run, new Rerun("a", 1, Value.map("x", Value.of(2))));
    bench.fail("a");
    bench.restart();
    assertThat(bench.assignment("a").input().toString()).isEqualTo("{\"x\":2}");
  }

  @Test
  void whatFailedElsewhereRunsAgainToo() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a}
                - {name: b, action: t.b, on_success: c}
                - {name: c, action: t.c}
                """));
    bench.succeed("b");
    bench.fail("a", "c");
    rerun(run, from("b"));
    assertThat(bench.running()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void theNthTimeAroundALoopIsChosenByNumber() {
    ExecutionId run = bench.start(bench.tasks(LOOP));
    bench.succeed("a");
    for (boolean more : new boolean[] {true, true, false}) {
      bench.succeed("b", Value.map("again", Value.of(more)));
    }
    bench.succeed("c");
    assertThat(preview(run, new Rerun("b", 2, MapValue.EMPTY)))
        .isEqualTo("a reused, b reused, b again, b if_reached, c if_reached");
    assertThat(preview(run, new Rerun("b", 4, MapValue.EMPTY)))
        .isEqualTo("Task b was started only 3 times");
    ExecutionId again = rerun(run, new Rerun("b", 2, MapValue.EMPTY));
    bench.restart();
    bench.succeed("b", Value.map("again", Value.of(false)));
    bench.succeed("c");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.attempts(again, "b")).hasSize(2);
  }

  @Test
  void whatOtherPathsLedToIsNotLost() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: x, action: t.x, on_success: b}
                - name: p
                  action: t.p
                  next: [{do: b}, {when: "{{ result().again }}", do: p}]
                - {name: b, action: t.b}
                """));
    Value more = Value.map("again", Value.of(true));
    Value enough = Value.map("again", Value.of(false));
    bench.succeed("x");
    bench.succeed("p", more);
    bench.succeed("p", enough);
    bench.succeed("b", "b");
    assertThat(preview(run, from("x")))
        .isEqualTo("x again, p reused, b if_reached, p reused, b if_reached");
    ExecutionId again = rerun(run, from("x"));
    assertThat(bench.running()).containsExactlyInAnyOrder("x", "b", "b");
    bench.restart();
    bench.succeed("x", "b", "b");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.attempts(again, "b")).hasSize(2);
  }

  @Test
  void anIterationRunsAgainWithAllItsItems() {
    ExecutionId run =
        completed(
            """
            - {name: x, action: t.x, with_items: [a, b], concurrency: 2, input: {i: "{{ item }}", n: 1}}
            """);
    ExecutionId again = rerun(run, new Rerun("x", 1, Value.map("n", Value.of(2))));
    assertThat(bench.runner.running().stream().map(each -> each.input().toString()))
        .containsExactly("{\"i\":\"a\",\"n\":2}", "{\"i\":\"b\",\"n\":2}");
    bench.succeed("x", "x");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void aNestedWorkflowStartsAfreshWithItsParameters() {
    bench.flow(
        """
        ref: test.child
        label: Child
        version: "1"
        parameters: {p: {type: integer}}
        tasks: [{name: one, action: t.one, input: {p: "{{ parameters.p }}"}}]
        """);
    ExecutionId run = bench.start(bench.tasks("- {name: call, action: test.child, input: {p: 1}}"));
    bench.succeed("one");
    ExecutionId again = rerun(run, new Rerun("call", 1, Value.map("p", Value.of(2))));
    assertThat(bench.assignment("one").input().toString()).isEqualTo("{\"p\":2}");
    bench.succeed("one");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void whatEndedWhileTheExecutionWasCancelledLeadsOn() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_success: b}
                - {name: b, action: t.b}
                - {name: c, action: t.c, on_success: d}
                - {name: d, action: t.d}
                """));
    bench.succeed("a");
    bench.submit(run, new Command.Cancel("me", Optional.of(CancellationPolicy.ALLOW_FINISH)));
    bench.succeed("c", "b");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    ExecutionId again = rerun(run, from("b"));
    assertThat(bench.running()).containsExactlyInAnyOrder("b", "d");
    bench.restart();
    bench.succeed("b", "d");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.started().stream().filter("c"::equals)).hasSize(1);
  }

  @Test
  void aRerunIsRefusedWhereItMakesNoSense() {
    ExecutionId live =
        bench.start(
            bench.tasks("- {name: a, action: t.a, on_failure: b}\n- {name: b, action: t.b}"));
    assertConflict(bench.rerun(live, from("a")));
    bench.succeed("a");
    assertThat(bench.rerun(live, from("b")))
        .isEqualTo(new Reply.Refused(Reply.Reason.CONFLICT, "Task b was not reached"));
    ExecutionId group = completed(GROUP);
    assertThat(bench.rerun(group, new Rerun("g", 1, Value.map("x", Value.of(1)))))
        .isEqualTo(
            new Reply.Refused(Reply.Reason.INVALID, "The input of task g cannot be given by hand"));
  }

  @Test
  @DisplayName("S1-123, D-08: steps skipped because one failed run once it has succeeded")
  void skippedStepsAreReachedAgain() {
    Compilation compilation =
        Dialects.compile(
            new SourceText(
                "f.yaml",
                """
                name: chain
                container_config: {image: "python:3.9-slim"}
                steps:
                  - {id: one, command: [a]}
                  - {id: two, command: [b], depends_on: [one]}
                  - {id: three, command: [c], depends_on: [two]}
                """));
    ExecutionId run =
        bench.start(bench.catalog.add(((Compilation.Compiled) compilation).workflow()));
    bench.fail("one");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
    Reply.Done retried = (Reply.Done) bench.retry(run);
    bench.restart();
    Value none = Value.map("outputs", Json.read("{}"));
    bench.succeed("one", none);
    bench.succeed("two", none);
    bench.succeed("three", none);
    assertThat(bench.status(retried.execution().id())).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void aHandledGroupIsNotRunAgain() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: g
                  type: parallel
                  on_failure: h
                  tasks: [{name: m, action: t.m}]
                - {name: h, action: t.h}
                """));
    bench.fail("m", "h");
    bench.retry(run);
    assertThat(bench.running()).containsExactly("h");
  }

  @Test
  void theStateIsTheSameAfterReadingItAgain() {
    ExecutionId run = completed(DIAMOND);
    ExecutionId again = rerun(run, from("c"));
    TaskExecution reused = Objects.requireNonNull(bench.task(again, "a"));
    assertThat(reused).isEqualTo(bench.task(run, "a"));
  }
}
