package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Activation;
import dev.heddle.model.Dialect;
import dev.heddle.model.Graph;
import dev.heddle.model.Work;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One model carries the five dialects: the same diamond behaves the same (U-01). */
class SameDiamondTest {

  private final Workbench bench = new Workbench();

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("U-01: the diamond of each dialect goes through the same node states")
  void sameTrace(Dialect dialect) {
    ExecutionId run = bench.start(bench.catalog.add(Diamond.callable(dialect)));
    List<List<String>> trace = new ArrayList<>();
    trace.add(bench.rows(run));
    for (String task : List.of("extract", "count", "clean", "load")) {
      bench.succeed(task);
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
  @EnumSource(Dialect.class)
  @DisplayName("U-01, D-08: behind a failed branch flow has no record, the others skip")
  void sameTraceWithFailure(Dialect dialect) {
    ExecutionId run = bench.start(bench.catalog.add(Diamond.callable(dialect)));
    bench.succeed("extract");
    bench.fail("clean");
    bench.succeed("count");

    List<String> common = List.of("extract completed", "clean failed", "count completed");
    List<String> expected = new ArrayList<>(common);
    if (dialect != Dialect.FLOW) {
      expected.add("load skipped");
    }
    assertThat(bench.rows(run)).isEqualTo(expected);
    assertThat(bench.started()).containsExactly("extract", "clean", "count");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("U-01: a crash at any point changes nothing in the trace")
  void sameTraceAcrossRestarts(Dialect dialect) {
    ExecutionId run = bench.start(bench.catalog.add(Diamond.callable(dialect)));
    for (String task : List.of("extract", "count", "clean", "load")) {
      bench.restart();
      bench.succeed(task);
    }
    assertThat(bench.rows(run))
        .containsExactly(
            "extract completed", "clean completed", "count completed", "load completed");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("U-01: the model holds the work of each dialect in the same graph")
  void genuineWork(Dialect dialect) {
    Graph graph = Diamond.genuine(dialect).graph();
    int load = graph.position("load");

    assertThat(graph.entryPoints()).containsExactly(graph.position("extract"));
    assertThat(graph.successors(graph.position("extract")))
        .containsExactly(graph.position("clean"), graph.position("count"));
    assertThat(graph.inboundCount(load)).isEqualTo(2);
    assertThat(graph.node(load).activation()).isEqualTo(Activation.ALL);
    assertThat(graph.node(load).work())
        .isInstanceOf(
            switch (dialect) {
              case FLOW -> Work.Call.class;
              case STEPS -> Work.Container.class;
              case SCRIPT -> Work.Script.class;
              case SPEC, CODE -> Work.Op.class;
            });
  }
}
