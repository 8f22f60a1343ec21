package dev.heddle.dialects.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes inside templates, with the place in the file. The field under test is in line 9. */
class TemplateErrorsTest {

  private static final String BEFORE =
      """
      ref: p.w
      label: L
      version: '1'
      parameters: {regions: {type: array}}
      vars: {deploy_id: null}
      tasks:
        - name: build
          action: c.n
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      value = {
        "input: {x: '{{ task.biuld.result }}'}          § unknown_task 9:25      § did you mean `build`?",
        "input: {x: '{{ vars.deploy }}'}                § unknown_variable 9:25  §",
        "input: {x: '{{ vars.deploy_di }}'}             § unknown_variable 9:25  § did you mean `deploy_id`?",
        "input: {x: '{{ parameters.region }}'}          § unknown_parameter 9:31 § did you mean `regions`?",
        "input: {x: '{{ system.execution }}'}           § unknown_name 9:27      §",
        "input: {x: {y: [1, '{{ 1 + }}']}}              § syntax_error 9:32      §",
        "input: {x: '{{ succeeded() }}'}                § outcome_not_allowed 9:20 § it works in transitions, publications and retry conditions",
        "input: {x: '{{ 1 | uper }}'}                   § unknown_filter 9:20    § did you mean `upper`?",
        "input: {x: '{{ uper(1) }}'}                    § unknown_function 9:20  § did you mean `upper`?",
        "with_items: '{{ parameters.region }}'          § unknown_parameter 9:32 § did you mean `regions`?",
        "when: parameters.region == 1                   § unknown_parameter 9:22 § did you mean `regions`?",
        "when: 'x {{ true }}'                           § syntax_error 9:12      § put all of it into one pair of braces, or use none",
        "publish: [{x: '{{ task.x }}'}]                 § unknown_task 9:28      §",
        "publish: {x: '{{ resul() }}'}                  § unknown_function 9:22  § did you mean `result`?",
        "decision: [{when: task.biuld.x, next: build}]  § unknown_task 9:28      § did you mean `build`?",
        "next: [{when: '{{ task.biuld.x }}'}]           § unknown_task 9:28      § did you mean `build`?",
        "next: [{publish: {y: '{{ task.biuld.x }}'}}]   § unknown_task 9:35      § did you mean `build`?",
        "wait_for: {inquiry: '{{ task.biuld.x }}'}      § unknown_task 9:34      § did you mean `build`?",
        "retry: {count: 1, on_error: task.biuld.x}      § unknown_task 9:38      § did you mean `build`?",
        "input: {x: '{{ inquiry.biuld.response }}'}     § unknown_name 9:28      § did you mean `build`?",
      })
  void areReportedWhereTheyStand(String field, String expected, String hint) {
    List<Diagnostic> errors =
        Flows.compile(BEFORE + "    " + field).diagnostics().stream()
            .filter(Diagnostic::isError)
            .toList();
    assertThat(errors).hasSize(1);
    Diagnostic only = errors.getFirst();
    assertThat(only.code() + " " + only.span().line() + ":" + only.span().column())
        .isEqualTo(expected);
    if (hint != null) {
      assertThat(only.hint()).isEqualTo(hint);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{with_items: [1], input: {x: '{{ item }} {{ index }} {{ batch }} {{ batch_index }}'}}",
        "{with_items: [1], retry: {count: 1, on_error: item == 1 and failed()}}",
        "{input: {x: '{{ vars.new }} {{ new }} {{ first(regions) }}'}, publish: new}",
        "{input: {x: '{{ tasks.build.result }} {{ workflow.deploy_id }} {{ config.any }}'}}",
        "{input: {x: '{{ kv.get(\"a.b\") }} {{ keystore.token }} {{ system.identity.login }}'}}",
        "{decision: [{when: succeeded() and result().ok, next: build}]}",
        "{when: false}",
      })
  void knownNamesAreAccepted(String fields) {
    String task = "  - {name: next_one, action: c.n, " + fields.substring(1);
    assertThat(Flows.brief(Flows.compile(BEFORE + task))).isEmpty();
  }

  @Test
  void aPlaceInABlockIsExact() {
    assertThat(
            Flows.brief(
                Flows.compile(
                    BEFORE
                        + """
                            input:
                              text: |
                                Hello

                                  {{ parameters.regions }} and {{ parameters.nobody }}
                        """)))
        .containsExactly("unknown_parameter 13:54");
  }

  @Test
  void theRenderedMessageShowsTheLineWithACaret() {
    SourceText source =
        new SourceText("deploy.yaml", BEFORE + "    input: {x: '{{ task.biuld.result }}'}\n");
    assertThat(FlowDialect.compile(source).diagnostics().getFirst().render(source))
        .isEqualTo(
            """
            deploy.yaml:9:25: error: unknown task `biuld` [unknown_task]
              hint: did you mean `build`?
              |     input: {x: '{{ task.biuld.result }}'}
              |                         ^\
            """);
  }

  @Test
  @DisplayName("Sec 7: what people read is never a template")
  void descriptionsStayLiteral() {
    assertThat(Flows.brief(Flows.compile(BEFORE.replace("label: L", "label: '{{ nope('"))))
        .isEmpty();
  }
}
