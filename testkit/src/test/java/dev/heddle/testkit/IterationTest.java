package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IterationTest {

  private final Workbench bench = new Workbench();

  private static final String FOLLOWED =
      """
      - name: x
        action: t.x
        with_items: %s
        input: {item: "{{ item }}", index: "{{ index }}"}
        on_success: ok
        on_failure: bad
      - name: ok
        action: t.ok
        input: {results: "{{ task.x.results }}", result: "{{ task.x.result }}"}
      - name: bad
        action: t.bad
        input:
          results: "{{ task.x.results }}"
          failed: "{{ task.x.failed_items }}"
          counts: ["{{ task.x.total_count }}", "{{ task.x.success_count }}", "{{ task.x.failed_count }}"]
      """;

  private ExecutionId start(String items) {
    return bench.start(bench.tasks(FOLLOWED.replace("%s", items)));
  }

  private Assignment item(int index) {
    return bench.runner.running().stream()
        .filter(assignment -> assignment.attempt().task().item() == index)
        .findFirst()
        .orElseThrow();
  }

  private void succeed(int index) {
    end(index, new Report.Succeeded(Value.map("of", Value.of(index))));
  }

  private void fail(int index) {
    end(index, new Report.Failed(Failure.of("action_failed", "broke"), null));
  }

  private void end(int index, Report report) {
    bench.runner.end(item(index).attempt(), report);
    bench.engine().settle();
  }

  private List<Integer> runningItems() {
    return bench.runner.running().stream().map(a -> a.attempt().task().item()).toList();
  }

  private static Value json(String text) {
    return Json.read(text);
  }

  @Test
  @DisplayName("S1-082: three elements make three executions that see item and index")
  void itemAndIndex() {
    start("[eu, us, asia]");
    assertThat(item(0).input()).isEqualTo(json("{\"item\":\"eu\",\"index\":0}"));
    succeed(0);
    assertThat(item(1).input()).isEqualTo(json("{\"item\":\"us\",\"index\":1}"));
    succeed(1);
    assertThat(item(2).input()).isEqualTo(json("{\"item\":\"asia\",\"index\":2}"));
    succeed(2);
    assertThat(bench.assignment("ok").input())
        .isEqualTo(
            json(
                "{\"results\":[{\"of\":0},{\"of\":1},{\"of\":2}],"
                    + "\"result\":[{\"of\":0},{\"of\":1},{\"of\":2}]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"abc\" | \"abc\"", "7 | 7", "\"{{ {'a': 1} }}\" | {\"a\":1}"})
  @DisplayName("S1-083: a value that is no list is a list of one")
  void listOfOne(String given, String element) {
    start(given);
    assertThat(runningItems()).containsExactly(0);
    assertThat(item(0).input())
        .isEqualTo(new MapValue(java.util.Map.of("item", json(element), "index", Value.of(0))));
  }

  @Test
  @DisplayName("S1-083: null is an error")
  void nullIsAnError() {
    ExecutionId run = start("\"{{ kv.get('none') }}\"");
    assertThat(
            Objects.requireNonNull(Objects.requireNonNull(bench.task(run, "x")).failure()).type())
        .isEqualTo("with_items_not_a_list");
    assertThat(bench.running()).containsExactly("bad");
  }

  @Test
  @DisplayName("S1-042: a list that cannot be evaluated fails the task with template_error")
  void brokenList() {
    ExecutionId run = start("\"{{ kv.get('none').x }}\"");
    assertThat(
            Objects.requireNonNull(Objects.requireNonNull(bench.task(run, "x")).failure()).type())
        .isEqualTo("template_error");
    assertThat(bench.running()).containsExactly("bad");
  }

  @Test
  @DisplayName("S1-084: an empty list succeeds at once and goes on")
  void emptyList() {
    ExecutionId run = start("[]");
    assertThat(bench.assignment("ok").input()).isEqualTo(json("{\"results\":[],\"result\":[]}"));
    bench.succeed("ok");
    assertThat(bench.rows(run)).containsExactly("x completed", "ok completed");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-085: items run one by one in order; all are recorded up front with inputs")
  void serialByDefault() {
    ExecutionId run = start("[a, b, c]");
    assertThat(bench.rows(run))
        .containsExactly("x running", "x scheduled", "x requested", "x requested");
    assertThat(bench.attempts(run, "x").getLast().input())
        .isEqualTo(json("{\"item\":\"c\",\"index\":2}"));
    assertThat(runningItems()).containsExactly(0);
    succeed(0);
    assertThat(runningItems()).containsExactly(1);
  }

  @Test
  @DisplayName("S1-085: never more than N at once; the next starts when one ends")
  void concurrency() {
    bench.start(
        bench.tasks("- {name: x, action: t.x, with_items: [1, 2, 3, 4, 5], concurrency: 2}"));
    assertThat(runningItems()).containsExactly(0, 1);
    succeed(1);
    assertThat(runningItems()).containsExactly(0, 2);
    bench.restart();
    succeed(2);
    assertThat(runningItems()).containsExactlyInAnyOrder(0, 3);
    succeed(0);
    succeed(3);
    succeed(4);
    assertThat(bench.runner.running()).isEmpty();
  }

  @Test
  @DisplayName("S1-086: waves of single elements, the next wave after the last of one")
  void waves() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: x
                  action: t.x
                  with_items: [a, b, c, d, e]
                  batch_size: 2
                  input: {item: "{{ item }}", batch: "{{ batch }}", wave: "{{ batch_index }}"}
                """));
    assertThat(runningItems()).containsExactly(0, 1);
    assertThat(item(1).input())
        .isEqualTo(json("{\"item\":\"b\",\"batch\":[\"a\",\"b\"],\"wave\":0}"));
    succeed(0);
    assertThat(runningItems()).containsExactly(1);
    succeed(1);
    assertThat(runningItems()).containsExactly(2, 3);
    succeed(3);
    bench.restart();
    succeed(2);
    assertThat(item(4).input()).isEqualTo(json("{\"item\":\"e\",\"batch\":[\"e\"],\"wave\":2}"));
    succeed(4);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-086: batch_mode list gives one execution per chunk")
  void chunks() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: x
                  action: t.x
                  with_items: [a, b, c, d, e]
                  batch_size: 2
                  batch_mode: list
                  input: {item: "{{ item }}", index: "{{ index }}"}
                """));
    assertThat(item(0).input()).isEqualTo(json("{\"item\":[\"a\",\"b\"],\"index\":0}"));
    succeed(0);
    succeed(1);
    assertThat(item(2).input()).isEqualTo(json("{\"item\":[\"e\"],\"index\":2}"));
    succeed(2);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-087: a failed item stops no other; transitions run once, after the last")
  void failureStopsNobody() {
    ExecutionId run = start("[10, 20, 30, 40]");
    succeed(0);
    fail(1);
    succeed(2);
    succeed(3);
    assertThat(bench.running()).containsExactly("bad");
    assertThat(bench.assignment("bad").input())
        .isEqualTo(
            json(
                "{\"results\":[{\"of\":0},null,{\"of\":2},{\"of\":3}],"
                    + "\"failed\":[20],\"counts\":[4,3,1]}"));
    bench.succeed("bad");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource({
    "timeout completed, TIMEOUT",
    "timeout failed, FAILED",
    "completed completed, COMPLETED"
  })
  @DisplayName("S1-087: failed if any item failed, else timed out if any did")
  void aggregate(String ends, TaskStatus expected) {
    ExecutionId run = bench.start(bench.tasks("- {name: x, action: t.x, with_items: [1, 2]}"));
    for (String end : ends.split(" ", -1)) {
      switch (end) {
        case "timeout" -> bench.timeOut("x");
        case "failed" -> bench.fail("x");
        default -> bench.succeed("x");
      }
    }
    assertThat(bench.attempts(run, "x").getFirst().status()).isEqualTo(expected);
  }

  @Test
  @DisplayName("S1-088: the aggregate decides, not the item that ends last")
  void aggregateDecides() {
    start("[1, 2]");
    fail(0);
    succeed(1);
    assertThat(bench.running()).containsExactly("bad");
  }

  @Test
  @DisplayName("S1-089: results stay in input order whatever ends first; items tell everything")
  void orderByIndex() {
    bench.start(
        bench.tasks(
            """
            - {name: x, action: t.x, with_items: [a, b, c], concurrency: 3, on_complete: after}
            - name: after
              action: t.after
              input:
                results: "{{ task.x.results }}"
                failed: "{{ task.x.failed_items }}"
                middle: "{{ task.x.items[1] }}"
            """));
    succeed(2);
    fail(1);
    succeed(0);
    assertThat(bench.assignment("after").input())
        .isEqualTo(
            json(
                """
                {"results": [{"of": 0}, null, {"of": 2}], "failed": ["b"],
                 "middle": {"index": 1, "item": "b", "status": "failed", "result": null,
                            "error": {"type": "action_failed", "message": "broke"},
                            "attempts": 1}}
                """));
  }

  @Test
  @DisplayName("S1-090: an item fails twice, then succeeds: the results are complete")
  void retryPerItem() {
    bench.start(
        bench.tasks(
            """
            - name: x
              action: t.x
              with_items: [a, b]
              concurrency: 2
              retry: {count: 2, delay: 10}
              on_success: ok
            - {name: ok, action: t.ok, input: {items: "{{ task.x.items }}"}}
            """));
    fail(0);
    succeed(1);
    bench.pass(Duration.ofSeconds(10));
    fail(0);
    bench.restart();
    bench.pass(Duration.ofSeconds(10));
    succeed(0);
    assertThat(bench.assignment("ok").input().toString())
        .contains("\"result\":{\"of\":0}", "\"attempts\":3", "\"attempts\":1");
  }

  @Test
  @DisplayName("S1-091: cancel at item 2 of 5 marks the unstarted ones cancelled")
  void cancel() {
    ExecutionId run = start("[1, 2, 3, 4, 5]");
    succeed(0);
    bench.submit(run, new Command.Cancel("me", Optional.of(CancellationPolicy.ALLOW_FINISH)));
    assertThat(bench.rows(run))
        .containsExactly(
            "x running", "x completed", "x scheduled", "x cancelled", "x cancelled", "x cancelled");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELING);
    succeed(1);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(bench.rows(run)).startsWith("x cancelled", "x completed", "x completed");
  }

  @Test
  @DisplayName("S1-091: pause holds the unstarted items")
  void pause() {
    ExecutionId run = start("[1, 2, 3]");
    bench.submit(run, new Command.Pause("me", ""));
    succeed(0);
    assertThat(bench.running()).isEmpty();
    bench.restart();
    assertThat(bench.running()).isEmpty();
    bench.submit(run, new Command.Resume("me"));
    assertThat(runningItems()).containsExactly(1);
    succeed(1);
    succeed(2);
    assertThat(bench.running()).containsExactly("ok");
  }

  @Test
  @DisplayName("S1-042, S1-087: an input that cannot be rendered fails that item only")
  void brokenInputOfAnItem() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: x
                  action: t.x
                  with_items: [{n: 1}, {}, {n: 3}]
                  input: {n: "{{ item.n }}"}
                """));
    bench.succeed("x", "x");
    assertThat(bench.rows(run))
        .containsExactly("x failed", "x completed", "x failed", "x completed");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("S1-082, S1-112: an iteration over nested workflows")
  void nestedWorkflows() {
    bench.flow(
        """
        ref: test.child
        label: Child
        version: "1"
        parameters: {n: {type: integer}}
        tasks: [{name: inner, action: t.inner}]
        output_map: {n: "{{ parameters.n * 10 }}"}
        """);
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: x
                  action: test.child
                  with_items: [1, 2]
                  input: {n: "{{ item }}"}
                  on_success: ok
                - {name: ok, action: t.ok, input: {second: "{{ task.x.results[1].n }}"}}
                """));
    bench.succeed("inner", "inner");
    assertThat(bench.assignment("ok").input()).isEqualTo(Value.map("second", Value.of(20)));
    assertThat(bench.store.children(run)).hasSize(2);
  }

  @Test
  @Timeout(20)
  @DisplayName("S1-085: 10,000 items in reasonable time")
  void manyItems() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: x
                  action: t.x
                  with_items: "{{ range(10000) }}"
                  concurrency: 100
                  on_success: ok
                - {name: ok, action: t.ok, input: {n: "{{ task.x.success_count }}"}}
                """));
    while (!bench.running().contains("ok")) {
      for (Assignment assignment : bench.runner.running()) {
        bench.runner.end(assignment.attempt(), new Report.Succeeded(MapValue.EMPTY));
      }
      bench.engine().settle();
    }
    assertThat(bench.assignment("ok").input()).isEqualTo(Value.map("n", Value.of(10_000)));
    bench.succeed("ok");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @Timeout(20)
  @DisplayName("S1-087: 10,000 items that fail at once need no deep stack")
  void manyFailingItems() {
    long flow = bench.tasks("- {name: x, action: t.gone, with_items: \"{{ range(10000) }}\"}");
    bench.catalog.remove("t.gone");
    ExecutionId run = bench.start(flow);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
    assertThat(Objects.requireNonNull(bench.execution(run).failure()).message())
        .hasSizeLessThan(1_000);
  }
}
