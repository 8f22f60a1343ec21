package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {

  private final Workbench bench = new Workbench();

  private ExecutionId start(String retry) {
    return bench.start(
        bench.tasks(
            "- {name: a, action: t.a, retry: %s, on_failure: h}\n".formatted(retry)
                + "- {name: h, action: t.h}"));
  }

  private void fail(String type) {
    bench.end("a", new Report.Failed(Failure.of(type, "broke"), null));
  }

  @Test
  @DisplayName("S1-092: count 2 makes three attempts, then on_failure once")
  void countIsOfRetries() {
    ExecutionId run = start("{count: 2}");
    bench.fail("a", "a", "a");
    assertThat(bench.running()).containsExactly("h");
    bench.succeed("h");
    assertThat(bench.started()).containsExactly("a", "a", "a", "h");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{count: 5, delay: 10, backoff: exponential, max_delay: 60} | 10 20 40 60 60",
        "{count: 4, delay: 10, backoff: linear} | 10 20 30 40",
        "{count: 4, delay: 10, backoff: linear, max_delay: 25} | 10 20 25 25",
        "{count: 3, delay: 10} | 10 10 10",
        "{count: 2} | 0 0"
      })
  @DisplayName("S1-093: backoff grows and is capped")
  void backoff(String retry, String seconds) {
    ExecutionId run = start(retry);
    List<String> delays = new ArrayList<>();
    while (!bench.running().contains("h")) {
      Instant failedAt = bench.clock.instant();
      bench.fail("a");
      while (bench.running().isEmpty()) {
        Instant due =
            Objects.requireNonNull(Objects.requireNonNull(bench.task(run, "a")).times().due());
        bench.pass(Duration.between(bench.clock.instant(), due));
      }
      delays.add(String.valueOf(Duration.between(failedAt, bench.clock.instant()).toSeconds()));
    }
    delays.removeLast();
    assertThat(String.join(" ", delays)).isEqualTo(seconds);
  }

  @Test
  @DisplayName("S1-094: jitter stays within its bounds; without it there is none")
  void jitter() {
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ExecutionId run =
          bench.start(
              bench.tasks(
                  "- {name: j%d, action: t.a, retry: {count: 1, delay: 100, jitter: 0.2}}"
                      .formatted(i)));
      bench.fail("j" + i);
      Instant due =
          Objects.requireNonNull(Objects.requireNonNull(bench.task(run, "j" + i)).times().due());
      delays.add(Duration.between(bench.clock.instant(), due).toMillis());
    }
    assertThat(delays).allMatch(delay -> delay >= 80_000 && delay <= 120_000);
    assertThat(delays.stream().distinct().count()).isGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task.a.error.type == 'busy'",
        "result().again",
        "task.a.status == 'failed' and task.a.error.type == 'busy'"
      })
  @DisplayName("S1-095: on_error decides on the failed attempt whether another follows")
  void onError(String condition) {
    start("{count: 5, on_error: \"{{ %s }}\"}".formatted(condition));
    bench.end(
        "a", new Report.Failed(Failure.of("busy", "busy"), Value.map("again", Value.of(true))));
    assertThat(bench.running()).containsExactly("a");
    bench.end(
        "a", new Report.Failed(Failure.of("fatal", "gone"), Value.map("again", Value.of(false))));
    assertThat(bench.running()).containsExactly("h");
  }

  @Test
  @DisplayName("S1-095: on_error sees the failed attempt of an item")
  void onErrorOfAnItem() {
    bench.start(
        bench.tasks(
            """
            - name: a
              action: t.a
              with_items: [1, 2]
              retry: {count: 5, on_error: "{{ task.a.error.type == 'busy' and item == 1 }}"}
              on_failure: h
            - {name: h, action: t.h}
            """));
    fail("busy");
    assertThat(bench.assignment("a").attempt().task().attempt()).isEqualTo(2);
    fail("fatal");
    fail("busy");
    assertThat(bench.running()).containsExactly("h");
  }

  @Test
  @DisplayName("S1-096: timed-out attempts are retried too, cancelled ones are not")
  void whatIsRetried() {
    ExecutionId run = start("{count: 5}");
    bench.timeOut("a");
    bench.end("a", new Report.Cancelled(null));
    assertThat(bench.rows(run)).containsExactly("a timeout", "a cancelled");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("S1-096: rendered inputs are reused; publication only after the last attempt")
  void inputsAreReused() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.flow
                label: Test
                version: "1"
                vars: {x: old, y: unset}
                tasks:
                  - name: a
                    action: t.a
                    input: {x: "{{ vars.x }}"}
                    retry: {count: 1, delay: 10}
                    publish: [{y: "{{ task.a.result.n }}"}]
                  - {name: b, action: t.b, publish: [{x: new}]}
                output_map: {x: "{{ vars.x }}", y: "{{ vars.y }}"}
                """));
    bench.fail("a");
    bench.succeed("b");
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.assignment("a").input()).isEqualTo(Value.map("x", Value.of("old")));
    bench.succeed("a", Value.map("n", Value.of(1)));
    assertThat(bench.result(run)).isEqualTo("{\"x\":\"new\",\"y\":1,\"succeeded\":true}");
    assertThat(bench.attempts(run, "a").stream().map(TaskExecution::key).map(k -> k.attempt()))
        .containsExactly(1, 2);
  }

  @Test
  @DisplayName("S1-096, S1-025: task.x shows the last attempt")
  void lastAttemptIsVisible() {
    bench.start(
        bench.tasks(
            """
            - {name: a, action: t.a, retry: {count: 1}, on_failure: h}
            - {name: h, action: t.h, input: {type: "{{ task.a.error.type }}"}}
            """));
    fail("first");
    fail("second");
    assertThat(bench.assignment("h").input()).isEqualTo(Value.map("type", Value.of("second")));
  }

  @Test
  @DisplayName("S1-097: a retry delay survives a restart and happens once, when it is due")
  void delaySurvivesRestart() {
    start("{count: 1, delay: 60}");
    bench.fail("a");
    bench.restart();
    bench.pass(Duration.ofSeconds(59));
    assertThat(bench.running()).isEmpty();
    bench.pass(Duration.ofSeconds(1));
    bench.restart();
    bench.pass(Duration.ofHours(1));
    assertThat(bench.running()).containsExactly("a");
    assertThat(bench.assignment("a").attempt().task().attempt()).isEqualTo(2);
  }

  @Test
  @DisplayName("S1-098: the limit of one attempt is handed to its runner")
  void timeoutIsHandedOn() {
    bench.start(bench.tasks("- {name: a, action: t.a, timeout: 5}"));
    assertThat(bench.assignment("a").timeout()).contains(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({"1, timeout", "60, completed", "90, completed"})
  @DisplayName("S1-098: a sleep of 60 with timeout 1 ends after a second as timed out")
  void sleepWithTimeout(int timeout, String status) {
    ExecutionId run =
        bench.start(
            bench.tasks(
                "- {name: a, action: core.sleep, input: {seconds: 60}, timeout: %d}"
                    .formatted(timeout)));
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.rows(run)).containsExactly(timeout == 1 ? "a timeout" : "a waiting");
    bench.restart();
    bench.pass(Duration.ofSeconds(59));
    assertThat(bench.rows(run)).containsExactly("a " + status);
  }

  @Test
  @DisplayName(
      "S1-098: a nested workflow that takes too long is stopped and timed out, then retried")
  void nestedTimeout() {
    bench.flow(
        """
        ref: test.child
        label: Child
        version: "1"
        tasks: [{name: inner, action: t.inner}]
        """);
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: test.child, timeout: 10, retry: {count: 1}, on_timeout: b}
                - {name: b, action: t.b}
                """));
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.runner.interrupted()).hasSize(1);
    assertThat(bench.running()).containsExactly("inner");
    bench.restart();
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.running()).containsExactly("b");
    bench.succeed("b");
    assertThat(bench.rows(run)).containsExactly("a timeout", "a timeout", "b completed");
    assertThat(bench.store.children(run))
        .extracting(child -> child.status())
        .containsOnly(ExecutionStatus.CANCELLED);
  }

  private static final String TWO_SLEEPS =
      """
      ref: test.flow
      label: Test
      version: "1"
      timeout: 2
      tasks:
        - {name: a, action: %s, on_success: b, on_complete: b}
        - {name: b, action: t.b}
      """;

  @Test
  @DisplayName("S1-099: the workflow's timeout ends it; the second task is never started")
  void workflowTimeout() {
    ExecutionId run = bench.start(bench.flow(TWO_SLEEPS.formatted("t.a")));
    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.runner.interrupted()).hasSize(1);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.TIMEOUT);
    assertThat(bench.rows(run)).containsExactly("a cancelled");
    assertThat(bench.result(run))
        .isEqualTo("{\"error\":\"Workflow timed out\",\"succeeded\":false}");
  }

  @Test
  @DisplayName("S1-099, S1-114: the workflow's timeout stops a nested child")
  void workflowTimeoutWithChild() {
    bench.flow(
        """
        ref: test.child
        label: Child
        version: "1"
        tasks: [{name: inner, action: t.inner}]
        """);
    ExecutionId run = bench.start(bench.flow(TWO_SLEEPS.formatted("test.child")));
    bench.restart();
    bench.pass(Duration.ofSeconds(3));
    assertThat(bench.running()).isEmpty();
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.TIMEOUT);
    assertThat(bench.store.children(run).getFirst().status()).isEqualTo(ExecutionStatus.CANCELLED);
  }

  @Test
  @DisplayName("S1-099: a timeout during a retry delay ends at once")
  void workflowTimeoutDuringDelay() {
    ExecutionId run =
        bench.start(bench.flow(TWO_SLEEPS.formatted("t.a, retry: {count: 1, delay: 60}")));
    bench.fail("a");
    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.rows(run)).containsExactly("a failed", "a cancelled");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.TIMEOUT);
  }

  @Test
  @DisplayName("S1-113: a child that timed out times its task out")
  void childTimesOut() {
    bench.flow(TWO_SLEEPS.formatted("t.a").replace("test.flow", "test.child"));
    bench.start(
        bench.tasks(
            """
            - {name: call, action: test.child, on_failure: f, on_timeout: t}
            - {name: f, action: t.f}
            - {name: t, action: t.t, input: {e: "{{ task.call.error.message }}"}}
            """));
    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.running()).containsExactly("t");
    assertThat(bench.assignment("t").input())
        .isEqualTo(new MapValue(java.util.Map.of("e", Value.of("Workflow timed out"))));
  }
}
