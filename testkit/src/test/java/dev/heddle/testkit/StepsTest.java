package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.Dialects;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How executions of the steps dialect go (5.4). */
class StepsTest {

  private static final String DIAMOND =
      """
      name: diamond
      container_config: {image: "python:3.9-slim"}
      steps:
        - {id: step1, command: [python, step1.py]}
        - {id: step2, command: [python, step2.py], depends_on: [step1]}
        - {id: step3, command: [python, step3.py], depends_on: [step1]}
        - {id: step4, command: [python, step4.py], depends_on: [step2, step3]}
      outputs:
        - {name: total, value: "${steps.step3.outputs.total}"}
        - {name: last, value: "${steps.step4.outputs.x}"}
      """;

  private final Workbench bench = new Workbench();

  private ExecutionId start(String file, MapValue inputs) {
    Compilation compilation = Dialects.compile(new SourceText("f.yaml", file));
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    return bench.start(bench.catalog.add(((Compilation.Compiled) compilation).workflow()), inputs);
  }

  private ExecutionId start(String file) {
    return start(file, MapValue.EMPTY);
  }

  private static Value outputs(String json) {
    return Value.map("outputs", Json.read(json));
  }

  @Test
  @DisplayName("S4-22: step2 and step3 of the seed's diamond overlap, step4 comes after both")
  void theDiamondOfTheSeed() {
    ExecutionId run = start(DIAMOND);
    assertThat(bench.running()).containsExactly("step1");
    bench.succeed("step1");
    assertThat(bench.running()).containsExactly("step2", "step3");
    bench.succeed("step3", outputs("{\"total\": 7}"));
    assertThat(bench.running()).containsExactly("step2");
    bench.succeed("step2");
    bench.succeed("step4", outputs("{\"x\": \"y\"}"));
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.result(run)).isEqualTo("{\"total\":7,\"last\":\"y\"}");
  }

  @Test
  @DisplayName("S4-23: steps without depends_on start together, however they are written")
  void noImplicitOrder() {
    start("name: x\ncontainer_config: {image: b:1}\nsteps: [{id: one}, {id: two}]\n");
    assertThat(bench.running()).containsExactly("one", "two");
  }

  @Test
  @DisplayName("S4-25, S4-31: a failed step skips its dependents only; outputs that are known stay")
  void aFailedStepSkipsItsDependents() {
    ExecutionId run = start(DIAMOND);
    bench.succeed("step1");
    bench.fail("step2");
    bench.succeed("step3", outputs("{\"total\": 7}"));
    assertThat(bench.rows(run))
        .containsExactlyInAnyOrder(
            "step1 completed", "step2 failed", "step3 completed", "step4 skipped");
    Execution execution = bench.execution(run);
    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(Objects.requireNonNull(execution.failure()).message()).contains("step2");
    assertThat(bench.result(run)).isEqualTo("{\"total\":7,\"last\":null}");
  }

  private static final String GUARD =
      """
      name: conditional
      container_config: {image: "python:3.9-slim"}
      steps:
        - id: check-condition
          command: [python, -c, "import sys; sys.exit(0 if '${inputs.run_tests}' == 'true' else 1)"]
          allow_failure: %s
        - {id: run-tests, depends_on: [check-condition]}
      """;

  @Test
  @DisplayName("S4-26: a guard that fails skips its dependents and fails the execution")
  void aGuardThatFails() {
    ExecutionId run =
        start(GUARD.formatted(false), MapValue.EMPTY.with("run_tests", Value.of(false)));
    bench.fail("check-condition");
    assertThat(bench.rows(run)).containsExactly("check-condition failed", "run-tests skipped");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("S4-26, D-06: with allow_failure the execution completes all the same")
  void aGuardThatMayFail() {
    ExecutionId run =
        start(GUARD.formatted(true), MapValue.EMPTY.with("run_tests", Value.of(false)));
    bench.fail("check-condition");
    assertThat(bench.rows(run)).containsExactly("check-condition failed", "run-tests skipped");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    ExecutionId timed =
        start(GUARD.formatted(true), MapValue.EMPTY.with("run_tests", Value.of(false)));
    bench.timeOut("check-condition");
    assertThat(bench.status(timed)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S4-27: retries: 3 that always fail are four attempts, with the delay in between")
  void retries() {
    ExecutionId run = start("name: x\nsteps: [{id: a, image: b:1, retries: 3, retry_delay: 5}]\n");
    for (int attempt = 1; attempt <= 4; attempt++) {
      assertThat(bench.running()).containsExactly("a");
      bench.fail("a");
      bench.pass(Duration.ofMillis(4_999));
      assertThat(bench.running()).isEmpty();
      bench.pass(Duration.ofMillis(1));
    }
    assertThat(bench.started()).hasSize(4);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("S4-28, S4-11: each attempt has the time limit; one that passed is retried")
  void timeLimitsAreRetried() {
    ExecutionId run =
        start("name: x\nsteps: [{id: a, image: b:1, retries: 1, timeout_seconds: 3}]\n");
    assertThat(bench.assignment("a").timeout()).contains(Duration.ofSeconds(3));
    bench.timeOut("a");
    bench.succeed("a");
    assertThat(bench.rows(run)).containsExactly("a timeout", "a completed");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S4-15, S4-18: an unresolved reference fails before anything starts, is not retried")
  void unresolvedReferences() {
    ExecutionId run =
        start(
            """
            name: x
            container_config: {image: "b:1", retries: 2}
            steps:
              - {id: a}
              - {id: b, depends_on: [a], environment: {V: "${steps.a.outputs.missing}"}}
              - {id: c, depends_on: [b]}
              - {id: d, environment: {V: "${NOBODY_SET_THIS}"}}
            """);
    bench.succeed("a");
    assertThat(bench.started()).containsExactly("a");
    assertThat(bench.rows(run))
        .containsExactlyInAnyOrder("a completed", "b failed", "c skipped", "d failed");
    for (String step : new String[] {"b", "d"}) {
      TaskExecution row = Objects.requireNonNull(bench.task(run, step));
      assertThat(Objects.requireNonNull(row.failure()).type()).isEqualTo("unresolved_reference");
    }
  }

  @Test
  @DisplayName("S4-29: a retried step has the outputs of its last attempt")
  void outputsOfTheLastAttempt() {
    ExecutionId run =
        start(
            """
            name: x
            steps: [{id: a, image: "b:1", retries: 1}]
            outputs: [{name: n, value: "${steps.a.outputs.n}"}]
            """);
    bench.fail("a");
    bench.succeed("a", outputs("{\"n\": 2}"));
    assertThat(bench.result(run)).isEqualTo("{\"n\":2}");
  }

  @Test
  @DisplayName("U-07: a step that was handed out is handed out again under the same id")
  void stepsAreHandedOutAgain() {
    start(DIAMOND);
    var before = bench.assignment("step1");
    bench.restart();
    assertThat(bench.assignment("step1").attempt()).isEqualTo(before.attempt());
    assertThat(bench.assignment("step1").action().executor())
        .isInstanceOf(Executor.Container.class);
  }

  @Test
  @DisplayName("U-04: a flow calls a steps workflow and reads its outputs by name")
  void aFlowCallsSteps() {
    Compilation steps = Dialects.compile(new SourceText("f.yaml", DIAMOND));
    bench.catalog.add(((Compilation.Compiled) steps).workflow());
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.caller
                label: Caller
                version: '1'
                tasks:
                  - {name: etl, action: container.diamond}
                output_map: {total: "{{ task.etl.result.total }}"}
                """));
    bench.succeed("step1");
    bench.succeed("step2");
    bench.succeed("step3", outputs("{\"total\": 7}"));
    bench.succeed("step4");
    assertThat(bench.result(run)).isEqualTo("{\"total\":7,\"succeeded\":true}");
  }
}
