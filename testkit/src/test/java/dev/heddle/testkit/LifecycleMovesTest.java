package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.LeaseStore;
import dev.heddle.engine.port.Report;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.Lifecycle;
import dev.heddle.model.execution.Lifecycle.Move;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.model.policy.Policy;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleMovesTest {

  private final Workbench bench = new Workbench();

  /** One task of every kind, in all the ways a task can go. */
  private static final String ALL =
      """
      - {name: gone, action: t.gone}
      - {name: slow, action: t.slow}
      - {name: late, action: t.late}
      - {name: stopped, action: t.stopped}
      - {name: lost, action: t.lost}
      - {name: begunlost, action: t.begunlost}
      - {name: begun, action: t.begun}
      - {name: begunslow, action: t.begunslow, timeout: 600}
      - {name: begunfails, action: t.begunfails}
      - {name: skipped, action: t.s, when: "false"}
      - {name: none, action: t.n, with_items: []}
      - {name: serial, action: t.i, with_items: [1, 2, 3]}
      - {name: children, action: test.child, with_items: [1, 2, 3]}
      - {name: naps, action: core.sleep, with_items: [1, 2, 3], input: {seconds: 1}}
      - {name: asks, action: core.ask, with_items: [1], input: {}, retry: {count: 1}}
      - {name: sleep, action: core.sleep, input: {seconds: 1}}
      - {name: cutshort, action: core.sleep, input: {seconds: 9}, timeout: 1}
      - {name: sleepsOn, action: core.sleep, input: {seconds: 999}}
      - {name: delayed, action: t.delayed, delay: 1}
      - {name: delayedGone, action: t.gone, delay: 1}
      - {name: delayedChild, action: test.child, delay: 1}
      - {name: unpublished, action: t.u, publish: [{x: "{{ result().none }}"}]}
      """;

  private void command(ExecutionId run, Command command) {
    bench.submit(run, command);
  }

  private void goEveryWay() {
    bench.flow("ref: test.child\nlabel: C\nversion: '1'\ntasks: [{name: leaf, action: t.leaf}]\n");
    long all = bench.tasks(ALL.replace("input: {}", "input: {prompt: P, timeout: oops}"));
    bench.catalog.remove("t.gone");
    ExecutionId run = bench.start(all);
    bench.fail("slow");
    bench.timeOut("late");
    bench.end("stopped", new Report.Cancelled(null));
    bench.end("lost", new Report.Abandoned(Failure.of("worker_lost", "gone")));
    for (String begun : List.of("begun", "begunslow", "begunfails", "begunlost")) {
      bench.runner.begin(bench.assignment(begun).attempt());
    }
    bench.engine().settle();
    bench.timeOut("begunslow");
    bench.end("begunlost", new Report.Abandoned(Failure.of("worker_lost", "gone")));
    bench.fail("begunfails");
    bench.succeed("begun", "serial", "leaf");
    command(run, new Command.Pause("me", ""));
    bench.succeed("unpublished");
    command(run, new Command.Resume("me"));
    bench.pass(Duration.ofSeconds(1));
    bench.catalog.remove("t.i");
    bench.succeed("serial");
    command(run, new Command.Cancel("me", Optional.of(CancellationPolicy.CANCEL_RUNNING)));
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
  }

  private static final String EXPIRING =
      """
      ref: test.expiring
      label: Expiring
      version: "1"
      timeout: 5
      tasks: [{name: d, action: WORK, input: {seconds: 9}}]
      """;

  private void endEveryWay() {
    ExecutionId failed = bench.start(bench.tasks("- {name: a, action: t.a}"));
    ExecutionId finishing = bench.start(bench.tasks("- {name: b, action: t.b}"));
    ExecutionId expiring = bench.start(bench.flow(EXPIRING.replace("WORK", "core.sleep")));
    ExecutionId interrupted = bench.start(bench.flow(EXPIRING.replace("WORK", "t.d")));
    bench.start(bench.tasks("- {name: e, action: t.e, when: 'false'}"));
    bench.start(bench.tasks("- {name: f, action: t.gone}"));
    ExecutionId succeeding = bench.start(bench.tasks("- {name: g, action: t.g}"));
    ExecutionId waiting = bench.start(bench.tasks("- {name: h, action: core.sleep}"));
    ExecutionId broken = bench.start(bench.tasks("- {name: i, action: t.broken}"));
    command(broken, new Command.Cancel("me", Optional.of(CancellationPolicy.ALLOW_FINISH)));
    bench.store.failNext(MemoryStore.CommitFault.REFUSED);
    bench.succeed("i");
    assertThat(bench.status(broken)).isEqualTo(ExecutionStatus.FAILED);
    bench.fail("a");
    bench.succeed("g");
    command(waiting, new Command.Cancel("me", Optional.empty()));
    command(finishing, new Command.Cancel("me", Optional.empty()));
    bench.succeed("b");
    bench.pass(Duration.ofSeconds(5));
    takeOverEveryEnd();
    assertThat(List.of(failed, finishing, expiring, interrupted, succeeding, waiting))
        .extracting(bench::status)
        .containsExactly(
            ExecutionStatus.FAILED,
            ExecutionStatus.CANCELLED,
            ExecutionStatus.TIMEOUT,
            ExecutionStatus.TIMEOUT,
            ExecutionStatus.COMPLETED,
            ExecutionStatus.CANCELLED);
  }

  private void takeOverEveryEnd() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: tt, action: t.tt, on_timeout: after}
                - {name: aa, action: t.aa, on_failure: after}
                - {name: cc, action: t.cc, with_items: [1], on_failure: after}
                - {name: after, action: t.after, join: all}
                """));
    bench.timeOut("tt");
    for (int lost = 0; lost < 4; lost++) {
      bench.end("aa", new Report.Abandoned(Failure.of("worker_lost", "gone")));
    }
    bench.end("cc", new Report.Cancelled(null));
    bench.fail("after");
    assertThat(bench.retry(run)).isInstanceOf(Reply.Done.class);
    bench.succeed("after");
  }

  /** What a policy holds back begins, is cancelled, or its time runs out. */
  private void waitForAdmission() {
    Policy.Concurrency one = new Policy.Concurrency(1, Policy.Method.ENQUEUE, List.of());
    bench.policy(
        new Policy(
            "t.one",
            "One",
            new Policy.Scope.Global(),
            Optional.of(one),
            Optional.empty(),
            List.of(),
            0,
            true),
        "test.flow",
        "test.expiring");
    bench.start(bench.tasks("- {name: a, action: t.a}"));
    ExecutionId cancelled = bench.start(bench.tasks("- {name: b, action: t.b}"));
    ExecutionId expiring = bench.start(bench.flow(EXPIRING.replace("WORK", "t.d")));
    bench.admit();
    command(cancelled, new Command.Cancel("me", Optional.empty()));
    bench.pass(Duration.ofSeconds(5));
    assertThat(List.of(cancelled, expiring))
        .extracting(bench::status)
        .containsExactly(ExecutionStatus.CANCELLED, ExecutionStatus.TIMEOUT);
  }

  @Test
  @DisplayName("S1-117: every legal move is made by some test")
  void everyMoveIsMade() {
    goEveryWay();
    endEveryWay();
    waitForAdmission();
    Set<Move<TaskStatus>> unmade = new LinkedHashSet<>(Lifecycle.TASK.moves());
    unmade.removeAll(bench.store.taskMoves());
    assertThat(unmade).as("legal moves of a task that no test makes").isEmpty();
    Set<Move<ExecutionStatus>> unmadeOfExecutions =
        new LinkedHashSet<>(Lifecycle.EXECUTION.moves());
    unmadeOfExecutions.removeAll(bench.store.executionMoves());
    assertThat(unmadeOfExecutions).as("legal moves of an execution that no test makes").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"task", "execution"})
  @DisplayName("S1-117: the diagrams are those of the table")
  void diagrams(String which) throws IOException {
    Lifecycle<?> lifecycle = which.equals("task") ? Lifecycle.TASK : Lifecycle.EXECUTION;
    Path file = Path.of("..", "docs", "diagrams", which + "-states.mmd");
    assertThat(Files.readString(file))
        .as("write what is expected into %s", file)
        .isEqualTo(lifecycle.diagram());
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, RUNNING, false",
    "FAILED, COMPLETED, false",
    "RUNNING, SCHEDULED, false",
    "SKIPPED, RUNNING, false",
    "CANCELLED, SCHEDULED, false",
    "SCHEDULED, WAITING, false",
    "RUNNING, REQUESTED, false",
    "REQUESTED, COMPLETED, true",
    "WAITING, WAITING, true"
  })
  @DisplayName("S1-117: a table says which moves are legal")
  void legalMoves(TaskStatus from, TaskStatus to, boolean legal) {
    assertThat(Lifecycle.TASK.allows(from, to)).isEqualTo(legal);
  }

  @Test
  @DisplayName("S1-117: the store refuses illegal moves and writes nothing of them")
  void storeRefuses() {
    ExecutionId run = bench.start(bench.tasks("- {name: a, action: t.a}"));
    bench.runner.begin(bench.assignment("a").attempt());
    bench.engine().settle();
    TaskExecution running = Objects.requireNonNull(bench.task(run, "a"));
    TaskExecution backwards = running.withStatus(TaskStatus.SCHEDULED, running.times());
    assertThatThrownBy(() -> write(run, null, backwards))
        .hasMessageContaining("moves running --> scheduled");
    assertThat(bench.task(run, "a")).isEqualTo(running);
    bench.succeed("a");
    Execution revived =
        bench.execution(run).withHold(ExecutionStatus.RUNNING, null).withVars(MapValue.EMPTY);
    assertThatThrownBy(() -> write(run, revived, null)).hasMessageContaining("has ended");
    TaskExecution settled = Objects.requireNonNull(bench.task(run, "a"));
    assertThatThrownBy(() -> write(run, null, settled)).hasMessageContaining("is settled");
  }

  private void write(
      ExecutionId id, @Nullable Execution execution, @Nullable TaskExecution updated) {
    long node = bench.leases.join("other", 1, Duration.ofDays(1));
    bench.leases.acquire(node, new LeaseStore.Range(0, 0), 0);
    Changes changes =
        new Changes(
            id,
            execution,
            false,
            List.of(),
            updated == null ? List.of() : List.of(updated),
            List.of(),
            List.of(),
            List.of());
    bench.store.commit(new ExecutionStore.Lease(node, 0), 1, List.of(changes), List.of());
  }
}
