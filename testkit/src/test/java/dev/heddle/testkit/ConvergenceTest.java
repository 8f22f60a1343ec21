package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergenceTest {

  private final Workbench bench = new Workbench();

  @Test
  @DisplayName("S1-063: without join a task starts at the first arrival and runs once")
  void firstArrival() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_success: c}
                - {name: b, action: t.b, on_success: c}
                - {name: c, action: t.c}
                """));
    bench.succeed("a");
    assertThat(bench.running()).containsExactly("b", "c");
    bench.succeed("c", "b");
    assertThat(bench.attempts(run, "c")).hasSize(1);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-063: a later arrival is ignored although the graph has a loop elsewhere")
  void firstArrivalBesideALoop() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_success: [b, d]}
                - {name: b, action: t.b, on_success: d}
                - {name: d, action: t.d}
                - name: poll
                  action: t.poll
                  decision: [{when: "result().again", next: poll}]
                """));
    bench.succeed("a", "b", "d");
    bench.succeed("poll", Value.map("again", Value.of(true)));
    bench.succeed("poll", Value.map("again", Value.of(false)));
    assertThat(bench.attempts(run, "d")).hasSize(1);
    assertThat(bench.attempts(run, "poll")).hasSize(2);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "3"})
  @DisplayName("S1-064: a barrier starts after the last of its predecessors")
  void barrier(String join) {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_success: c}
                - {name: b, action: t.b, on_success: c}
                - {name: d, action: t.d, on_complete: c}
                - {name: c, action: t.c, join: %s}
                """
                    .formatted(join)));
    bench.succeed("a", "b");
    bench.restart();
    assertThat(bench.running()).containsExactly("d");
    bench.fail("d");
    assertThat(bench.running()).containsExactly("c");
    bench.succeed("c");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-064: join 2 of 3 starts at the second arrival and ignores the third")
  void joinTwoOfThree() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_success: c}
                - {name: b, action: t.b, on_success: c}
                - {name: d, action: t.d, on_success: c}
                - {name: c, action: t.c, join: 2}
                """));
    bench.succeed("a", "b");
    assertThat(bench.running()).containsExactly("d", "c");
    bench.succeed("d", "c");
    assertThat(bench.attempts(run, "c")).hasSize(1);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-064: arrivals are counted, not finished predecessors")
  void arrivalsAreCounted() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_success: c}
                - name: b
                  action: t.b
                  decision: [{when: "false", next: c}, {default: other}]
                - {name: other, action: t.other}
                - {name: c, action: t.c, join: 1}
                - {name: last, action: t.l, join: 2}
                - {name: e, action: t.e, on_success: last}
                - {name: f, action: t.f, on_failure: last}
                """));
    bench.succeed("a", "b", "e", "f");
    assertThat(bench.running()).containsExactly("c", "other");
    bench.succeed("c", "other");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("S1-065: an idle barrier with some arrivals fails the workflow and is named")
  void idleBarrier() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_success: C}
                - {name: b, action: t.b, on_success: C, on_failure: handler}
                - {name: handler, action: t.h}
                - {name: C, action: t.c, join: all}
                """));
    bench.succeed("a");
    bench.fail("b");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.RUNNING);
    bench.succeed("handler");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
    assertThat(bench.result(run))
        .isEqualTo("{\"error\":\"join not satisfied: C (1/2)\",\"succeeded\":false}");
  }

  @Test
  @DisplayName("S1-065: a barrier nobody reached is simply not reached")
  void unreachedBarrier() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_failure: c, on_success: ok}
                - {name: b, action: t.b, on_failure: c}
                - {name: ok, action: t.ok}
                - {name: c, action: t.c, join: all}
                """));
    bench.succeed("a", "b", "ok");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.task(run, "c")).isNull();
  }

  @Test
  @DisplayName("S1-066: every completion delivered twice creates nothing twice")
  void duplicateCompletions() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, on_success: [b, c]}
                - {name: b, action: t.b, on_success: d}
                - {name: c, action: t.c, on_success: d}
                - {name: d, action: t.d, join: all, on_success: e, with_items: [1, 2]}
                - {name: e, action: t.e}
                """));
    while (!bench.running().isEmpty()) {
      Assignment next = bench.runner.running().getFirst();
      bench.runner.endAgain(next.attempt(), new Report.Succeeded(MapValue.EMPTY));
      bench.runner.end(next.attempt(), new Report.Succeeded(MapValue.EMPTY));
      bench.engine().settle();
    }
    assertThat(bench.started()).containsExactly("a", "b", "c", "d", "d", "e");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  private static final String LOOP =
      """
      ref: test.loop
      label: Loop
      version: "1"
      vars: {n: 0}
      max_activations: %d
      tasks:
        - {name: begin, action: t.begin, on_success: poll}
        - name: poll
          action: t.poll
          publish: [{n: "{{ vars.n + 1 }}"}]
          on_success: check
        - name: check
          action: t.check
          decision:
            - when: vars.n < %d
              next: poll
      output_map: {n: "{{ vars.n }}"}
      """;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("S1-067: a loop runs its body exactly as often as its condition says")
  void pollLoop(boolean restarts) {
    ExecutionId run = bench.start(bench.flow(LOOP.formatted(100, 7)));
    while (!bench.running().isEmpty()) {
      if (restarts) {
        bench.restart();
      }
      bench.succeed(bench.running().getFirst());
    }
    assertThat(bench.result(run)).isEqualTo("{\"n\":7,\"succeeded\":true}");
    assertThat(bench.attempts(run, "poll")).hasSize(7);
    assertThat(bench.attempts(run, "check")).hasSize(7);
  }

  @Test
  @DisplayName("S1-067, D-09: an arrival after one already counted starts another activation")
  void afterACountedArrival() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: a
                  action: t.a
                  on_complete: c
                  decision: [{when: "result().again", next: a}]
                - {name: c, action: t.c}
                """));
    bench.succeed("a", Value.map("again", Value.of(true)));
    bench.succeed("a", Value.map("again", Value.of(true)));
    bench.succeed("a", Value.map("again", Value.of(false)));
    assertThat(bench.running()).containsExactly("c", "c", "c");
    bench.succeed("c", "c", "c");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-067, D-09: other repeated arrivals are ignored in every pass of a loop")
  void diamondInALoop() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: begin, action: t.begin, on_success: a}
                - {name: a, action: t.a, on_success: [b, c]}
                - {name: b, action: t.b, on_success: d}
                - {name: c, action: t.c, on_success: d}
                - name: d
                  action: t.d
                  decision: [{when: "result().again", next: a}]
                """));
    bench.succeed("begin", "a", "b", "c");
    bench.succeed("d", Value.map("again", Value.of(true)));
    bench.succeed("a", "c", "b");
    bench.succeed("d", Value.map("again", Value.of(false)));
    assertThat(bench.attempts(run, "d")).hasSize(2);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("S1-064, S1-067: a barrier inside a loop waits for all in every pass")
  void barrierInALoop(boolean restarts) {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: begin, action: t.begin, on_success: a}
                - {name: a, action: t.a, on_success: [b, c]}
                - {name: b, action: t.b, on_success: d}
                - {name: c, action: t.c, on_success: d}
                - name: d
                  action: t.d
                  join: all
                  decision: [{when: "result().again", next: a}]
                """));
    bench.succeed("begin");
    for (int pass = 1; pass <= 3; pass++) {
      bench.succeed("a", "c");
      if (restarts) {
        bench.restart();
      }
      assertThat(bench.running()).containsExactly("b");
      bench.succeed("b");
      bench.succeed("d", Value.map("again", Value.of(pass < 3)));
    }
    assertThat(bench.attempts(run, "d")).hasSize(3);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-068: an endless loop ends failed at the limit and names the task")
  void loopLimit() {
    ExecutionId run = bench.start(bench.flow(LOOP.formatted(5, 1000)));
    while (!bench.running().isEmpty()) {
      bench.succeed(bench.running().getFirst());
    }
    assertThat(bench.attempts(run, "poll")).hasSize(5);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
    assertThat(bench.result(run))
        .isEqualTo("{\"error\":\"loop_limit_exceeded: poll\",\"succeeded\":false}");
  }

  @Test
  @DisplayName("S1-068: a long loop costs no more per pass as it grows")
  void longLoop() {
    ExecutionId run = bench.start(bench.flow(LOOP.formatted(5_000, 3_000)));
    while (!bench.running().isEmpty()) {
      bench.succeed(bench.running().getFirst());
    }
    assertThat(bench.result(run)).isEqualTo("{\"n\":3000,\"succeeded\":true}");
  }

  private static final String AROUND_A_LOOP =
      """
      - {name: a, action: t.a, on_success: c}
      - {name: b, action: t.b, on_success: [c, loop]}
      - name: loop
        action: t.loop
        next:
          - {when: "{{ result().again }}", do: loop}
          - {when: "{{ not result().again }}", do: c}
      - {name: c, action: t.c}
      """;

  @ParameterizedTest
  @CsvSource({"a, b", "b, a"})
  @DisplayName("S1-063, D-09: what leaves a loop meets others as one arrival, whoever comes first")
  void leavingALoop(String first, String second) {
    ExecutionId run = bench.start(bench.tasks(AROUND_A_LOOP));
    bench.succeed(first, second);
    bench.succeed("loop", Value.map("again", Value.of(true)));
    bench.succeed("loop", Value.map("again", Value.of(true)));
    bench.succeed("loop", Value.map("again", Value.of(false)));
    assertThat(bench.attempts(run, "c")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("S1-067, D-09: each turn of a loop starts once what two of its tasks lead to")
  void everyTurnStartsOnce(boolean slowFirst) {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: begin, action: t.begin, on_success: p}
                - {name: p, action: t.p, on_success: [q, r]}
                - {name: r, action: t.r, on_success: c}
                - name: q
                  action: t.q
                  on_complete: c
                  decision: [{when: "result().again", next: p}]
                - {name: c, action: t.c}
                """));
    bench.succeed("begin", "p");
    for (int turn = 1; turn <= 3; turn++) {
      if (slowFirst) {
        bench.succeed("r");
      }
      bench.succeed("q", Value.map("again", Value.of(turn < 3)));
      if (!slowFirst) {
        bench.succeed("r");
      }
      bench.restart();
      if (turn < 3) {
        bench.succeed("p");
      }
    }
    assertThat(bench.attempts(run, "c")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"a, b", "b, a"})
  @DisplayName("S1-067, D-09: a loop starts what it leads to again, whoever was there first")
  void aLoopThatComesSecond(String first, String second) {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: a
                  action: t.a
                  on_complete: c
                  decision: [{when: "result().again", next: a}]
                - {name: b, action: t.b, on_success: c}
                - {name: c, action: t.c}
                """));
    Value again = Value.map("again", Value.of(true));
    bench.succeed(first, again);
    bench.succeed(second, again);
    bench.succeed("a", Value.map("again", Value.of(false)));
    assertThat(bench.attempts(run, "c")).hasSize(2);
  }

  @Test
  @DisplayName("S1-055, S1-064: two transitions of one task to a barrier are one arrival")
  void oneArrivalByTwoWays() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: a
                  action: t.a
                  next: [{when: "{{ succeeded() }}", do: c}, {when: "{{ true }}", do: c}]
                - {name: b, action: t.b, on_success: c}
                - {name: c, action: t.c, join: all}
                """));
    bench.succeed("a");
    assertThat(bench.running()).containsExactly("b");
    bench.succeed("b", "c");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }
}
