package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.Json;
import dev.heddle.values.Value;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicationTest {

  private final Workbench bench = new Workbench();

  private ExecutionId start(String tasks, String output) {
    String header = "ref: test.flow\nlabel: Test\nversion: '1'\n";
    return bench.start(
        bench.flow(header + "tasks:\n" + tasks.indent(2) + "output_map:\n" + output.indent(2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{x: true}] | true",
        "[{x: 'true'}] | \"true\"",
        "[{x: null}] | null",
        "{x: 7} | 7",
        "[{x: [1, '{{ 1 + 1 }}']}] | [1,2]",
        "[{x: '{{ task.a.result.n }}'}] | 3",
        "[x] | {\"n\":3}"
      })
  @DisplayName("S1-059: a publication is a literal of any type, a template or the whole result")
  void forms(String publish, String expected) {
    ExecutionId run =
        start("- {name: a, action: t.a, publish: " + publish + "}\n", "v: '{{ vars.x }}'");
    bench.succeed("a", Value.map("n", Value.of(3)));
    assertThat(bench.result(run)).isEqualTo("{\"v\":" + expected + ",\"succeeded\":true}");
  }

  @Test
  @DisplayName("S1-060: a decision sees what its own task published")
  void publicationBeforeDecision() {
    start(
        """
        - name: a
          action: t.a
          publish: [{ok: "{{ result().ok }}"}]
          decision: [{when: "{{ vars.ok }}", next: b}, {default: x}]
        - {name: b, action: t.b}
        - {name: x, action: t.x}
        """,
        "v: 1");
    bench.succeed("a", Value.map("ok", Value.of(true)));
    assertThat(bench.running()).containsExactly("b");
  }

  @Test
  @DisplayName("S1-060: directives apply in order and later ones see earlier ones")
  void inOrder() {
    ExecutionId run =
        start(
            """
            - name: z
              action: t.z
              publish: [{a: 1}, {b: "{{ vars.a + 1 }}"}, {a: "{{ vars.b * 10 }}"}]
            """,
            "v: ['{{ vars.a }}', '{{ vars.b }}']");
    bench.succeed("z");
    assertThat(bench.result(run)).isEqualTo("{\"v\":[20,2],\"succeeded\":true}");
  }

  @Test
  @DisplayName("S1-061: a failed task with on_complete publishes")
  void failedTaskWithOnComplete() {
    ExecutionId run =
        start(
            """
            - {name: rollback, action: t.r, publish: [{tried: true}], on_complete: b}
            - {name: b, action: t.b}
            """,
            "v: '{{ vars.tried }}'");
    bench.fail("rollback");
    bench.succeed("b");
    assertThat(bench.result(run)).isEqualTo("{\"v\":true,\"succeeded\":true}");
  }

  @Test
  @DisplayName("S1-061: a failed task without an unconditional transition does not publish")
  void failedTaskWithOnFailure() {
    ExecutionId run =
        start(
            """
            - {name: a, action: t.a, publish: [{tried: true}], on_failure: b}
            - {name: b, action: t.b}
            """,
            "v: \"{{ vars.tried | default('unset') }}\"");
    bench.fail("a");
    bench.succeed("b");
    assertThat(bench.result(run)).isEqualTo("{\"v\":\"unset\",\"succeeded\":true}");
  }

  @Test
  @DisplayName("S1-061: an expression error on success makes the task failed, on_failure applies")
  void publishErrorIsAFailure() {
    ExecutionId run =
        start(
            """
            - name: a
              action: t.a
              publish: [{early: 1}, {x: "{{ task.a.result.missing }}"}]
              retry: {count: 3}
              on_success: never
              on_failure: b
            - name: b
              action: t.b
              input: {type: "{{ task.a.error.type }}", early: "{{ vars.early | default(0) }}"}
            - {name: never, action: t.n}
            """,
            "v: 1");
    bench.succeed("a");
    assertThat(bench.assignment("b").input())
        .isEqualTo(Json.read("{\"type\":\"publish_error\",\"early\":0}"));
    assertThat(Objects.requireNonNull(bench.task(run, "a")).status()).isEqualTo(TaskStatus.FAILED);
    assertThat(bench.started()).containsExactly("a", "b");
  }

  @Test
  @DisplayName("S1-061: on a failure path a broken publication is skipped with a warning")
  void brokenPublicationOnFailure() {
    ExecutionId run =
        start(
            """
            - name: a
              action: t.a
              publish: [{x: "{{ task.a.result.missing }}"}, {y: 2}]
              on_complete: b
            - {name: b, action: t.b}
            """,
            "v: \"{{ vars.x | default('unset') }}\"\ny: '{{ vars.y }}'");
    bench.fail("a");
    bench.succeed("b");
    assertThat(bench.result(run)).isEqualTo("{\"v\":\"unset\",\"y\":2,\"succeeded\":true}");
    assertThat(bench.notes(run)).singleElement().asString().contains("Task a, publish x");
  }

  @Test
  @DisplayName("S1-062: twenty parallel tasks publish different names, none is lost")
  void noLostUpdates() {
    String tasks =
        IntStream.range(0, 20)
            .mapToObj(i -> "- {name: t%1$d, action: t.t, publish: [{v%1$d: %1$d}]}\n".formatted(i))
            .collect(Collectors.joining());
    String sum =
        IntStream.range(0, 20).mapToObj(i -> "vars.v" + i).collect(Collectors.joining(" + "));
    ExecutionId run = start(tasks, "sum: '{{ " + sum + " }}'");
    IntStream.range(0, 20).forEach(i -> bench.succeed("t" + (i * 7) % 20));
    assertThat(bench.result(run)).isEqualTo("{\"sum\":190,\"succeeded\":true}");
  }

  @Test
  @DisplayName("S1-062: the last writer of a variable wins, also after a restart")
  void lastWriterWins() {
    ExecutionId run =
        start(
            """
            - {name: a, action: t.a, publish: [{x: a}]}
            - {name: b, action: t.b, publish: [{x: b}]}
            - {name: c, action: t.c}
            """,
            "x: '{{ vars.x }}'");
    bench.succeed("b", "a");
    bench.restart();
    bench.succeed("c");
    assertThat(bench.result(run)).isEqualTo("{\"x\":\"a\",\"succeeded\":true}");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }
}
