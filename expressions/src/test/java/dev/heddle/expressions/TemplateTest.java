package dev.heddle.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.values.Json;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {

  private static final MapScope SCOPE =
      MapScope.of(
              """
              {"vars": {"success": true, "nothing": null, "s": "{\\"a\\": 7.0}", "region": "eu",
                        "literal": "{{ kv.get_secret('x') }}", "my-var": 1, "regions": "shadowed",
                        "ok": true, "spelled": "false", "list": [1, 2, 3], "n": null},
               "parameters": {"regions": ["eu", "us"], "app": " web ", "only": 5, "region": "p"},
               "task": {"build": {"status": "succeeded", "result": {"id": 7, "list": [1, {"a": 2}]}},
                        "my-task": {"result": {"x": true}},
                        "region": {"status": "never used: S1-023 has a task first"}},
               "pack": {"config": {"base_url": "https://x"}},
               "system": {"timestamp": 1000},
               "inquiry": {"ask": {"response": {"ok": true}}},
               "item": "a", "index": 0}
              """)
          .withKey("flags.on", Value.of(true))
          .withSecret("api.token", "hunter2");

  private static Value render(String template) {
    return Template.parse(template).render(SCOPE);
  }

  @Test
  void s1_017_the_conditional_of_the_seed_works_for_both_values() {
    String template = "{{ vars.success ? 'deployed' : 'failed' }}";
    assertThat(render(template)).isEqualTo(Value.of("deployed"));
    assertThat(Template.parse(template).render(MapScope.of("{\"vars\":{\"success\":false}}")))
        .isEqualTo(Value.of("failed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{{ parameters.regions }}; [\"eu\",\"us\"]",
        "~  {{ parameters.regions | first }}\n~; \"eu\"",
        "x {{ 5 }}; \"x 5\"",
        "{{ 5 }}; 5",
        "{{ 5 }}{{ 6 }}; \"56\"",
        "{{ vars.nothing }}; null",
        "v={{ vars.nothing }}; \"v=\"",
        "{{ 1.50 }} {{ 2.0 }} {{ true }} {{ 'a' }}; \"1.5 2 true a\"",
        "l={{ vars.list }} m={{ {'a': [1, null]} }}; \"l=[1,2,3] m={\\\"a\\\":[1,null]}\"",
        "plain; \"plain\"",
        "~~; \"\"",
        "~ 42 ~; \" 42 \"",
        "{{ '{{' }}; \"{{\"",
        "{{ '}}' }}!; \"}}!\"",
        "{{ {'a': {'b': 1}}}}; {\"a\":{\"b\":1}}",
        "{{ {'a': {'b': 1}}.a.b }}; 1",
        "${{ vars.region }} {% if %} {# no #}; \"$eu {% if %} {# no #}\"",
        "✅ Deployed {{ parameters.app | trim | upper }}; \"✅ Deployed WEB\"",
      })
  void s1_018_s1_019_keeps_the_type_of_a_lone_expression(String template, String expected) {
    assertThat(render(template)).isEqualTo(Json.read(expected));
  }

  @Test
  void s1_020_renders_through_maps_and_lists_but_not_keys() {
    Value template =
        Json.read(
            """
            {"{{ key }}": ["{{ parameters.only }}", 1, true, null, {"x": "a {{ item }}"}], "n": 2.5}
            """);
    assertThat(Template.of(template).render(SCOPE))
        .isEqualTo(Json.read("{\"{{ key }}\": [5, 1, true, null, {\"x\": \"a a\"}], \"n\": 2.5}"));
  }

  @Test
  void s1_021_rendered_text_is_never_rendered_again() {
    assertThat(render("{{ vars.literal }}")).isEqualTo(Value.of("{{ kv.get_secret('x') }}"));
    assertThat(render("a {{ vars.literal }}")).isEqualTo(Value.of("a {{ kv.get_secret('x') }}"));
  }

  @ParameterizedTest
  @CsvSource({
    "workflow.ok, vars.ok",
    "variables.ok, vars.ok",
    "tasks.build.status, task.build.status",
    "config.base_url, pack.config.base_url",
    "keystore.api.token, kv.get_secret('api.token')",
    "keystore['api.token'], kv.get_secret('api.token')",
    "item, item",
    "inquiry.ask.response.ok, inquiry['ask'].response.ok",
  })
  void s1_022_each_alias_equals_its_canonical_form(String alias, String canonical) {
    assertThat(Expression.parse(alias).evaluate(SCOPE))
        .isEqualTo(Expression.parse(canonical).evaluate(SCOPE));
  }

  @Test
  void s1_022_canonical_names_reach_the_scope() {
    List<String> asked = new ArrayList<>();
    Scope recording =
        name -> {
          asked.add(name);
          return null;
        };
    for (String path : List.of("workflow.a", "variables.a", "tasks.a", "config.a")) {
      assertThatThrownBy(() -> Expression.parse(path + "|upper").evaluate(recording))
          .isInstanceOf(ExpressionException.class);
    }
    assertThat(asked).containsOnly("vars", "task", "pack");
  }

  @Test
  void s1_026_s1_041_reads_members_by_dot_bracket_and_index() {
    assertThat(render("{{ task.build.result.id }}")).isEqualTo(Value.of(7));
    assertThat(render("{{ task['my-task'].result.x }}")).isEqualTo(Value.of(true));
    assertThat(render("{{ vars.list[0] + vars.list[-1] }}")).isEqualTo(Value.of(4));
    assertThat(render("{{ vars.list.1 }}")).isEqualTo(Value.of(2));
    assertThat(render("{{ task.build.result.list.1.a }}")).isEqualTo(Value.of(2));
    assertThat(render("{{ task.build.result.list[1]['a'] }}")).isEqualTo(Value.of(2));
    assertThat(render("{{ task['bui' + 'ld'].result.id }}")).isEqualTo(Value.of(7));
    assertThat(render("{{ (parameters.regions | last) }}")).isEqualTo(Value.of("us"));
    assertThat(render("{{ [[1, 2], [3]][0][1] }}")).isEqualTo(Value.of(2));
    assertThat(render("{{ task.build }}"))
        .isEqualTo(
            Json.read("{\"status\":\"succeeded\",\"result\":{\"id\":7,\"list\":[1,{\"a\":2}]}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vars.missing",
        "vars['missing']",
        "vars.list[3]",
        "vars.list[-4]",
        "vars.list.3",
        "vars.list.x",
        "vars.list['0x']",
        "vars.region.x",
        "vars.region[0]",
        "vars.nothing.x",
        "vars.ok.x",
        "vars[vars.region]",
        "task.later.result.a",
        "task[vars.region + 'x'].result",
        "nowhere",
        "kv.plain",
        "keystore.missing",
      })
  void s1_027_s1_041_what_is_missing_is_an_error_that_default_catches(String expression) {
    assertThatThrownBy(() -> Expression.parse(expression).evaluate(SCOPE))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNDEFINED));
    assertThat(Expression.parse(expression + " | default('none')").evaluate(SCOPE))
        .isEqualTo(Value.of("none"));
    assertThat(Expression.parse(expression + " is defined").evaluate(SCOPE))
        .isEqualTo(Value.of(false));
  }

  @Test
  void s1_029_keys_contain_dots_and_defaults_keep_their_type() {
    assertThat(render("{{ kv.get('flags.on') }}")).isEqualTo(Value.of(true));
    assertThat(render("{{ kv.get('flags.new_feature', default=false) }}"))
        .isEqualTo(Value.of(false));
    assertThat(render("{{ kv.get('x', [1]) }}")).isEqualTo(Value.list(Value.of(1)));
    assertThat(render("{{ kv.get(key='x') }}")).isEqualTo(Value.nothing());
    assertThat(render("{{ kv.get('x') | default('d') }}")).isEqualTo(Value.nothing());
    assertThatThrownBy(() -> render("{{ kv.get(5) }}")).hasMessageContaining("a key is a string");
    for (String wrong : List.of("kv.get()", "kv.get('a', 'b', 'c')", "kv.get_secret('a', 'b')")) {
      assertThatThrownBy(() -> Expression.parse(wrong))
          .isInstanceOfSatisfying(
              ExpressionException.class,
              problem -> assertThat(problem.code()).isEqualTo(ErrorCode.WRONG_ARGUMENTS));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "vars.spelled; false",
        "{{ vars.spelled }}; false",
        "not vars.spelled; false",
        "vars.spelled ? 1 : 0; true",
        "{{ 'No ' }}; false",
        "{{ 'nope' }}; true",
        "{{ '0' }}; false",
        "{{ '' }}; false",
        "false; false",
        "no; false",
        "No; false",
        "yes; true",
        "0; false",
        "~~; false",
        "true; true",
        "null; false",
        "[]; false",
        "{}; false",
        "[0]; true",
        "{'a': 0}; true",
        "0.0; false",
        "0.5; true",
        "'x'; true",
        "{{ task.build.result.id == 7 }}; true",
        "task.build.result.id == 7 and vars.ok; true",
      })
  void s1_040_conditions_with_and_without_braces(String condition, boolean expected) {
    assertThat(Template.condition(condition).condition(SCOPE)).isEqualTo(expected);
  }

  @Test
  void s1_040_a_condition_may_be_a_constant_of_any_type() {
    assertThat(Template.condition(Json.read("true")).condition(SCOPE)).isTrue();
    assertThat(Template.condition(Json.read("0")).condition(SCOPE)).isFalse();
    assertThat(Expression.parse("vars.spelled").condition(SCOPE)).isFalse();
    assertThat(Expression.parse("vars.region").condition(SCOPE)).isTrue();
  }

  @Test
  void a_condition_with_text_around_its_braces_is_refused_because_it_is_always_true() {
    assertThatThrownBy(() -> Template.condition("{{ vars.region }} == 'us'"))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("one pair of braces");
  }

  @Test
  void s1_057_s1_058_outcome_functions_combine_with_other_logic() {
    Value approved = Json.read("{\"response\": {\"approved\": false}, \"n\": 1}");
    MapScope done = MapScope.of("{}").withOutcome(Outcome.Kind.SUCCEEDED, approved);
    MapScope late = MapScope.of("{}").withOutcome(Outcome.Kind.TIMED_OUT, Value.nothing());
    Template guarded = Template.condition("succeeded() and result().response.approved == true");
    assertThat(guarded.condition(done)).isFalse();
    assertThat(Template.condition("{{ failed() or timed_out() }}").condition(late)).isTrue();
    assertThat(Template.condition("not succeeded()").condition(late)).isTrue();
    assertThat(Template.condition("failed()").condition(late)).isFalse();
    assertThat(Template.parse("{{ result().n }}").render(done)).isEqualTo(Value.of(1));
    assertThatThrownBy(() -> render("{{ succeeded() }}"))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.OUTCOME_NOT_ALLOWED));
    assertThatThrownBy(() -> Expression.parse("failed(1)"))
        .hasMessageContaining("takes no arguments");
  }

  @Test
  void constants_are_known_and_shared() {
    Value constant = Json.read("{\"a\": [1, \"text\", null]}");
    assertThat(Template.of(constant).isConstant()).isTrue();
    assertThat(Template.of(constant).render(SCOPE)).isSameAs(constant);
    assertThat(Template.parse("{{ 'x' }}").isConstant()).isTrue();
    assertThat(Template.parse("{{ vars.ok }}").isConstant()).isFalse();
    assertThat(Template.parse("a {{ vars.ok }}").isConstant()).isFalse();
    assertThat(Template.of(Json.read("[\"{{ item }}\"]")).isConstant()).isFalse();
    assertThat(Template.of(Json.read("{\"a\":\"{{ item }}\"}")).isConstant()).isFalse();
  }

  @Test
  void an_error_names_leaf_place_and_snippet() {
    Value nested = Json.read("{\"env\": [\"ok\", \"x {{ vars.regiom }}\"]}");
    assertThatThrownBy(() -> Template.of(nested).render(SCOPE))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            problem -> {
              assertThat(problem.leafPath()).containsExactly("env", "1");
              assertThat(problem.offset()).isEqualTo("x {{ vars.".length());
              assertThat(problem.length()).isEqualTo("regiom".length());
            })
        .hasMessage(
            "`vars` has no key `regiom`; did you mean `region`?"
                + " (column 11 of `x {{ vars.regiom }}` in env.1)");
  }

  @Test
  void all_syntax_errors_of_a_value_are_found_at_once() {
    Value broken = Json.read("{\"a\": \"{{ 1 + }}\", \"b\": [\"{{ x\", \"{{ fine }}\"]}");
    List<Problem> problems = new ArrayList<>();
    Template template = Template.of(broken, problems::add);
    assertThat(problems)
        .extracting(Problem::leafPath)
        .containsExactly(List.of("a"), List.of("b", "0"));
    assertThat(problems).extracting(Problem::code).containsOnly("syntax_error");
    assertThat(template.isConstant()).isFalse();
    assertThatThrownBy(() -> Template.of(broken))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            problem -> assertThat(problem.leafPath()).containsExactly("a"));
  }

  @Test
  void a_broken_condition_is_reported_and_false() {
    List<Problem> problems = new ArrayList<>();
    assertThat(Template.condition(Value.of("a =="), problems::add).condition(SCOPE)).isFalse();
    assertThat(Template.condition(Value.of("1 == 1"), problems::add).condition(SCOPE)).isTrue();
    assertThat(problems).extracting(Problem::code).containsExactly("syntax_error");
  }

  @Test
  void the_text_of_a_secret_is_data_and_no_template() {
    Value secret = MapScope.secret("{{ vars.region }}");
    assertThat(Template.of(secret).isConstant()).isTrue();
    assertThat(Template.of(Value.list(secret)).render(SCOPE)).isEqualTo(Value.list(secret));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{{ }}; an expression is missing",
        "{{ vars.x; never closed",
        "{{ 'x }}; never closed",
        "a {{- vars.x }}; does not cut blanks",
        "{{ vars.x -}}; expected a value",
        "{{ a }} {{ b c }}; an operator is missing",
        "{{ {'a': 1 }}; unexpected `}`",
        "{{ a } }}; unexpected",
      })
  void braces_must_hold_one_expression_each(String template, String message) {
    assertThatThrownBy(() -> Template.parse(template))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_value_that_grows_with_each_turn_of_a_loop_fails_before_it_cannot_be_stored() {
    Value wrapped = Value.of(1);
    Template wrap = Template.parse("{{ [vars.acc] }}");
    Template yaml = Template.of(Value.map("acc", Value.of("{{ vars.acc }}")));
    for (int i = 0; i < Json.MAX_DEPTH; i++) {
      wrapped = wrap.render(MapScope.of("{}").with("vars", Value.map("acc", wrapped)));
    }
    assertThat(Json.read(Json.write(wrapped))).isEqualTo(wrapped);
    MapScope deep = MapScope.of("{}").with("vars", Value.map("acc", wrapped));
    assertThatThrownBy(() -> wrap.render(deep)).hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> yaml.render(deep)).hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> Expression.parse("[vars.acc]").evaluate(deep))
        .hasMessageContaining("nested deeper");
  }
}
