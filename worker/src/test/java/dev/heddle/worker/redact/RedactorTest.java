package dev.heddle.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S1-031: what came from a secret is redacted where it is echoed")
final class RedactorTest {

  private static final String SECRET = "s3cr3t/\"Pa+ß w0rd\\x~";

  private static Redactor of(String... secrets) {
    MapValue.Builder input = MapValue.builder();
    for (int i = 0; i < secrets.length; i++) {
      input.put("secret" + i, SecretValue.mark(Value.of(secrets[i])));
    }
    return Redactor.of(input.put("public", "nothing to hide").build());
  }

  private static Stream<String> spellings() {
    byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
    String json = Json.write(new TextValue(SECRET));
    String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    return Stream.of(
        SECRET,
        json,
        Json.write(new TextValue(json)),
        json.replace("ß", "\\u00df"),
        json.replace("ß", "\\u00DF"),
        encoded,
        encoded.toLowerCase(Locale.ROOT).replace("pa", "Pa"),
        encoded.replace("+", "%20"),
        encoded.replace("+", "%20").replace("%7E", "~"),
        HexFormat.of().formatHex(bytes),
        HexFormat.of().withUpperCase().formatHex(bytes));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void aSecretIsFoundInEachSpelling(String spelling) {
    String clean = of(SECRET).redact("before " + spelling + " after");

    assertThat(clean).startsWith("before ").endsWith(" after").contains(SecretValue.REDACTED);
    assertThat(clean).doesNotContain("3cr3t").doesNotContain("w0rd").doesNotContain("633372");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "u",
        "us",
        "user:",
        "admin:",
        "a rather long beginning of fifty-something bytes: "
      })
  void aSecretIsFoundInsideBase64AtAnyOffset(String before) {
    byte[] bytes = (before + SECRET + ", the rest").getBytes(StandardCharsets.UTF_8);
    for (Base64.Encoder encoder :
        new Base64.Encoder[] {
          Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getMimeEncoder()
        }) {
      String encoded = encoder.encodeToString(bytes);

      String clean = of(SECRET).redact("Authorization: Basic " + encoded + "\n");

      assertThat(clean).contains(SecretValue.REDACTED);
      assertThat(clean.length()).isLessThan("Authorization: Basic ".length() + encoded.length());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us"})
  void aSecretIsFoundInsideABase64JsonDocument(String before) {
    String json = before + "{\"token\":" + Json.write(new TextValue(SECRET)) + ",\"fail\":false}";
    for (String document : new String[] {json, json.replace("ß", "\\u00df")}) {
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      String encoded = Base64.getEncoder().encodeToString(bytes);

      String clean = of(SECRET).redact(encoded);

      assertThat(clean).contains(SecretValue.REDACTED);
      assertThat(clean.length()).isLessThan(encoded.length() - SECRET.length());
    }
  }

  static IntStream cuts() {
    return IntStream.range(1, SECRET.length());
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void aSecretIsFoundWhereverItIsCutIntoPieces(int cut) {
    StringBuilder clean = new StringBuilder();
    TextSink sink = of(SECRET).before(collecting(clean));
    sink.text("a " + SECRET.substring(0, cut));
    sink.text(SECRET.substring(cut) + " b");
    sink.end();

    assertThat(clean).hasToString("a [secret] b");
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void aSecretIsFoundWhereverALineBreakSplitsIt(int cut) {
    for (String lineBreak : new String[] {"\n", "\r\n", "\n    ", "\n\t"}) {
      String split = SECRET.substring(0, cut) + lineBreak + SECRET.substring(cut);

      String clean = of(SECRET).redact("a " + split + " b");

      assertThat(clean).endsWith("[secret] b");
      assertThat(clean.indexOf('['))
          .as("only the first letters may be seen")
          .isLessThanOrEqualTo("a ".length() + 3 + lineBreak.length());
    }
  }

  @Test
  void aSecretOfSeveralLinesIsFoundAsAWholeAndLineByLine() {
    String key = "-----BEGIN KEY-----\nMIIEowIBAAKCAQEA\nq83vEjRWeJCrze8S\n-----END KEY-----\n";
    Redactor redactor = of(key);

    assertThat(redactor.redact("x\n" + key + "y")).isEqualTo("x\n[secret]\ny");
    assertThat(redactor.redact("line: q83vEjRWeJCrze8S!")).isEqualTo("line: [secret]!");
    assertThat(redactor.redact(Json.write(new TextValue(key)))).doesNotContain("q83v");
    assertThat(redactor.redact(key.replace("\n", "\n  ")).strip()).isEqualTo("[secret]");
  }

  @ParameterizedTest
  @CsvSource({
    "abcd, xabcdx, x[secret]x",
    "abcd, abcabcd, abc[secret]",
    "abcd, abcdabcd, [secret]",
    "aaaa, aaaaaaa, [secret]",
    "abab, xababab, x[secret]",
    "abc, abc, abc",
    "abcd, ABCD, ABCD",
    "abcd, abc, abc"
  })
  void textsAroundASecretStay(String secret, String text, String expected) {
    assertThat(of(secret).redact(text)).isEqualTo(expected);
  }

  @Test
  void overlappingSecretsAreAllTakenOut() {
    assertThat(of("abcdef", "defghi", "cdef").redact("1abcdefghi2 cdef abcde"))
        .isEqualTo("1[secret]2 [secret] abcde".replace("abcde", "[secret]"));
  }

  @Test
  void mostOfASecretAtTheVeryEndIsTakenOut() {
    assertThat(of("0123456789").redact("cut: 01234567")).isEqualTo("cut: [secret]");
    assertThat(of("0123456789").redact("cut: 012")).isEqualTo("cut: 012");
  }

  @Test
  void aLineThatBeginsLikeASecretIsNotHeldBack() {
    StringBuilder shown = new StringBuilder();
    TextSink sink = of("password123").before(collecting(shown));

    sink.text("next step\n");

    assertThat(shown).hasToString("next step\n");
  }

  @Test
  void aLineThatEndsWithAWholeSecretIsNotHeldBack() {
    StringBuilder shown = new StringBuilder();
    TextSink sink = of("password123").before(collecting(shown));

    sink.text("it is password123\n");

    assertThat(shown).hasToString("it is [secret]\n");
  }

  @Test
  void endlessWhiteSpaceIsNotHeldBack() {
    StringBuilder shown = new StringBuilder();
    TextSink sink = of("password123").before(collecting(shown));

    sink.text("passw" + "\n".repeat(100_000));

    assertThat(shown.length()).isGreaterThan(99_000);
  }

  @Test
  void lineBreaksOutsideSecretsAreKept() {
    String text = "a\n\n  b pa\n c\r\nd passw\n ord.";

    assertThat(of("password123").redact(text)).isEqualTo(text);
  }

  @Test
  void secretNumbersAndSecretsInsideSecretObjectsAreFound() {
    Value inner =
        MapValue.builder()
            .put("user", "alice-the-admin")
            .put("pins", Value.list(Value.of(987654), Value.of(true)))
            .build();
    Redactor redactor = Redactor.of(Value.map("login", SecretValue.mark(inner)));

    assertThat(redactor.redact("alice-the-admin 987654 true")).isEqualTo("[secret] [secret] true");
  }

  @Test
  void valuesAreRedactedWithTheirKeys() {
    Value value =
        Json.read(
            "{\"a\": [\"x hunter22 y\", 12345678, true, null], \"hunter22\": {\"b\": \"ok\"}}");

    assertThat(of("hunter22", "345678").redact(value))
        .isEqualTo(
            Json.read(
                "{\"a\": [\"x [secret] y\", \"12[secret]\", true, null], \"[secret]\": {\"b\":"
                    + " \"ok\"}}"));
  }

  @Test
  void withoutSecretsNothingChanges() {
    Value value = new ListValue(List.of(Value.of("text"), Value.of(5)));
    Redactor redactor = of();

    assertThat(redactor.redact(value)).isSameAs(value);
    assertThat(redactor.redact("text")).isSameAs("text");
  }

  @Test
  void aRepetitiveSecretInRepetitiveTextTakesNoLongerThanAnyOther() {
    String clean = of("a".repeat(4096)).redact("a".repeat(4 << 20));

    assertThat(clean).isEqualTo(SecretValue.REDACTED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void itFindsExactlyWhatASlowSearchFinds(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      String[] secrets = {letters(random, 4 + random.nextInt(4)), letters(random, 5)};
      String text = "y" + letters(random, 60) + "y";

      assertThat(of(secrets).redact(text)).isEqualTo(slowly(secrets, text));
    }
  }

  /** Few letters, so that matches overlap; no encoding of them consists of them. */
  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    random.ints(length, 0, 2).forEach(i -> text.append(i == 0 ? 'x' : '~'));
    return text.toString();
  }

  private static String slowly(String[] secrets, String text) {
    boolean[] secret = new boolean[text.length()];
    for (String one : secrets) {
      for (int at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) {
        Arrays.fill(secret, at, at + one.length(), true);
      }
    }
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!secret[i]) {
        clean.append(text.charAt(i));
      } else if (i == 0 || !secret[i - 1]) {
        clean.append(SecretValue.REDACTED);
      }
    }
    return clean.toString();
  }

  private static TextSink collecting(StringBuilder target) {
    return new TextSink() {
      @Override
      public void text(String piece) {
        target.append(piece);
      }

      @Override
      public void end() {}
    };
  }
}
