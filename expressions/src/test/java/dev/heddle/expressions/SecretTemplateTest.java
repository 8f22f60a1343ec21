package dev.heddle.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.values.Json;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S1-030, S1-031: what comes from a secret stays marked, and no message shows it. */
final class SecretTemplateTest {

  private static final String CANARY = "hunter2";

  private static final MapScope SCOPE =
      MapScope.of("{\"vars\": {\"n\": 3, \"s\": \"abc\", \"m\": {\"hunter2\": 1}}}")
          .with("secret", MapScope.secret(CANARY))
          .with("number", SecretValue.mark(Value.of(40)))
          .with("whole", SecretValue.mark(Json.read("{\"user\": \"u\", \"list\": [1, 2]}")))
          .with("mixed", Value.list(Value.of("open"), MapScope.secret(CANARY)))
          .with("people", Value.list(Value.map("k", MapScope.secret(CANARY))))
          .withSecret("api.token", CANARY);

  private static Value evaluate(String expression) {
    return Expression.parse(expression).evaluate(SCOPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kv.get_secret('api.token')",
        "keystore.api.token",
        "secret",
        "secret + 'x'",
        "'x' + secret",
        "-number",
        "number + 2",
        "2 * number",
        "number > 3",
        "secret == 'hunter2'",
        "vars.s in [secret]",
        "secret in 'hunter2'",
        "[secret] == ['hunter2']",
        "not secret",
        "secret and true",
        "vars.n and secret",
        "secret or vars.n",
        "secret | upper",
        "secret | length",
        "secret | base64",
        "secret | list",
        "secret | default('x')",
        "missing | default(secret)",
        "vars.s | replace('b', secret)",
        "secret | split('u') | first",
        "type_of(secret)",
        "number | round",
        "whole.user",
        "whole['list'][0]",
        "whole | keys",
        "whole.list | first",
        "whole.list | map(attribute='x', default=0)",
        "vars.m[secret]",
        "mixed[1]",
        "mixed | last",
        "mixed | join(',')",
        "mixed | to_json",
        "mixed | string",
        "contains(mixed, 'hunter2')",
        "index_of(mixed, 'hunter2')",
        "count(mixed, 'x')",
        "max(mixed)",
        "sum([1, number])",
        "people | map(attribute='k') | first",
        "vars.s | append(secret)",
        "vars.s | append(mixed)",
        "match(secret, 'x')",
        "flat([whole.list]) | first",
        "true ? secret : 1",
      })
  void s1_031_what_is_computed_from_a_secret_is_secret(String expression) {
    Value value = evaluate(expression);
    assertThat(value).isInstanceOf(SecretValue.class);
    assertThat(value.toString()).isEqualTo("\"[secret]\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1, secret]",
        "{'a': secret}",
        "mixed | reversed",
        "[secret] + [1]",
        "mixed | slice(0)",
        "mixed | batch(1)",
        "people | filter(k='hunter2')",
        "people | first",
        "zip(mixed, [1, 2])",
        "[1] | append(secret)",
        "mixed | unique",
        "['x', secret] | sort",
        "merge({'a': secret}, {})"
      })
  void s1_031_a_collection_keeps_the_mark_on_the_leaf(String expression) {
    Value value = evaluate(expression);
    assertThat(value.holdsSecret()).isTrue();
    assertThat(Json.write(value)).doesNotContain(CANARY);
    assertThat(Json.writeRevealed(value)).contains(CANARY);
  }

  @Test
  void s1_031_text_with_a_secret_inside_is_secret_and_holds_the_real_value() {
    Value text = Template.parse("Bearer {{ keystore.api.token }}!").render(SCOPE);
    assertThat(text).isEqualTo(MapScope.secret("Bearer hunter2!"));
    Value list = Template.parse("all: {{ mixed }}").render(SCOPE);
    assertThat(list).isEqualTo(MapScope.secret("all: [\"open\",\"hunter2\"]"));
    Value input = Template.of(Json.read("{\"a\":\"{{ secret }}\",\"b\":\"x\"}")).render(SCOPE);
    assertThat(Json.write(input)).isEqualTo("{\"a\":\"[secret]\",\"b\":\"x\"}");
    assertThat(Json.writeRevealed(evaluate("mixed | to_json"))).contains(CANARY);
  }

  @Test
  void a_condition_on_a_secret_is_just_true_or_false() {
    assertThat(Template.condition("secret == 'hunter2'").condition(SCOPE)).isTrue();
    assertThat(Expression.parse("number > 50").condition(SCOPE)).isFalse();
    assertThat(evaluate("secret == 'hunter2' ? 'yes' : 'no'")).isEqualTo(Value.of("yes"));
    assertThat(evaluate("secret is defined")).isEqualTo(Value.of(true));
    assertThat(evaluate("vars.n == 3 or secret")).isEqualTo(Value.of(true));
  }

  @Test
  void s1_030_a_missing_or_forbidden_secret_names_the_key_but_no_value() {
    assertThatThrownBy(() -> evaluate("kv.get_secret('nope')"))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNDEFINED))
        .hasMessageContaining("`nope`");
    assertThatThrownBy(() -> evaluate("kv.get_secret('forbidden.key') | default('x')"))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.FORBIDDEN))
        .hasMessageContaining("column 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret + 1",
        "secret < 1",
        "-secret",
        "secret.x",
        "secret[0]",
        "secret | int",
        "secret | from_json",
        "secret | date",
        "secret | round",
        "secret | batch(1)",
        "1 in secret",
        "match(secret + '(', 'x')",
        "vars[secret]",
        "vars.s[secret]",
        "kv.get_secret(secret)",
        "{secret: 1}",
        "'x' | date(secret)",
        "1 | round(method=secret)",
        "people | map(attribute=secret)",
        "people | sort(attribute=secret)",
        "whole.users",
        "[1] | slice(secret)",
        "whole.list[9]",
      })
  void no_message_shows_what_is_secret(String expression) {
    assertThatThrownBy(() -> evaluate(expression))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            problem -> {
              assertThat(problem.getMessage()).doesNotContain(CANARY).doesNotContain("`user`");
              assertThat(problem.toProblem().toString()).doesNotContain(CANARY);
            });
  }
}
