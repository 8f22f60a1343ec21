package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleTest {

  private static final String CHAIN =
      """
      - {name: a, action: t.a, on_success: b, on_complete: c}
      - {name: b, action: t.b}
      - {name: c, action: t.c}
      """;

  private final Workbench bench = new Workbench();

  private Reply pause(ExecutionId run) {
    return bench.submit(run, new Command.Pause("me", "lunch"));
  }

  private Reply resume(ExecutionId run) {
    return bench.submit(run, new Command.Resume("me"));
  }

  private Reply cancel(ExecutionId run, CancellationPolicy policy) {
    return bench.submit(run, new Command.Cancel("me", Optional.of(policy)));
  }

  private static void assertConflict(Reply reply) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reply.Reason.CONFLICT));
  }

  private static void assertDone(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Done.class);
  }

  @Test
  @DisplayName("S1-119: a running execution keeps the definition it was started with")
  void definitionIsKept() {
    ExecutionId run = bench.start(bench.tasks(CHAIN));
    bench.tasks("- {name: other, action: t.other}");
    bench.restart();
    bench.succeed("a", "b", "c");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-120, S1-121: task 1 completes while paused, task 2 starts on resume")
  void pauseAndResume() {
    ExecutionId run = bench.start(bench.tasks(CHAIN));
    assertDone(pause(run));
    assertThat(bench.execution(run).isPaused()).isTrue();
    bench.succeed("a");
    assertThat(bench.rows(run)).containsExactly("a completed");
    bench.restart();
    assertThat(bench.running()).isEmpty();
    assertDone(resume(run));
    assertThat(bench.running()).containsExactly("b", "c");
    assertThat(bench.started()).containsExactly("a", "b", "c");
  }

  @Test
  @DisplayName("S1-120, S1-121: not running, already paused and not paused are conflicts")
  void pauseConflicts() {
    ExecutionId run = bench.start(bench.tasks("- {name: a, action: t.a}"));
    assertConflict(resume(run));
    assertDone(pause(run));
    assertConflict(pause(run));
    assertDone(resume(run));
    assertConflict(resume(run));
    bench.succeed("a");
    assertConflict(pause(run));
    assertConflict(resume(run));
  }

  @Test
  @DisplayName("S1-121: completions are acted on in the order in which they came")
  void completionsInOrder() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.flow
                label: Test
                version: "1"
                tasks:
                  - {name: a, action: t.a, publish: [{x: a}]}
                  - {name: b, action: t.b, publish: [{x: b}]}
                output_map: {x: "{{ vars.x }}"}
                """));
    pause(run);
    bench.succeed("b", "a");
    bench.restart();
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.RUNNING);
    resume(run);
    assertThat(bench.result(run)).isEqualTo("{\"x\":\"a\",\"succeeded\":true}");
  }

  @Test
  @DisplayName("S1-120: no retry starts while paused, also not one that fell due")
  void pauseHoldsRetries() {
    ExecutionId run =
        bench.start(bench.tasks("- {name: a, action: t.a, retry: {count: 2, delay: 10}}"));
    bench.fail("a");
    pause(run);
    bench.pass(Duration.ofMinutes(5));
    assertThat(bench.running()).isEmpty();
    bench.restart();
    assertThat(bench.running()).isEmpty();
    resume(run);
    assertThat(bench.running()).containsExactly("a");
  }

  @Test
  @DisplayName("S1-120: a failure while paused is retried only after resume")
  void failureWhilePaused() {
    ExecutionId run =
        bench.start(bench.tasks("- {name: a, action: t.a, retry: {count: 2, delay: 10}}"));
    pause(run);
    bench.fail("a");
    bench.pass(Duration.ofMinutes(5));
    assertThat(bench.rows(run)).containsExactly("a failed");
    resume(run);
    assertThat(bench.rows(run)).containsExactly("a failed", "a waiting");
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.running()).containsExactly("a");
  }

  @Test
  @DisplayName("S1-120: an inquiry can be answered while paused; what follows waits")
  void answerWhilePaused() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: ask, action: core.ask, input: {prompt: P}, on_success: b}
                - {name: b, action: t.b}
                """));
    pause(run);
    bench.submit(
        run, new Command.Respond(bench.pendingInquiry().id().task(), MapValue.EMPTY, "alice"));
    assertThat(bench.running()).isEmpty();
    resume(run);
    assertThat(bench.running()).containsExactly("b");
  }

  @Test
  @DisplayName("S1-121: a timeout of an inquiry that passed while paused takes effect on resume")
  void inquiryTimeoutOnResume() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: ask, action: core.ask, input: {prompt: P}, timeout: 5, on_timeout: b}
                - {name: b, action: t.b}
                """));
    pause(run);
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.rows(run)).containsExactly("ask waiting");
    resume(run);
    assertThat(bench.running()).containsExactly("b");
  }

  @Test
  @DisplayName("S1-121, S1-099: a time limit that passed while paused takes effect on resume")
  void deadlineOnResume() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.flow
                label: Test
                version: "1"
                timeout: 10
                tasks: [{name: a, action: t.a, on_success: b}, {name: b, action: t.b}]
                """));
    pause(run);
    bench.succeed("a");
    bench.pass(Duration.ofMinutes(1));
    resume(run);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.TIMEOUT);
    assertThat(bench.rows(run)).containsExactly("a completed");
  }

  @Test
  @DisplayName("S1-122: allow_finish lets running tasks end; nothing follows, not even on_complete")
  void cancelAllowFinish() {
    ExecutionId run = bench.start(bench.tasks(CHAIN));
    assertDone(cancel(run, CancellationPolicy.ALLOW_FINISH));
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELING);
    assertThat(bench.runner.interrupted()).isEmpty();
    assertDone(cancel(run, CancellationPolicy.CANCEL_RUNNING));
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELING);
    assertConflict(pause(run));
    bench.succeed("a");
    assertThat(bench.rows(run)).containsExactly("a completed");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(bench.result(run))
        .isEqualTo("{\"error\":\"Workflow cancelled\",\"succeeded\":false}");
    assertConflict(cancel(run, CancellationPolicy.ALLOW_FINISH));
  }

  @Test
  @DisplayName("S1-122: cancel_running interrupts; the workflow's policy is the default")
  void cancelRunning() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.flow
                label: Test
                version: "1"
                cancellation_policy: cancel_running
                tasks: [{name: a, action: t.a, on_complete: b}, {name: b, action: t.b}]
                """));
    bench.submit(run, new Command.Cancel("me", Optional.empty()));
    assertThat(bench.runner.interrupted()).hasSize(1);
    assertThat(bench.rows(run)).containsExactly("a cancelled");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
  }

  @Test
  @DisplayName("S1-122: cancelling during a retry delay, a sleep and a pause ends at once")
  void cancelWhatWaits() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, retry: {count: 2, delay: 10}}
                - {name: s, action: core.sleep, input: {seconds: 9}}
                - {name: d, action: t.d, delay: 9}
                - {name: done, action: t.done, on_success: never}
                - {name: never, action: t.never}
                """));
    bench.fail("a");
    pause(run);
    bench.succeed("done");
    assertDone(cancel(run, CancellationPolicy.ALLOW_FINISH));
    assertThat(bench.rows(run))
        .containsExactlyInAnyOrder(
            "a failed", "s cancelled", "d cancelled", "done completed", "a cancelled");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    bench.pass(Duration.ofHours(1));
    assertThat(bench.running()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("S1-122: cancelling groups and iterations ends them with their last part")
  void cancelContainers(boolean interrupts) {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: g
                  type: parallel
                  tasks:
                    - {name: a, action: t.a}
                    - {name: many, action: t.many, with_items: [1, 2, 3]}
                    - name: inner
                      type: parallel
                      tasks: [{name: deep, action: t.deep}]
                """));
    if (interrupts) {
      cancel(run, CancellationPolicy.CANCEL_RUNNING);
    } else {
      cancel(run, CancellationPolicy.ALLOW_FINISH);
      bench.succeed("deep", "many", "a");
    }
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(bench.rows(run)).contains("g cancelled", "inner cancelled", "many cancelled");
    assertThat(bench.rows(run)).noneMatch(row -> row.endsWith("running"));
  }

  @Test
  @DisplayName("S1-122, S1-124: a crash while cancelling ends what was running")
  void crashWhileCancelling() {
    ExecutionId run = bench.start(bench.tasks(CHAIN));
    cancel(run, CancellationPolicy.ALLOW_FINISH);
    bench.restart();
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(bench.running()).isEmpty();
  }

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

  private static final String EVERYTHING =
      """
      ref: test.everything
      label: Everything
      version: "1"
      vars: {n: 0, log: []}
      tasks:
        - {name: begin, action: t.begin, on_success: [loop, many, g], publish: [{n: 0}]}
        - {name: loop, action: t.loop, publish: [{n: "{{ vars.n + 1 }}"}], on_success: check}
        - name: check
          action: t.check
          decision: [{when: vars.n < 3, next: loop}, {default: meet}]
        - name: many
          action: t.many
          with_items: [1, 2, 3, 4, 5]
          batch_size: 2
          retry: {count: 1, delay: 1}
          on_complete: meet
        - name: g
          type: parallel
          on_success: meet
          tasks:
            - {name: a, action: t.a, on_success: c}
            - {name: b, action: test.child, input: {n: 4}, on_success: c}
            - {name: c, action: t.c, join: all}
        - name: meet
          action: t.meet
          join: all
          input: {n: "{{ vars.n }}", many: "{{ task.many.results }}", b: "{{ task.b.result.n }}"}
          publish: [{log: "{{ task.meet.result.given }}"}]
      output_map: {log: "{{ vars.log }}", last: "{{ task.g.result.c.at }}"}
      """;

  private static final String CHILD =
      """
      ref: test.child
      label: Child
      version: "1"
      parameters: {n: {type: integer}}
      tasks:
        - {name: one, action: t.one, retry: {count: 2}, on_success: two}
        - {name: two, action: t.two}
      output_map: {n: "{{ parameters.n * task.two.result.k }}"}
      """;

  /** What an attempt of the workflow above reports; depends on nothing but the attempt. */
  private static Report report(Assignment work) {
    int attempt = work.attempt().task().attempt();
    int item = work.attempt().task().item();
    boolean fails =
        (work.task().equals("one") && attempt < 3) || (work.task().equals("many") && item == 3);
    if (fails) {
      return new Report.Failed(Failure.of("action_failed", "on purpose"), null);
    }
    return new Report.Succeeded(
        MapValue.builder()
            .put("k", 10)
            .put("item", item)
            .put("at", work.task())
            .put("given", work.input())
            .build());
  }

  private static String runThrough(Random random, boolean crashes, Set<AttemptId> ended) {
    Workbench bench = new Workbench();
    bench.flow(CHILD);
    ExecutionId run = bench.start(bench.flow(EVERYTHING));
    int steps = 0;
    while (!bench.status(run).isTerminal()) {
      assertThat(++steps).isLessThan(500);
      List<Assignment> running = new ArrayList<>(bench.runner.running());
      if (running.isEmpty()) {
        bench.pass(Duration.ofSeconds(1));
        continue;
      }
      Assignment next = running.get(random.nextInt(running.size()));
      if (crashes && random.nextInt(4) == 0) {
        bench.runner.end(next.attempt(), report(next));
        bench.restart();
        continue;
      }
      if (crashes) {
        bench.runner.begin(next.attempt());
        bench.runner.endAgain(next.attempt(), report(next));
      }
      assertThat(ended.add(next.attempt())).as("%s ends once", next.attempt()).isTrue();
      bench.runner.end(next.attempt(), report(next));
      while (bench.engine().step()) {
        if (crashes) {
          bench.restart();
        }
      }
    }
    return bench.result(run);
  }

  @Test
  @DisplayName("S1-124, S1-125: crashes after every step, duplicates and any order change nothing")
  void crashesAnywhere() {
    String expected = runThrough(new Random(0), false, new HashSet<>());
    assertThat(expected).contains("\"n\":3", "\"b\":40", "\"last\":\"c\"", "\"succeeded\":true");
    for (int seed = 0; seed < 100; seed++) {
      assertThat(runThrough(new Random(seed), true, new HashSet<>()))
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("S1-125: late and repeated reports are refused and change nothing")
  void lateReports() {
    ExecutionId run = bench.start(bench.tasks(CHAIN));
    Assignment a = bench.assignment("a");
    bench.succeed("a");
    Command again =
        new Command.EndTask(
            a.attempt().task(),
            bench.clock.instant(),
            bench.clock.instant(),
            new Report.Failed(Failure.of("late", "late"), null));
    assertConflict(bench.submit(run, again));
    assertConflict(
        bench.submit(run, new Command.BeginTask(a.attempt().task(), bench.clock.instant())));
    assertThat(bench.rows(run)).containsExactly("a completed", "b scheduled", "c scheduled");
  }

  @Test
  @DisplayName("S1-125: a report of an attempt that a retry has overtaken is refused")
  void overtakenReport() {
    ExecutionId run = bench.start(bench.tasks("- {name: a, action: t.a, retry: {count: 1}}"));
    Assignment first = bench.assignment("a");
    bench.fail("a");
    Command late =
        new Command.EndTask(
            first.attempt().task(),
            bench.clock.instant(),
            bench.clock.instant(),
            new Report.Succeeded(MapValue.EMPTY));
    assertConflict(bench.submit(run, late));
    assertThat(bench.rows(run)).containsExactly("a failed", "a scheduled");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("S1-124: a commit that fails or whose answer is lost is made good once")
  void failedCommits(boolean unheard) {
    ExecutionId run = bench.start(bench.tasks(CHAIN));
    bench.store.failNext(unheard ? MemoryStore.CommitFault.UNHEARD : MemoryStore.CommitFault.LOST);
    bench.succeed("a");
    assertThat(bench.running()).containsExactlyInAnyOrder("b", "c");
    bench.succeed("b", "c");
    assertThat(bench.rows(run)).containsExactly("a completed", "b completed", "c completed");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-118: a task row tells times, attempt, input, result and error")
  void rowsTellEverything() {
    ExecutionId run =
        bench.start(bench.tasks("- {name: a, action: t.a, input: {x: 1}, retry: {count: 1}}"));
    bench.runner.begin(bench.assignment("a").attempt());
    bench.pass(Duration.ofSeconds(2));
    bench.fail("a");
    var row = bench.attempts(run, "a").getFirst();
    assertThat(row.key().attempt()).isEqualTo(1);
    assertThat(row.input()).isEqualTo(Value.map("x", Value.of(1)));
    assertThat(Objects.requireNonNull(row.failure()).message()).isEqualTo("a broke");
    assertThat(row.times().scheduledAt()).isEqualTo(StepClock.START);
    assertThat(row.times().endedAt()).isEqualTo(StepClock.START.plusSeconds(2));
  }
}
