package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.Engine.Subscription;
import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.Value;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelaxedDurabilityTest {

  private final Workbench bench = new Workbench();

  RelaxedDurabilityTest() {
    bench.runner.endAtOnce("t.now", new Report.Succeeded(Value.map("n", Value.of(1))));
    bench.runner.endAtOnce("t.break", new Report.Failed(Failure.of("broken", "as asked"), null));
  }

  /** A task that a runner carries out, two that take no time, and one more for the runner. */
  private static String flow(String durability) {
    return """
    ref: test.row
    label: Row
    version: "1"
    durability: %s
    vars: {sum: 0}
    tasks:
      - {name: a, action: t.work, on_success: b}
      - name: b
        action: t.now
        publish: {sum: "{{ vars.sum + task.b.result.n }}"}
        on_success: c
      - name: c
        action: t.now
        publish: {sum: "{{ vars.sum + task.c.result.n }}"}
        on_success: d
      - {name: d, action: t.work}
    output_map: {sum: "{{ vars.sum }}"}
    """
        .formatted(durability);
  }

  private String states(ExecutionId run) {
    return bench.store.tasks(run).stream()
        .map(task -> task.name() + " " + task.status().label())
        .collect(Collectors.joining(", "));
  }

  @Test
  void stepsThatTakeNoTimeAreDoneInOneCommit() {
    ExecutionId run = bench.start(bench.flow(flow("relaxed")));
    AtomicInteger commits = new AtomicInteger();
    try (Subscription _ = bench.engine().watch(_ -> commits.incrementAndGet())) {
      bench.succeed("a");
    }
    assertThat(commits).hasValue(1);
    assertThat(states(run)).isEqualTo("a completed, b completed, c completed, d scheduled");
    assertThat(bench.running()).containsExactly("d");
    bench.succeed("d");
    assertThat(bench.execution(run).status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(String.valueOf(bench.execution(run).result()))
        .isEqualTo("{\"sum\":2,\"succeeded\":true}");
  }

  @Test
  void inAStrictWorkflowEachOfThemIsHandedOut() {
    bench.start(bench.flow(flow("strict")));
    bench.succeed("a");
    assertThat(bench.running()).containsExactly("b");
  }

  @Test
  void aCrashBeforeTheCommitRepeatsTheRowAndLosesNothing() {
    ExecutionId run = bench.start(bench.flow(flow("relaxed")));
    // The engine has not heard of the end when it dies; the runner keeps what it was told.
    bench.runner.end(bench.assignment("a").attempt(), new Report.Succeeded(Value.nothing()));
    bench.restart();
    assertThat(states(run)).isEqualTo("a scheduled");
    assertThat(bench.running()).containsExactly("a");
    bench.succeed("a");
    bench.restart();
    assertThat(states(run)).isEqualTo("a completed, b completed, c completed, d scheduled");
    assertThat(bench.running()).containsExactly("d");
    bench.succeed("d");
    assertThat(String.valueOf(bench.execution(run).result()))
        .isEqualTo("{\"sum\":2,\"succeeded\":true}");
  }

  @Test
  void failuresAndRetriesAreDecidedOnTheWay() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.broken
                label: Broken
                version: "1"
                durability: relaxed
                tasks:
                  - {name: a, action: t.break, retry: {count: 2, delay: 0}, on_failure: b}
                  - {name: b, action: t.now}
                """));
    assertThat(bench.execution(run).status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(states(run)).isEqualTo("a failed, a failed, a failed, b completed");
  }

  @Test
  void anExecutionThatTakesNoTimeAtAllIsWrittenInItsFinalForm() {
    AtomicInteger commits = new AtomicInteger();
    String tasks =
        IntStream.range(0, 50)
            .mapToObj(i ->
                "  - {name: t%d, action: t.now%s}\n"
                    .formatted(i, i < 49 ? ", on_success: t" + (i + 1) : ""))
            .collect(Collectors.joining());
    long flow =
        bench.flow(
            "ref: test.all\nlabel: All\nversion: '1'\ndurability: relaxed\ntasks:\n" + tasks);
    ExecutionId run;
    try (Subscription _ = bench.engine().watch(_ -> commits.incrementAndGet())) {
      run = bench.start(flow);
    }
    assertThat(commits).hasValue(1);
    assertThat(bench.execution(run).status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.store.tasks(run))
        .hasSize(50)
        .extracting(TaskExecution::status)
        .containsOnly(TaskStatus.COMPLETED);
  }

  @Test
  void aLongLoopIsCommittedInParts() {
    AtomicInteger commits = new AtomicInteger();
    long flow =
        bench.flow(
            """
            ref: test.loop
            label: Loop
            version: "1"
            durability: relaxed
            max_activations: 3000
            vars: {n: 0}
            tasks:
              - name: a
                action: t.now
                publish: {n: "{{ vars.n + 1 }}"}
                decision:
                  - {when: "{{ vars.n < 2500 }}", next: a}
                  - {default: b}
              - {name: b, action: t.now}
            output_map: {n: "{{ vars.n }}"}
            """);
    ExecutionId run;
    try (Subscription _ = bench.engine().watch(_ -> commits.incrementAndGet())) {
      run = bench.start(flow);
      while (bench.running().contains("a")) {
        bench.succeed("a", Value.map("n", Value.of(1)));
      }
    }
    assertThat(commits).hasValue(3);
    assertThat(String.valueOf(bench.execution(run).result()))
        .isEqualTo("{\"n\":2500,\"succeeded\":true}");
  }
}
