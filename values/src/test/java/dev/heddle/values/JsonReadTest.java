package dev.heddle.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReadTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "null | null",
        " true | true",
        "false\t | false",
        "0 | 0",
        "-0 | 0",
        "-0.0 | 0",
        "1E0 | 1",
        "1e+2 | 100",
        "1.50 | 1.5",
        "-12.5e-1 | -1.25",
        "9223372036854775807 | 9223372036854775807",
        "9223372036854775808 | 9223372036854775808",
        "-9223372036854775808 | -9223372036854775808",
        "123456789012345678901234567890 | 123456789012345678901234567890",
        "1e20 | 100000000000000000000",
        "1e-7 | 1E-7",
        "0e5 | 0",
        "[] | []",
        "[ ] | []",
        "[1, [2,[ ]] ,{}] | [1,[2,[]],{}]",
        "{} | {}",
        "{ } | {}",
        "{\"\":{\"a\" : [ 1 ] } } | {\"\":{\"a\":[1]}}",
        "\"\" | \"\"",
        "\"a\\/b\" | \"a/b\"",
        "\"\\\"\\\\\\b\\f\\n\\r\\t\" | \"\\\"\\\\\\u0008\\u000c\\n\\r\\t\"",
        "\"\\u00e9\\u20AC\" | \"é€\"",
        "\"\\uD83D\\uDE00\" | \"😀\"",
        "\"😀\" | \"😀\"",
        "\"\\ud83d\" | \"\\ud83d\"",
        "\"\\ude00\\ud83d\" | \"\\ude00\\ud83d\"",
        "\"\\u0000\" | \"\\u0000\"",
        "\"\u007f\u2028\" | \"\u007f\u2028\"",
        "{\"b\":1,\"a\":2} | {\"b\":1,\"a\":2}",
      })
  void reads_what_rfc_8259_accepts(String text, String written) {
    Value value = Json.read(text);
    assertThat(Json.write(value)).isEqualTo(written);
    assertThat(Json.read(Json.write(value))).isEqualTo(value);
    assertThat(Json.read(Json.writePretty(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "NaN",
        "Infinity",
        "-",
        "+1",
        "01",
        "-01",
        "1.",
        ".5",
        "1.e3",
        "1e",
        "1e+",
        "0x10",
        "1 2",
        "--1",
        "1e999999999",
        "1e99999999999999999999",
        "1e401",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{",
        "}",
        "{a:1}",
        "{'a':1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,\"a\":2}",
        "{1:2}",
        "\"",
        "\"a",
        "'a'",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12G4\"",
        "\"\\u\uff11111\"",
        "\"\\",
        "\"a\nb\"",
        "\"\\n\tb\"",
        "/* c */ 1",
        "1 // c",
        "\ufeff1",
        "\u00a01",
        "[1]x",
      })
  void refuses_everything_else_with_an_offset(String text) {
    assertThatThrownBy(() -> Json.read(text))
        .isInstanceOfSatisfying(
            JsonException.class,
            problem -> assertThat(problem.offset()).isBetween(0, text.length()));
  }

  @Test
  void says_where_reading_failed() {
    assertThatThrownBy(() -> Json.read("{\"a\": 1, \"a\": 2}"))
        .hasMessage("duplicate key \"a\" at offset 9");
    assertThatThrownBy(() -> Json.read("[1, x]"))
        .hasMessage("unexpected character 'x' in JSON at offset 4");
  }

  @Test
  void nests_up_to_the_limit_and_no_deeper() {
    int most = Json.MAX_DEPTH;
    assertThat(Json.read("[".repeat(most) + "]".repeat(most))).isInstanceOf(ListValue.class);
    assertThatThrownBy(() -> Json.read("[".repeat(most + 2) + "]".repeat(most + 2)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("deeper");
    assertThatThrownBy(() -> Json.read("{\"a\":".repeat(1_000_000)))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void refuses_a_number_of_a_million_digits_without_converting_it() {
    String digits = "7".repeat(1_000_000);
    Assertions.assertTimeout(
        Duration.ofMillis(500),
        () -> assertThatThrownBy(() -> Json.read(digits)).isInstanceOf(JsonException.class));
    assertThatThrownBy(() -> Json.read("0." + digits)).isInstanceOf(JsonException.class);
  }
}
