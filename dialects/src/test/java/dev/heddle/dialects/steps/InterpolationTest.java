package dev.heddle.dialects.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.dialects.steps.StepsFile.World;
import dev.heddle.expressions.ErrorCode;
import dev.heddle.expressions.ExpressionException;
import dev.heddle.model.ContainerInput;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ${…}} stands for (5.3). */
class InterpolationTest {

  private static Value variable(String written, World world) {
    return StepsFile.step("environment: {V: \"" + written + "\"}")
        .environment("a", world)
        .getOr("V", Value.nothing());
  }

  private static String text(String written, World world) {
    return ((dev.heddle.values.TextValue) variable(written, world)).text();
  }

  @ParameterizedTest
  @CsvSource({"set, set", "'', fallback", ", fallback"})
  @DisplayName("S4-12: a default counts if the variable is not set or empty")
  void defaults(String value, String expected) {
    World world = value == null ? World.EMPTY : World.variables(Map.of("U", value));
    assertThat(text("${U:-fallback}", world)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "${U:-https://h:8443/a-b}, https://h:8443/a-b",
    "${BASE_URL:-https://api.example.com}, https://api.example.com",
    "${U:-a:-b}, a:-b",
    "${U:-a b}, a b",
    "x${U:-}y, xy",
    "${U:-{a}}, {a}",
  })
  @DisplayName("S4-13: a default runs to the closing brace")
  void defaultTexts(String written, String expected) {
    assertThat(text(written, World.EMPTY)).isEqualTo(expected);
  }

  @Test
  @DisplayName("S4-14: ${API_KEY} under API_KEY is the one from outside")
  void aVariableDoesNotMeanItself() {
    StepsFile file =
        StepsFile.step(
            "environment: {API_KEY: \"${API_KEY}\", BASE: \"http://h\", FULL: \"${BASE}/x\"}");
    MapValue environment =
        file.environment("a", World.variables(Map.of("API_KEY", "from outside")));
    assertThat(environment.get("API_KEY")).isEqualTo(Value.of("from outside"));
    assertThat(environment.get("FULL")).isEqualTo(Value.of("http://h/x"));
  }

  @Test
  @DisplayName("S4-14: variables of the execution come first, then the step's, then keys")
  void theOrderOfLookUp() {
    StepsFile file = StepsFile.step("environment: {BASE: own, FULL: \"${BASE} ${KEY}\"}");
    World world =
        new World(
            MapValue.EMPTY,
            Map.of(),
            Map.of("BASE", "given"),
            Map.of("KEY", SecretValue.mark(Value.of("hidden")), "BASE", Value.of("key")));
    assertThat(file.environment("a", world).get("FULL"))
        .isEqualTo(SecretValue.mark(Value.of("given hidden")));
  }

  @Test
  @DisplayName("S4-14: variables that are made of each other are refused")
  void cyclesAreRefused() {
    StepsFile file = StepsFile.step("environment: {A: \"${B}\", B: \"${A}\"}");
    assertThat(file.said()).containsExactly("variable_cycle 5:19");
    assertThat(file.messages().getFirst()).contains("A -> B -> A");
  }

  @Test
  @DisplayName("S4-15: what is not set and has no default is an unresolved reference")
  void unsetIsUnresolved() {
    assertThatThrownBy(() -> variable("${NOBODY_SET_THIS}", World.EMPTY))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.UNRESOLVED_REFERENCE);
              assertThat(problem.getMessage()).contains("${NOBODY_SET_THIS}");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true                | true",
        "7                   | 7",
        "1.50                | 1.5",
        "[1, 'a']            | [1,'a']",
        "{'a': {'b': [2]}}   | {'a':{'b':[2]}}",
        "'text'              | text",
      })
  @DisplayName("S4-17: inputs that are no texts become canonical text")
  void canonicalText(String json, String expected) {
    World world = World.inputs("x", Json.read(json.replace('\'', '"')));
    assertThat(text("${inputs.x}", world)).isEqualTo(expected.replace('\'', '"'));
  }

  @Test
  @DisplayName("S4-17: the seed's guard compares a boolean input with lower-case text")
  void theGuardOfTheSeed() {
    StepsFile file =
        StepsFile.step(
            "command: [python, -c, \"import sys; sys.exit(0 if '${inputs.run_tests}' == 'true' else"
                + " 1)\"]");
    ListValue command =
        (ListValue)
            file.input("a", World.inputs("run_tests", Value.of(true)))
                .getOr(ContainerInput.COMMAND, Value.nothing());
    assertThat(command.items().getLast())
        .isEqualTo(Value.of("import sys; sys.exit(0 if 'true' == 'true' else 1)"));
  }

  private static final String TWO =
      """
      name: x
      container_config: {image: b:1}
      steps:
        - {id: process-data}
        - {id: sibling}
        - id: use
          depends_on: [process-data]
          environment: {V: "%s"}
      outputs:
        - {name: result, value: "${steps.process-data.outputs.result}"}
        - {name: text, value: "is ${steps.process-data.outputs.result}"}
        - {name: fixed, value: 7}
      """;

  private static final World ENDED =
      World.ended(
          "process-data",
          (MapValue)
              Json.read(
                  "{\"outputs\": {\"result\": 42, \"deep\": {\"list\": [\"zero\", \"one\"]}},"
                      + "\"stdout\": \"out\\n\", \"stderr\": \"err\\n\", \"exit_code\": 0}"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${steps.process-data.outputs.result}      | 42",
        "${steps.process-data.outputs.deep.list.1} | one",
        "${steps.process-data.outputs.none:-no}    | no",
        "${steps.process-data.exit_code}           | 0",
      })
  @DisplayName("S4-04, S4-18: references know ids with hyphens, outputs and the parts of them")
  void outputsOfSteps(String written, String expected) {
    assertThat(StepsFile.of(TWO.formatted(written)).environment("use", ENDED).get("V"))
        .isEqualTo(Value.of(expected));
  }

  @Test
  @DisplayName("S4-18: a step shows its standard output and both streams as well")
  void streamsOfSteps() {
    StepsFile file =
        StepsFile.of(TWO.formatted("${steps.process-data.output}+${steps.process-data.logs}"));
    assertThat(file.environment("use", ENDED).get("V")).isEqualTo(Value.of("out\n+out\nerr\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "${steps.sibling.outputs.x}, not_a_dependency 8:23",
    "${steps.proces-data.outputs.x}, unknown_step 8:23",
    "${steps.use.outputs.x}, self_reference 8:23",
  })
  @DisplayName("S4-18: only what has ended before may be referred to")
  void onlyDependenciesMayBeReferredTo(String written, String expected) {
    assertThat(StepsFile.of(TWO.formatted(written)).said()).containsExactly(expected);
  }

  @Test
  @DisplayName("S4-19: in a command only inputs and steps are replaced")
  void commandsKeepTheirVariables() {
    StepsFile file =
        StepsFile.step(
            "command: [sh, -c, \"echo ${X} ${Y:-z} ${Z%%.*} ${#A[@]} ${inputs.n}\"]",
            "environment: {X: given}");
    ListValue command =
        (ListValue)
            file.input("a", World.inputs("n", Value.of(3)))
                .getOr(ContainerInput.COMMAND, Value.nothing());
    assertThat(command.items().getLast())
        .isEqualTo(Value.of("echo ${X} ${Y:-z} ${Z%%.*} ${#A[@]} 3"));
  }

  @Test
  @DisplayName("S4-20: $${ is a literal ${, and what is put in is not looked at again")
  void replacementIsSinglePass() {
    World world = World.inputs("x", Value.of("${SECRET} $${ {{ 7*7 }}"));
    assertThat(text("$${inputs.x} ${inputs.x}", world))
        .isEqualTo("${inputs.x} ${SECRET} $${ {{ 7*7 }}");
  }

  @Test
  @DisplayName("S4-21: a value stays one element of the list, whatever stands in it")
  void valuesAreNotSplit() {
    ListValue command =
        (ListValue)
            StepsFile.step("command: [echo, \"${inputs.x}\"]")
                .input("a", World.inputs("x", Value.of("it's  \"two\" words; rm -rf /")))
                .getOr(ContainerInput.COMMAND, Value.nothing());
    assertThat(command.items())
        .containsExactly(Value.of("echo"), Value.of("it's  \"two\" words; rm -rf /"));
  }

  @Test
  @DisplayName("S4-31, D-02: an output that is one reference keeps its type")
  void outputsKeepTheirType() {
    StepsFile file = StepsFile.of(TWO.formatted("x"));
    assertThat(file.output("result", ENDED)).isEqualTo(Value.of(42));
    assertThat(file.output("text", ENDED)).isEqualTo(Value.of("is 42"));
    assertThat(file.output("fixed", ENDED)).isEqualTo(Value.of(7));
  }

  @ParameterizedTest
  @CsvSource({
    "${{ inputs.x }}, invalid_reference 5:23",
    "${inputs.x, invalid_reference 5:23",
    "${no-variable}, invalid_reference 5:23",
    "${steps.a}, invalid_reference 5:23",
    "${}, invalid_reference 5:23",
  })
  @DisplayName("D-01: what is no reference is refused with a hint")
  void whatIsNoReferenceIsRefused(String written, String expected) {
    StepsFile file = StepsFile.step("environment: {V: \"" + written + "\"}");
    assertThat(file.said()).containsExactly(expected);
    assertThat(file.compilation().diagnostics().getFirst().hint()).contains("$${");
  }

  @Test
  @DisplayName("Security row 7: names and descriptions are no templates")
  void namesAreNoTemplates() {
    StepsFile file =
        StepsFile.of(
            "name: \"{{7*7}} ${HOME}\"\ndescription: \"${inputs.x}\"\nsteps: [{id: a, name:"
                + " \"${inputs.y}\", image: b:1}]\n");
    assertThat(file.workflow().description().label()).isEqualTo("{{7*7}} ${HOME}");
    assertThat(file.workflow().description().text()).isEqualTo("${inputs.x}");
    assertThat(file.workflow().parameters().byName()).doesNotContainKeys("x", "y");
  }
}
