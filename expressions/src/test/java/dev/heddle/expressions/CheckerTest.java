package dev.heddle.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckerTest {

  private static final KnownNames KNOWN =
      KnownNames.builder()
          .tasks(List.of("build", "my-task", "deploy"))
          .vars(List.of("count", "region"))
          .parameters(List.of("environment"))
          .config(List.of("api_key"))
          .system(List.of("timestamp", "identity"))
          .build();

  private static List<Problem> check(String expression) {
    return Checker.check(Expression.parse(expression), KNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "task.build.result.anything",
        "tasks['my-task'].status",
        "task.build.result.field | default(1)",
        "vars.count + variables.count + workflow.count",
        "parameters.environment | upper",
        "config.api_key + pack.config.api_key",
        "system.identity.login",
        "region",
        "environment",
        "build.result",
        "timestamp",
        "inquiry.build.response.x",
        "kv.get('a.b') or kv.get_secret('c') or keystore.d",
        "task[vars.region].result",
        "[] | min | default(0)",
        "vars.count > 0 ? 100 / vars.count : 0",
        "match('^v.*', vars.region)",
        "range(100000000) | length",
        "vars",
      })
  void knows_what_is_there(String expression) {
    assertThat(check(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "task.biuld.result; unknown_task; biuld; did you mean `build`?",
        "task.biuld.result | default(1); unknown_task; biuld; did you mean `build`?",
        "task['nothing'].status; unknown_task; 'nothing'; ~~",
        "task.my-task.result; unknown_task; my; write task['my-task']: a dash is a minus",
        "vars.cuont; unknown_variable; cuont; did you mean `count`?",
        "parameters.enviroment; unknown_parameter; enviroment; did you mean `environment`?",
        "config.api_kee; unknown_config; api_kee; did you mean `api_key`?",
        "pack.secrets; unknown_name; secrets; ~~",
        "system.timestmap; unknown_name; timestmap; did you mean `timestamp`?",
        "kv.flags; unknown_name; flags; read keys with kv.get('flags')",
        "rigion; unknown_name; rigion; did you mean `region`?",
        "varz.count; unknown_name; varz; did you mean `vars`?",
        "item.name; unknown_name; item; it exists only in a task with `with_items`",
        "vars.region | uper; unknown_filter; vars.region | uper; did you mean `upper`?",
        "vars.region | result; unknown_filter; vars.region | result; `result()` is a function",
        "lenght(vars.region); unknown_function; lenght(vars.region); did you mean `length`?",
        "suceeded(); unknown_function; suceeded(); did you mean `succeeded`?",
        "batch([1]); wrong_arguments; batch([1]); ~write batch(list, size)~",
        "batch([1], sise=2); wrong_arguments; batch([1], sise=2); did you mean `size`?",
        "succeeded(); outcome_not_allowed; succeeded(); ~it works in transitions, publications and retry conditions~",
      })
  void s1_034_reports_code_place_and_hint(
      String expression, String code, String place, String hint) {
    assertThat(check(expression))
        .first()
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo(code);
          assertThat(problem.hint()).isEqualTo(hint);
          assertThat(expression.substring(problem.offset(), problem.offset() + problem.length()))
              .isEqualTo(place);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "vars.count + 1 / 0; division_by_zero; 1 / 0",
        "vars.region + ('a' + 1); type_error; 'a' + 1",
        "vars.count ? [1] | batch(size=0) : 1; invalid_value; [1] | batch(size=0)",
        "match('a**', vars.region); invalid_value; 'a**'",
        "vars.region | match('('); invalid_value; '('",
        "'x' | date; invalid_value; 'x' | date",
        "[1, 2][5]; undefined; [1, 2][5]",
      })
  void finds_what_fails_whatever_the_data(String expression, String code, String place) {
    assertThat(check(expression))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo(code);
          assertThat(expression.substring(problem.offset(), problem.offset() + problem.length()))
              .isEqualTo(place);
        });
  }

  @Test
  void finds_all_problems_everywhere_in_a_nested_template() {
    String json =
        """
        {"a": "{{ task.nope }} and {{ [1, {'k': vars.nope}] }}",
         "b": [{"c": "{{ nope ? nope | nope(nope) : kv.get(nope, default=nope) }}"}],
         "d": "{{ -nope[nope] + (not nope) | default(nope) }}"}
        """;
    List<Problem> problems = Checker.check(Template.of(Json.read(json)), KNOWN);
    assertThat(problems).hasSize(12);
    assertThat(problems)
        .extracting(Problem::leafPath)
        .containsSubsequence(List.of("a"), List.of("b", "0", "c"), List.of("d"));
    assertThat(problems.get(1).offset())
        .isEqualTo("{{ task.nope }} and {{ [1, {'k': vars.".length());
  }

  @Test
  void outcome_and_iteration_are_allowed_where_they_are() {
    KnownNames transition = KnownNames.builder().outcome(true).iteration(true).build();
    Template template = Template.condition("succeeded() and item.ok and index > 0 and batch");
    assertThat(Checker.check(template, transition)).isEmpty();
  }

  @Test
  void scopes_without_members_are_open_and_further_scopes_can_be_added() {
    KnownNames open = KnownNames.builder().root("event").members("trigger", List.of("id")).build();
    assertThat(Checker.check(Expression.parse("task.x.y + vars.z + any"), open)).isEmpty();
    assertThat(Checker.check(Expression.parse("event.payload.x"), open)).isEmpty();
    assertThat(Checker.check(Expression.parse("trigger.ref"), open))
        .extracting(Problem::message)
        .containsExactly("unknown name `ref`");
  }

  @Test
  void lists_the_references_of_a_template() {
    String json =
        """
        {"a": "{{ task.build.result.x + tasks['my-task'].status }}",
         "b": ["{{ vars.count }} {{ parameters.environment }} {{ config.api_key }}",
               "{{ kv.get('k', default=system.timestamp) }}{{ keystore.s.t }}{{ item }}",
               "{{ inquiry.ask.response }}{{ task[vars.name].x }}{{ kv.get_secret(vars.key) }}"]}
        """;
    assertThat(Reference.of(Template.of(Json.read(json))))
        .extracting(reference -> reference.kind() + " " + reference.name())
        .containsExactly(
            "TASK build",
            "TASK my-task",
            "VARIABLE count",
            "PARAMETER environment",
            "CONFIG api_key",
            "KEY k",
            "SYSTEM timestamp",
            "SECRET s.t",
            "BARE item",
            "INQUIRY ask",
            "TASK ",
            "VARIABLE name",
            "SECRET ",
            "VARIABLE key");
    assertThat(Reference.of(Expression.parse("1 + task.build.result")))
        .containsExactly(new Reference(Reference.Kind.TASK, "build", 9, 5, List.of()));
  }
}
