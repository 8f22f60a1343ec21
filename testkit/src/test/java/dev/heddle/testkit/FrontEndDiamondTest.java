package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.Dialects;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.port.Report;
import dev.heddle.model.Dialect;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.MapValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same diamond as files, through the real front ends: the same trace (U-01). */
class FrontEndDiamondTest {

  private static final MapValue RESULT =
      MapValue.builder().put("output", "Task_Output/run/task/output.txt").build();

  private final Workbench bench = new Workbench();

  private static String text(Dialect dialect) {
    return switch (dialect) {
      case SCRIPT ->
          """
          fun extract():
              print(1)
          fun clean(rows:extract):
              print(2)
          fun count(rows:extract):
              print(3)
          fun load(rows:clean, number:count):
              print(4)
          """;
      case STEPS ->
          """
          name: diamond
          steps:
            - {id: extract, container: {image: "tool:1", command: ["true"]}}
            - {id: clean, depends_on: [extract], container: {image: "tool:1", command: ["true"]}}
            - {id: count, depends_on: [extract], container: {image: "tool:1", command: ["true"]}}
            - {id: load, depends_on: [clean, count], container: {image: "tool:1", command: ["true"]}}
          """;
      case FLOW, SPEC, CODE ->
          """
          ref: diamond.flow
          label: Diamond
          version: "1"
          tasks:
            - {name: extract, action: etl.extract, on_success: [clean, count]}
            - {name: clean, action: etl.clean, on_success: load}
            - {name: count, action: etl.count, on_success: load}
            - {name: load, action: etl.load, join: all}
          """;
    };
  }

  private ExecutionId start(Dialect dialect) {
    Compilation compilation = Dialects.compile(new SourceText("diamond.workflow", text(dialect)));
    assertThat(compilation.diagnostics()).isEmpty();
    Workflow workflow = ((Compilation.Compiled) compilation).workflow();
    assertThat(workflow.dialect()).isEqualTo(dialect);
    return bench.start(bench.catalog.add(workflow));
  }

  @ParameterizedTest
  @EnumSource(
      value = Dialect.class,
      names = {"FLOW", "STEPS", "SCRIPT"})
  @DisplayName("U-01: written in each dialect, the diamond goes through the same node states")
  void sameTrace(Dialect dialect) {
    ExecutionId run = start(dialect);
    List<List<String>> trace = new ArrayList<>();
    trace.add(bench.rows(run));
    for (String task : List.of("extract", "count", "clean", "load")) {
      bench.succeed(task, RESULT);
      trace.add(bench.rows(run));
    }
    assertThat(trace)
        .containsExactly(
            List.of("extract scheduled"),
            List.of("extract completed", "clean scheduled", "count scheduled"),
            List.of("extract completed", "clean scheduled", "count completed"),
            List.of("extract completed", "clean completed", "count completed", "load scheduled"),
            List.of("extract completed", "clean completed", "count completed", "load completed"));
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Dialect.class,
      names = {"STEPS", "SCRIPT"})
  @DisplayName("U-01, S3-27: behind a branch that failed for good the rest is skipped")
  void sameTraceWithFailure(Dialect dialect) {
    ExecutionId run = start(dialect);
    bench.succeed("extract", RESULT);
    bench.end("clean", new Report.Failed(Failure.of("unsupported_work", "no retry"), null));
    bench.succeed("count", RESULT);
    assertThat(bench.rows(run))
        .containsExactly("extract completed", "clean failed", "count completed", "load skipped");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Dialect.class,
      names = {"FLOW", "STEPS", "SCRIPT"})
  @DisplayName("S3-26: an end that is reported twice starts the join once")
  void aJoinStartsOnce(Dialect dialect) {
    ExecutionId run = start(dialect);
    bench.succeed("extract", RESULT);
    bench.runner.running().stream()
        .filter(each -> each.task().equals("count"))
        .findFirst()
        .ifPresent(each -> bench.runner.endAgain(each.attempt(), new Report.Succeeded(RESULT)));
    bench.succeed("count", RESULT);
    bench.succeed("clean", RESULT);
    assertThat(bench.rows(run).stream().filter(row -> row.startsWith("load "))).hasSize(1);
    bench.succeed("load", RESULT);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }
}
