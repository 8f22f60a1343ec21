package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import dev.heddle.worker.container.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the seed of the steps dialect, on a real engine, in images made of this host. */
@Tag("needs-docker")
@Tag("needs-interpreters")
final class SeedStepsTest {

  private static final String STEP =
      "import os; print('{\"step\": \"%s\", \"level\": \"' + os.environ.get('LOG_LEVEL', '') + '\"}')";

  /** What the examples start; the seed only gives their names. */
  private static final Map<String, String> SCRIPTS =
      Map.of(
          "script.py", "import os; print(os.environ['ENV_VAR'], os.path.isdir('/data'))",
          "script.js", "console.log(JSON.stringify({by: 'node'}))",
          "step1.py", STEP.formatted(1),
          "step2.py", STEP.formatted(2),
          "step3.py", STEP.formatted(3),
          "step4.py", STEP.formatted(4),
          "run_tests.py", "print('tested')",
          "fetch.py",
              """
              import os, sys
              with open('/data/tries', 'a') as tries:
                  tries.write('x')
              if os.path.getsize('/data/tries') < 3:
                  sys.exit('not yet')
              with open(os.environ['STEP_OUTPUTS'], 'w') as out:
                  out.write('result=' + os.environ['BASE_URL'] + ' ' + open('/config/name').read())
              """,
          "compute.py", "print(sum(range(1000)))");

  private static TestHome home;
  private static Map<String, String> environment;

  @TempDir static Path directory;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    home = new TestHome();
    TestEngine docker = TestEngine.get();
    docker.interpreters(SCRIPTS, "python:3.9-slim", "node:18-alpine");
    environment = new HashMap<>(home.environment());
    environment.putAll(docker.environment());
    environment.put("HEDDLE_RUNNER", "docker");
    environment.put("HEDDLE_VOLUME_ROOTS", directory.toString());
    for (String name : new String[] {"tmp", "config"}) {
      Files.createDirectory(directory.resolve(name));
    }
    assertThat(directory.resolve("tmp").toFile().setWritable(true, false)).isTrue();
    Files.writeString(directory.resolve("config/name"), "ada");
  }

  @AfterAll
  static void stop() throws IOException {
    assertThat(TestEngine.get().containers()).isEmpty();
    home.close();
  }

  /** Its directories of the host are those of the test. */
  private static CliRun run(String text, String... inputs) throws IOException {
    Path file = directory.resolve("seed.steps.yaml");
    Files.writeString(
        file,
        text.replace("source: /tmp", "source: " + directory.resolve("tmp"))
            .replace("source: /config", "source: " + directory.resolve("config")));
    String[] command = new String[4 + inputs.length];
    System.arraycopy(new String[] {"run", file.toString(), "-j", "-v"}, 0, command, 0, 4);
    System.arraycopy(inputs, 0, command, 4, inputs.length);
    return CliRun.of(environment, "", command);
  }

  private static Value result(CliRun run) {
    assertThat(run.exitCode()).as("%s%s", run.out(), run.err()).isZero();
    return ((MapValue) Json.read(run.out())).getOr("result", Value.nothing());
  }

  @Test
  @DisplayName("S4-01: the example workflow runs")
  void theExampleWorkflow() throws Exception {
    CliRun run =
        run(
            """
            name: Example Workflow
            description: A simple example workflow

            steps:
              - id: step1
                name: Step 1
                image: python:3.9-slim
                command: ["python", "script.py"]
                environment:
                  ENV_VAR: value
                volumes:
                  - source: /tmp
                    target: /data

              - id: step2
                name: Step 2
                image: node:18-alpine
                command: ["node", "script.js"]
                depends_on:
                  - step1

            outputs:
              - { name: by, value: "${steps.step2.outputs.by}" }
              - { name: first, value: "${steps.step1.output}" }
            """);
    assertThat(result(run)).hasToString("{\"by\":\"node\",\"first\":\"value True\\n\"}");
  }

  @Test
  @DisplayName("S4-08, S4-22: the diamond runs, with a container configuration for all")
  void theDiamond() throws Exception {
    CliRun run =
        run(
            """
            name: diamond
            container_config:
              image: python:3.9-slim
              environment:
                DEBUG: "true"
                LOG_LEVEL: "info"
            steps:
              - {id: step1, name: Step 1, command: ["python", "step1.py"]}
              - {id: step2, name: Step 2, command: ["python", "step2.py"], depends_on: [step1]}
              - {id: step3, name: Step 3, command: ["python", "step3.py"], depends_on: [step1]}
              - id: step4
                name: Step 4
                image: python:3.9-slim
                command: ["python", "step4.py"]
                environment: {LOG_LEVEL: debug}
                depends_on:
                  - step2
                  - step3
            outputs:
              - { name: third, value: "${steps.step3.outputs.level}" }
              - { name: last, value: "${steps.step4.outputs.level}" }
            """);
    assertThat(result(run)).hasToString("{\"third\":\"info\",\"last\":\"debug\"}");
  }

  @ParameterizedTest
  @CsvSource({"true, 0", "false, 1"})
  @DisplayName("S4-26: the conditional execution runs or skips what depends on the guard")
  void theConditionalExecution(String input, int exitCode) throws Exception {
    CliRun run =
        run(
            """
            name: conditional
            steps:
              - id: check-condition
                name: Check Condition
                image: python:3.9-slim
                command: ["python", "-c", "import sys; sys.exit(0 if '${inputs.run_tests}' == 'true' else 1)"]

              - id: run-tests
                name: Run Tests
                image: python:3.9-slim
                command: ["python", "run_tests.py"]
                depends_on:
                  - check-condition

            outputs:
              - { name: tests, value: "${steps.run-tests.output}" }
            """,
            "--input",
            "run_tests=" + input);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.out()).contains(exitCode == 0 ? "tested" : "\"tests\": null");
  }

  @Test
  @DisplayName("S4-12, S4-13, S4-16, S4-27, S4-32: inputs, variables, retries, limits and outputs")
  void theRest() throws Exception {
    CliRun run =
        run(
            """
            name: rest
            steps:
              - id: init
                image: python:3.9-slim
                command: ["python", "step1.py"]
              - id: fetch-data
                name: Fetch Data
                image: python:3.9-slim
                command: ["python", "fetch.py"]
                environment:
                  API_KEY: "${inputs.api_key}"
                  BASE_URL: "${BASE_URL:-https://api.example.com}"
                volumes:
                  - source: /tmp
                    target: /data
                  - source: /config
                    target: /config
                depends_on:
                  - init
                timeout_seconds: 300
                retries: 3
                retry_delay: 0
              - id: heavy-computation
                name: Heavy Computation
                image: python:3.9-slim
                command: ["python", "compute.py"]
                resources:
                  cpu: "1"
                  memory: "4G"
            outputs:
              - name: result
                description: The result of the workflow
                value: "${steps.fetch-data.outputs.result}"
              - { name: sum, value: "${steps.heavy-computation.output}" }
            """,
            "--input",
            "api_key=your_api_key");
    assertThat(result(run))
        .hasToString("{\"result\":\"https://api.example.com ada\",\"sum\":\"499500\\n\"}");
    assertThat(directory.resolve("tmp/tries")).hasContent("xxx");
  }
}
