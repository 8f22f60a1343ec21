package dev.heddle.dialects.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong fields of the workflow itself (S1-004). */
class HeaderErrorsTest {

  private static final String TASKS = "tasks: [{name: a, action: core.noop}]\n";

  @ParameterizedTest
  @ValueSource(strings = {"ref", "label", "version", "tasks"})
  @DisplayName("S1-004: removing a required field gives an error naming it")
  void aRequiredFieldIsMissed(String field) {
    List<String> lines = new ArrayList<>((Flows.HEAD + TASKS).lines().toList());
    lines.removeIf(line -> line.startsWith(field + ":"));

    var diagnostics = Flows.compile(String.join("\n", lines)).diagnostics();

    assertThat(diagnostics)
        .singleElement()
        .satisfies(missing -> {
          assertThat(missing.code()).isEqualTo("missing_field");
          assertThat(missing.message()).isEqualTo("the workflow needs `" + field + "`");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "description: 7               | wrong_type 5:14",
        "tags: [a, 1]                 | wrong_type 5:11",
        "vars: []                     | wrong_type 5:7",
        "vars: {'a b': 1}             | invalid_name 5:8",
        "vars: {a: '{{ task.a.id }}'} | unknown_task 5:20",
        "vars: {a: '{{ item }}'}      | unknown_name 5:15",
        "output_map: x                | wrong_type 5:13",
        "output_map: {a: '{{ succeeded() }}'} | outcome_not_allowed 5:21",
        "cancellation_policy: stop    | unknown_value 5:22",
        "durability: none            | unknown_value 5:13",
        "timeout: -1                  | out_of_range 5:10",
        "timeout: 1x                  | wrong_type 5:10",
        "max_activations: 0           | out_of_range 5:18",
        "max_activations: 99999999999 | out_of_range 5:18",
        "outputs: {}                  | unknown_key 5:1",
        "parameters: [a]              | wrong_type 5:13",
        "output: 5                    | wrong_type 5:9",
      })
  void aWrongFieldIsReported(String line, String expected) {
    assertThat(Flows.brief(Flows.compile(Flows.HEAD + TASKS + line))).containsExactly(expected);
  }

  @Test
  void anUnquotedVersionNumberIsExplained() {
    var diagnostics = Flows.compile("ref: p.w\nlabel: L\nversion: 1.10\n" + TASKS).diagnostics();
    assertThat(Flows.render(diagnostics))
        .containsExactly(
            "f.yaml:3:10: error: `version` of the workflow must be a text, not a number"
                + " [wrong_type]\n  hint: put it in quotes: \"1.10\"");
  }

  @Test
  void aWorkflowNeedsATask() {
    assertThat(Flows.brief(Flows.compile(Flows.HEAD + "tasks: []")))
        .containsExactly("no_tasks 4:8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy", "my_pack.", ".deploy", "a b.c", "a..b"})
  void aRefHasTwoParts(String ref) {
    assertThat(Flows.brief(Flows.compile("ref: " + ref + "\nlabel: L\nversion: '1'\n" + TASKS)))
        .containsExactly("invalid_ref 1:6");
  }

  @Test
  @DisplayName("All mistakes are found in one pass, by position")
  void allMistakesComeTogether() {
    var compilation =
        Flows.compile(
            """
            ref: deploy
            lable: L
            version: '1'
            parameters:
              n: {type: int}
            tasks:
              - name: a
                action: noop
                input: {x: "{{ vars.y | uper }}"}
                on_success: b
              - name: a
                retry: {count: 0}
            """);
    assertThat(Flows.brief(compilation))
        .containsExactly(
            "missing_field 1:1",
            "invalid_ref 1:6",
            "unknown_key 2:1",
            "unknown_value 5:13",
            "invalid_ref 8:13",
            "unknown_filter 9:20",
            "unknown_variable 9:25",
            "unknown_target 10:17",
            "missing_field 11:5",
            "duplicate_task 11:11",
            "out_of_range 12:20");
  }
}
