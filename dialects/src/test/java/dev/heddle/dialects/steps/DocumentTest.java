package dev.heddle.dialects.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.steps.StepsFile.World;
import dev.heddle.model.ContainerInput;
import dev.heddle.model.Parameters;
import dev.heddle.model.Workflow;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document and its defaults (5.1, 5.2). */
class DocumentTest {

  private static final String SEED =
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
      """;

  @Test
  @DisplayName("S4-01: the seed's first example is accepted")
  void theFirstExampleOfTheSeedIsAccepted() {
    StepsFile file = StepsFile.of(SEED);
    assertThat(file.said()).isEmpty();
    assertThat(file.workflow().ref()).isEqualTo("container.Example Workflow");
    assertThat(file.workflow().graph().successors(0)).containsExactly(1);
    assertThat(file.input("step1", World.EMPTY).get(ContainerInput.COMMAND))
        .isEqualTo(Json.read("[\"python\", \"script.py\"]"));
  }

  @Test
  @DisplayName("S4-01: unknown keys are refused where they stand")
  void unknownKeysAreRefused() {
    StepsFile file =
        StepsFile.of("name: x\nstpes: []\nsteps:\n  - id: a\n    image: b:1\n    comand: [c]\n");
    assertThat(file.said()).containsExactly("unknown_key 2:1", "unknown_key 6:5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache: true", "skip_cache: true", "cache_ttl: 3600"})
  @DisplayName("S4-36: a cache of results, which there is not, is refused and not ignored")
  void aCacheIsRefused(String field) {
    assertThat(StepsFile.step(field).said()).containsExactly("unknown_key 5:5");
    assertThat(StepsFile.of("name: x\n" + field + "\nsteps: [{id: a, image: b:1}]\n").said())
        .containsExactly("unknown_key 2:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "privileged",
        "network_mode",
        "cap_add",
        "devices",
        "pid_mode",
        "ipc_mode",
        "user",
        "security_opt",
        "entrypoint",
        "hostNetwork",
        "podSpecPatch",
        "host_config"
      })
  @DisplayName("Security row 9: no other option of a container can be written")
  void noOtherOptionCanBeWritten(String option) {
    assertThat(StepsFile.step(option + ": true").said()).containsExactly("unknown_key 5:5");
    assertThat(StepsFile.step("container: {" + option + ": {a: 1}}").said())
        .containsExactly("unknown_key 5:17");
    assertThat(
            StepsFile.of(
                    "name: x\ncontainer_config: {image: b:1, "
                        + option
                        + ": true}\nsteps: [{id: a}]\n")
                .said())
        .containsExactly("unknown_key 2:32");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: x\\nsteps: [{id: a, image: b:1}, {id: a, image: b:1}]  | duplicate_id 2:35",
        "name: x\\nsteps: [{image: b:1}]                             | missing_field 2:9",
        "name: x\\nsteps: []                                         | no_steps 2:8",
        "steps: [{id: a, image: b:1}]                                | missing_field 1:1",
        "name: x\\nsteps: [{id: 9a, image: b:1}]                     | invalid_id 2:14",
      })
  @DisplayName("S4-02: duplicates and missing ids are refused")
  void whatAStepNeeds(String text, String expected) {
    assertThat(StepsFile.of(text.replace("\\n", "\n")).said()).containsExactly(expected);
  }

  @Test
  @DisplayName("S4-03: both forms give the same stored workflow")
  void bothFormsGiveTheSameWorkflow() {
    StepsFile flat =
        StepsFile.of(
            """
            name: x
            steps:
              - id: a
                timeout_seconds: 5
                image: b:1
                command: [c]
                environment: {D: e}
            """);
    StepsFile nested =
        StepsFile.of(
            """
            name: x
            steps:
              - id: a
                timeout_seconds: 5
                container:
                  image: b:1
                  command: [c]
                  environment: {D: e}
            """);
    assertThat(nested.compiled().document()).isEqualTo(flat.compiled().document());
  }

  @Test
  @DisplayName("S4-03: a field in both places is refused")
  void aFieldInBothPlacesIsRefused() {
    assertThat(StepsFile.step("container: {image: other:2}").said())
        .containsExactly("duplicate_field 5:17");
  }

  @Test
  @DisplayName("S4-03: outputs that a step declares are the only ones to refer to")
  void declaredOutputsAreChecked() {
    StepsFile file =
        StepsFile.of(
            """
            name: x
            steps:
              - {id: a, image: b:1, outputs: [total]}
              - {id: c, image: b:1, depends_on: [a], environment: {T: "${steps.a.outputs.totl}"}}
            """);
    assertThat(file.said()).containsExactly("unknown_output 4:60");
  }

  @Test
  @DisplayName("S4-05: a command is a list, no shell reads it")
  void aCommandIsAList() {
    assertThat(StepsFile.step("command: python script.py").said())
        .containsExactly("wrong_type 5:14");
    assertThat(
            StepsFile.step("command: [echo, \"a  b\", 1, true]")
                .input("a", World.EMPTY)
                .get(ContainerInput.COMMAND))
        .isEqualTo(Json.read("[\"echo\", \"a  b\", \"1\", \"true\"]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{id: a}, {id: a}                                   | two steps have the id `a`",
        "{id: a, depends_on: [z]}                           | depends on `z`, and there is no such step",
        "{id: a, depends_on: [a]}                           | step `a` depends on itself",
        "{id: a, depends_on: [b]}, {id: b, depends_on: [a]} | in a circle: a -> b -> a",
      })
  @DisplayName("S4-06: duplicate, unknown, own and circular dependencies are refused by name")
  void wrongDependenciesAreRefused(String steps, String message) {
    StepsFile file =
        StepsFile.of("name: x\ncontainer_config: {image: b:1}\nsteps: [" + steps + "]\n");
    assertThat(file.messages()).hasSize(1).first().asString().contains(message);
  }

  @Test
  @DisplayName("S4-07: values of the environment become canonical text")
  void environmentValuesBecomeText() {
    MapValue environment =
        StepsFile.step("environment: {A: true, B: \"010\", C: 1.50, D: 7, E: \"\"}")
            .environment("a", World.EMPTY);
    assertThat(environment)
        .isEqualTo(
            Json.read(
                "{\"A\": \"true\", \"B\": \"010\", \"C\": \"1.5\", \"D\": \"7\", \"E\": \"\"}"));
    assertThat(StepsFile.step("environment: {A: [1]}").said()).containsExactly("wrong_type 5:22");
  }

  private static final String DEFAULTS =
      """
      name: x
      container_config:
        image: base:1
        command: [run]
        timeout_seconds: 30
        retries: 2
        environment: {DEBUG: "true", LOG_LEVEL: info}
        volumes: [{source: /a, target: /data}, {source: /b, target: /more}]
        resources: {cpu: 1, memory: 64Mi}
      """;

  @Test
  @DisplayName("S4-08: a step overrides defaults field by field, maps key by key")
  void stepsOverrideDefaults() {
    StepsFile file =
        StepsFile.of(
            DEFAULTS
                + """
                steps:
                  - id: a
                    environment: {LOG_LEVEL: debug, X: "1"}
                    volumes: [{source: /own, target: /data, read_only: true}]
                    resources: {memory: 1Gi}
                """);
    MapValue input = file.input("a", World.EMPTY);
    assertThat(input.get("environment"))
        .isEqualTo(Json.read("{\"DEBUG\": \"true\", \"LOG_LEVEL\": \"debug\", \"X\": \"1\"}"));
    assertThat(input.get("volumes"))
        .isEqualTo(
            Json.read(
                "[{\"source\": \"/own\", \"target\": \"/data\", \"read_only\": true},"
                    + "{\"source\": \"/b\", \"target\": \"/more\", \"read_only\": false}]"));
    assertThat(input.get("image")).isEqualTo(Value.of("base:1"));
    assertThat(input.get(ContainerInput.NANO_CPUS)).isEqualTo(Value.of(1_000_000_000L));
    assertThat(input.get(ContainerInput.MEMORY)).isEqualTo(Value.of(1L << 30));
    assertThat(file.node("a").retry().count()).isEqualTo(2);
  }

  @Test
  @DisplayName("S4-09: null removes a default, and an image cannot be removed")
  void nullRemovesADefault() {
    StepsFile file =
        StepsFile.of(
            DEFAULTS
                + """
                steps:
                  - {id: a, environment: {DEBUG: null}, command: null, retries: null, volumes: []}
                """);
    MapValue input = file.input("a", World.EMPTY);
    assertThat(input.get("environment")).isEqualTo(Json.read("{\"LOG_LEVEL\": \"info\"}"));
    assertThat(input.has(ContainerInput.COMMAND)).isFalse();
    assertThat(input.get("volumes")).isEqualTo(new ListValue(List.of()));
    assertThat(file.node("a").retry().count()).isZero();
    assertThat(StepsFile.of(DEFAULTS + "steps: [{id: a, image: null}]\n").said())
        .containsExactly("missing_image 10:17");
  }

  @Test
  @DisplayName("S4-10: every step without an image is named")
  void everyStepWithoutAnImageIsNamed() {
    assertThat(StepsFile.of("name: x\nsteps: [{id: a}, {id: b}]\n").messages())
        .hasSize(2)
        .anySatisfy(message -> assertThat(message).contains("step `a` has no image"))
        .anySatisfy(message -> assertThat(message).contains("step `b` has no image"));
  }

  @Test
  @DisplayName("S4-11: the time limit is that of the step, of the workflow, else 600 seconds")
  void timeLimits() {
    StepsFile file = StepsFile.of(DEFAULTS + "steps: [{id: a}, {id: b, timeout_seconds: 300}]\n");
    assertThat(file.node("a").timing().timeout()).contains(Duration.ofSeconds(30));
    assertThat(file.node("b").timing().timeout()).contains(Duration.ofMinutes(5));
    assertThat(StepsFile.step().node("a").timing().timeout()).contains(Duration.ofMinutes(10));
  }

  @Test
  @DisplayName("S4-11: the platform's limit is only for steps about which nothing is said")
  void theLimitOfThePlatform() {
    Duration platform = Duration.ofSeconds(77);
    StepsFile said =
        StepsFile.of(
            DEFAULTS
                + "steps: [{id: a}, {id: b, timeout_seconds: 300}, {id: c, timeout_seconds:"
                + " null}]\n");
    assertThat(limits(StepsDialect.withDefaultTimeout(said.compiled(), platform)))
        .containsExactly(Duration.ofSeconds(30), Duration.ofMinutes(5), platform);
    assertThat(limits(StepsDialect.withDefaultTimeout(StepsFile.step().compiled(), platform)))
        .containsExactly(platform);
  }

  private static List<Duration> limits(Workflow workflow) {
    return workflow.graph().nodes().stream()
        .map(node -> node.timing().timeout().orElseThrow())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "memory, 4G, 4000000000",
    "memory, 512Mi, 536870912",
    "memory, 8000000, 8000000",
    "memory, 1.5Gi, 1610612736",
    "cpu, 2, 2000000000",
    "cpu, 0.5, 500000000",
    "cpu, 500m, 500000000",
  })
  @DisplayName("S4-32: amounts are decimal unless they say Ki, Mi, Gi or Ti")
  void amounts(String resource, String written, long expected) {
    MapValue input =
        StepsFile.step("resources: {" + resource + ": \"" + written + "\"}")
            .input("a", World.EMPTY);
    String field = resource.equals("cpu") ? ContainerInput.NANO_CPUS : ContainerInput.MEMORY;
    assertThat(input.get(field)).isEqualTo(Value.of(expected));
  }

  @ParameterizedTest
  @CsvSource({"memory, 4GB", "memory, lots", "memory, -1", "memory, 1k", "cpu, 2G", "cpu, 0"})
  @DisplayName("S4-32: what is no amount is refused")
  void wrongAmounts(String resource, String written) {
    assertThat(StepsFile.step("resources: {" + resource + ": \"" + written + "\"}").said())
        .singleElement()
        .asString()
        .startsWith("invalid_quantity 5:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{source: data, target: /data}                              | relative_path",
        "{source: /data, target: data}                              | relative_path",
        "{source: /data, target: /}                                 | invalid_target",
        "{source: /data}                                            | missing_field",
        "{source: /a, target: /d}, {source: /b, target: /d}         | duplicate_target",
        "{source: /a, target: /d, privileged: true}                 | unknown_key",
      })
  @DisplayName("S4-33: volumes have absolute paths and different targets")
  void wrongVolumes(String volumes, String code) {
    assertThat(StepsFile.step("volumes: [" + volumes + "]").said())
        .singleElement()
        .asString()
        .startsWith(code);
  }

  @Test
  @DisplayName("S4-34: a password in the file is refused")
  void aPasswordInTheFileIsRefused() {
    assertThat(StepsFile.step("registry_credentials: {username: ada, password: hunter2}").said())
        .containsExactly("secret_in_clear 5:53");
    assertThat(
            StepsFile.step("registry_credentials: {username: ada, password: \"${REG_PASSWORD}\"}")
                .said())
        .isEmpty();
  }

  @Test
  @DisplayName("U-06: an image without a version is worth a warning")
  void anImageWithoutAVersionIsWorthAWarning() {
    Compilation.Compiled compiled =
        StepsFile.of(
                """
                name: x
                steps: [{id: a, image: gcr.io/my-project/my-image:latest}, {id: b, image: busybox}]
                """)
            .compiled();
    assertThat(compiled.diagnostics())
        .extracting(each -> each.code())
        .containsExactly("floating_image", "floating_image");
  }

  @Test
  @DisplayName("S4-16: all inputs that are missing are named at once, those with a default are not")
  void missingInputsAreNamedTogether() {
    StepsFile file =
        StepsFile.step(
            "command: [\"${inputs.one}\", \"${inputs.two.field}\", \"${inputs.three:-3}\"]");
    assertThat(file.workflow().parameters().bind(MapValue.EMPTY))
        .isInstanceOfSatisfying(
            Parameters.Bound.Refused.class,
            refused ->
                assertThat(refused.violations())
                    .extracting(Parameters.Violation::path)
                    .containsExactly("one", "two"));
    assertThat(
            file.workflow()
                .parameters()
                .bind((MapValue) Json.read("{\"one\":1,\"two\":{},\"x\":0}")))
        .isInstanceOf(Parameters.Bound.Arguments.class);
  }
}
