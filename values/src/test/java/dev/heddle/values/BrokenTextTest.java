package dev.heddle.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BrokenTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "a\\u0000"                    | | holds a NUL at character 2
          {"a": ["x", "\\ud83d"]}       | a.1 | holds half of a surrogate pair at character 1
          {"a": {"b": "\\ude00\\ud83d"}} | a.b | holds half of a surrogate pair at character 1
          {"a": {"b\\u0000": 1}}        | a | has a key with a NUL at character 2
          """)
  void saysWhereAndWhat(String json, String path, String reason) {
    assertThat(BrokenText.in(Json.read(json)))
        .containsExactly(new BrokenText(path == null ? "" : path, reason));
  }

  @Test
  void findsAllInSecretsToo() {
    Value secret = SecretValue.mark(new TextValue("\0"));
    assertThat(BrokenText.in(Value.list(secret, Value.of("\uD83D\uDE00"), secret)))
        .extracting(BrokenText::path)
        .containsExactly("0", "2");
    assertThat(BrokenText.in(Json.read("{\"a\": [1, true, null, \"😀\"]}"))).isEmpty();
  }
}
