package dev.heddle.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.values.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OperatorTest {

  private static final MapScope SCOPE =
      MapScope.of(
          """
          {"vars": {"yes": true, "no": false, "n": 3, "s": "text", "l": [1, 2, 3], "m": {"a": 1},
                    "nothing": null, "big": 9223372036854775807},
           "parameters": {"p": 1}}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "1 + 2 * 3; 7",
        "(1 + 2) * 3; 9",
        "7 / 2; 3.5",
        "6 / 2; 3",
        "-7 % 3; 2",
        "7.5 % -2; -0.5",
        "10 - 2 - 3; 5",
        "2 * -3; -6",
        "- -3; 3",
        "-vars.n; -3",
        "-vars.n | abs; -3",
        "1 / 3; 0.3333333333333333",
        "0.1 + 0.2; 0.3",
        "vars.big + 1; 9223372036854775808",
        "vars.big * 2; 18446744073709551614",
        "-vars.big - 2; -9223372036854775809",
        "(-vars.big - 1) / -1; 9223372036854775808",
        "(-vars.big - 1) % -1; 0",
        "'a' + 'b'; \"ab\"",
        "[1] + [2]; [1,2]",
        "not vars.yes and vars.no; false",
        "not (vars.yes and vars.no); true",
        "not vars.n == 3; false",
        "vars.no or vars.s; true",
        "vars.yes and vars.s; true",
        "vars.no and vars.missing; false",
        "vars.yes or vars.missing; true",
        "1 < 2; true",
        "2 <= 1.5; false",
        "'a' < 'b'; true",
        "'a' >= 'b'; false",
        "2 in vars.l; true",
        "2.0 in vars.l; true",
        "9 not in vars.l; true",
        "'a' in vars.m; true",
        "'ex' in vars.s; true",
        "not 2 in vars.l; false",
        "vars.yes ? 'deployed' : 'failed'; \"deployed\"",
        "vars.no ? 1 : vars.yes ? 2 : 3; 2",
        "1 > 2 ? 'a' : 1 + 1; 2",
        "'a' if vars.no else 'b'; \"b\"",
        "[1, [2], {'a': 'b'}]; [1,[2],{\"a\":\"b\"}]",
        "{'a': 1, 'b' + 'c': [2,],}; {\"a\":1,\"bc\":[2]}",
        "[]; []",
        "{}; {}",
        "true; true",
        "None; null",
        "vars.nothing is none; true",
        "vars.n is not none; true",
        "vars.missing is defined; false",
        "vars.missing.deeper is not defined; true",
        "vars.n is defined; true",
        "not vars.n is defined; false",
        "1e3; 1000",
        "1.50; 1.5",
        "\"it's\"; \"it's\"",
        "'a\\n\\u0041\\'\\d'; \"a\\nA'\\\\d\"",
      })
  void s1_038_evaluates(String expression, String expected) {
    assertThat(Expression.parse(expression).evaluate(SCOPE)).isEqualTo(Json.read(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "1 / 0; DIVISION_BY_ZERO",
        "1 % 0; DIVISION_BY_ZERO",
        "1.5 / 0.0; DIVISION_BY_ZERO",
        "1 + 'a'; TYPE_ERROR",
        "'a' * 2; TYPE_ERROR",
        "null + 1; TYPE_ERROR",
        "true + true; TYPE_ERROR",
        "-'a'; TYPE_ERROR",
        "1 < 'a'; TYPE_ERROR",
        "[1] < [2]; TYPE_ERROR",
        "null < 1; TYPE_ERROR",
        "1 in 5; TYPE_ERROR",
        "1 in 'a1'; TYPE_ERROR",
        "{1: 2}; TYPE_ERROR",
        "vars.missing; UNDEFINED",
        "vars.s.x; UNDEFINED",
        "unknown; UNDEFINED",
        "1 < 2 < 3; SYNTAX_ERROR",
        "1 + not 2; SYNTAX_ERROR",
        "a ? b; SYNTAX_ERROR",
        "a if b; SYNTAX_ERROR",
        "1 +; SYNTAX_ERROR",
        "(1; SYNTAX_ERROR",
        "(1, 2); SYNTAX_ERROR",
        "[1 2]; SYNTAX_ERROR",
        "{'a'}; SYNTAX_ERROR",
        "a b; SYNTAX_ERROR",
        "a = b; SYNTAX_ERROR",
        "a && b; SYNTAX_ERROR",
        "!a; SYNTAX_ERROR",
        "a || b; SYNTAX_ERROR",
        "a ~ b; SYNTAX_ERROR",
        "2 ** 3; SYNTAX_ERROR",
        "7 // 2; SYNTAX_ERROR",
        "+1; SYNTAX_ERROR",
        "'abc; SYNTAX_ERROR",
        "'\\u00g0'; SYNTAX_ERROR",
        "a.; SYNTAX_ERROR",
        "a[; SYNTAX_ERROR",
        "a[]; SYNTAX_ERROR",
        "a[1:2]; SYNTAX_ERROR",
        "a[:2]; SYNTAX_ERROR",
        "a |; SYNTAX_ERROR",
        "a | 'x'; SYNTAX_ERROR",
        "a is odd; SYNTAX_ERROR",
        "and; SYNTAX_ERROR",
        "1a; SYNTAX_ERROR",
        "007; SYNTAX_ERROR",
        "#; SYNTAX_ERROR",
        "vars.s.upper(); SYNTAX_ERROR",
        "vars.s | upper.x; SYNTAX_ERROR",
      })
  void fails_with_a_code(String expression, ErrorCode code) {
    assertThatThrownBy(() -> Expression.parse(expression).evaluate(SCOPE))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.offset()).isBetween(0, expression.length());
              assertThat(problem.getMessage()).contains("column");
            });
  }
}
