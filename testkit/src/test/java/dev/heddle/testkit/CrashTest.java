package dev.heddle.testkit;

import static dev.heddle.testkit.Answered.assertConflict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.loop.ManualEngine;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Crashes, and messages that come twice, late or in another order")
final class CrashTest {

  private static final String CHAIN =
      """
      - {name: a, action: t.a, on_success: b, on_complete: c}
      - {name: b, action: t.b}
      - {name: c, action: t.c}
      """;

  private final Workbench bench = new Workbench();

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
  @DisplayName("S1-124: an attempt that tells its end as it is taken over is not handed out again")
  void anEndThatComesWithTheTakeoverIsTheEnd() {
    ExecutionId run = bench.start(bench.tasks(CHAIN));
    TaskKey first = bench.assignment("a").attempt().task();
    bench.kill();
    ManualEngine next = bench.unsettled();
    Report report = new Report.Succeeded(MapValue.EMPTY);
    Instant now = bench.clock.instant();
    var _ = next.submit(run, new Command.EndTask(first, now, now, report));
    next.settle();
    assertThat(bench.started()).containsExactly("a", "b", "c");
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
}
