package dev.heddle.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random words in random order: the only exception that may come out is ours. */
final class FuzzTest {

  private static final int EXPRESSIONS = 20_000;
  private static final List<String> WORDS = words();

  private static final MapScope SCOPE =
      MapScope.of(
              """
              {"vars": {"a": 1, "s": "text", "l": [1, [2], {"a": "b"}], "m": {"k": null}, "d": 1.5},
               "task": {"t": {"result": {"x": [1]}}}, "item": {"a": 1}}
              """)
          .withOutcome(Outcome.Kind.FAILED, Json.read("{\"x\": 1}"))
          .withSecret("k", "hunter2");

  private static List<String> words() {
    List<String> words = new ArrayList<>(Library.names());
    words.addAll(
        List.of(
            "vars.a",
            "vars.s",
            "vars.l",
            "vars.m",
            "vars.d",
            "task.t.result",
            "item",
            "vars",
            "kv.get",
            "kv.get_secret",
            "keystore.k",
            "keystore",
            "result()",
            "failed()",
            "1",
            "0",
            "-1",
            "2.5",
            "1e9",
            "9223372036854775807",
            "'a'",
            "\"%Y\"",
            "''",
            "'[a'",
            "true",
            "null",
            "none",
            "and",
            "or",
            "not",
            "in",
            "is",
            "defined",
            "if",
            "else",
            "default",
            "+",
            "-",
            "*",
            "/",
            "%",
            "==",
            "!=",
            "<",
            ">=",
            "?",
            ":",
            "|",
            "|",
            "|",
            ".",
            ",",
            "(",
            "(",
            ")",
            ")",
            "[",
            "]",
            "[",
            "]",
            "{",
            "}",
            "}}",
            "{{",
            "=",
            "a=",
            "size=",
            "attribute=",
            "\\",
            "'",
            "~",
            "é",
            "\u0000",
            "\ud83d",
            "😀"));
    return List.copyOf(words);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void only_expression_exceptions_come_out(long seed) {
    Random random = new Random(seed);
    int values = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      StringBuilder soup = new StringBuilder();
      for (int word = random.nextInt(1, 12); word > 0; word--) {
        soup.append(WORDS.get(random.nextInt(WORDS.size())))
            .append(random.nextInt(4) == 0 ? "" : " ");
      }
      String text = random.nextInt(3) == 0 ? "a {{" + soup + "}} b" : "{{ " + soup + " }}";
      values += evaluates(text) ? 1 : 0;
    }
    assertThat(values).as("some soup is an expression").isPositive();
  }

  /** Swaps words for others in expressions that work: deeper than soup, and no less odd. */
  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void mutations_of_good_expressions_neither(long seed) {
    Random random = new Random(seed);
    String[] good = {
      "vars.l | map ( attribute = 'a' , default = 1 ) | join ( ',' ) | upper",
      "vars.a + 1 == 2 and ( vars.s in [ 'text' , 'b' ] ) ? vars.m : { 'k' : [ 1 , 2 ] }",
      "slice ( vars.l , start = 0 , end = -1 ) | first | default ( 'x' ) | string | length",
      "match ( '^t' , vars.s ) or not ( task.t.result.x [ 0 ] * 2.5 % 3 < 7 )",
      "kv.get ( 'a' , default = range ( 3 ) ) | batch ( 2 ) | flat | sum | round ( 2 )",
    };
    int values = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      String[] words = good[random.nextInt(good.length)].split(" ", -1);
      for (int change = random.nextInt(4); change > 0; change--) {
        words[random.nextInt(words.length)] = WORDS.get(random.nextInt(WORDS.size()));
      }
      values += evaluates("{{ " + String.join(" ", words) + " }}") ? 1 : 0;
    }
    assertThat(values).isPositive();
  }

  private static boolean evaluates(String text) {
    try {
      Template template = Template.parse(text);
      assertThat(Checker.check(template, KnownNames.builder().build())).isNotNull();
      assertThat(Reference.of(template)).isNotNull();
      Value value = template.render(SCOPE);
      assertThat(Json.write(value)).doesNotContain("hunter2");
      return true;
    } catch (ExpressionException expected) {
      assertThat(expected.offset() + expected.length()).isBetween(0, text.length());
      assertThat(expected.getMessage()).doesNotContain("hunter2");
      return false;
    }
  }
}
