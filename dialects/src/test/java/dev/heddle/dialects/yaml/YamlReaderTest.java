package dev.heddle.dialects.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

  private final Diagnostics diagnostics = new Diagnostics();

  private Optional<YamlNode> read(String text) {
    return YamlReader.read(new SourceText("f", text), diagnostics);
  }

  private String json(String text) {
    return read(text).orElseThrow().toValue().toString();
  }

  private Diagnostic only(String text) {
    read(text);
    assertThat(diagnostics.sorted()).hasSize(1);
    return diagnostics.sorted().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "~|null",
        "Null|null",
        "True|true",
        "FALSE|false",
        "yes|\"yes\"",
        "on|\"on\"",
        "010|10",
        "0o17|15",
        "0xFf|255",
        "0xg|\"0xg\"",
        "0x|\"0x\"",
        "+12|12",
        "-0.50|-0.5",
        "1e3|1000",
        ".5|0.5",
        "5.|5",
        ".|\".\"",
        "1.2.3|\"1.2.3\"",
        "1_000|\"1_000\"",
        "12e|\"12e\"",
        "2026-01-01|\"2026-01-01\"",
        "'5'|\"5\"",
        "\"5\"|\"5\"",
        "!!str 5|\"5\"",
        "!!int 5|5",
        "! 5|\"5\"",
      })
  void plainScalarsFollowTheCoreSchema(String yaml, String json) {
    assertThat(json(yaml)).isEqualTo(json);
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: 1\\na: 2                      | duplicate_key 2:1",
        "a: {b: 1, b: 2}                  | duplicate_key 1:11",
        "a: !!java.net.URL [x]            | tag_refused 1:4",
        "a: !x y                          | tag_refused 1:4",
        "!!set {a}                        | tag_refused 1:1",
        "a: *b                            | unknown_alias 1:4",
        "a: &b [*b]                       | unknown_alias 1:8",
        "a: .inf                          | number_out_of_range 1:4",
        "a: .nan                          | number_out_of_range 1:4",
        "a: 1e999999999                   | number_out_of_range 1:4",
        "a: {{ x }}                       | unquoted_template 1:4",
        "a: {{ x }} y                     | unquoted_template 1:4",
        "a: y{{ x: 1                      | invalid_yaml 1:9",
        "- {{ x }}                        | unquoted_template 1:3",
        "? [a]\\n: b                       | wrong_type 1:3",
        "a:\\n\\tb: 1                       | invalid_yaml 2:1",
        "a: b: c                          | invalid_yaml 1:5",
        "a: 'b                            | invalid_yaml 1:6",
        "a: [1, 2                         | invalid_yaml 1:9",
        "a: @x                            | invalid_yaml 1:4",
        "a: 1\\n---\\nb: 2                  | several_documents 2:1",
      })
  void whatIsWrongIsReportedOnceWithItsPlace(String yaml, String expected) {
    Diagnostic only = only(yaml.replace("\\n", "\n").replace("\\t", "\t"));
    assertThat(only.code() + " " + only.span().line() + ":" + only.span().column())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a:\\n\\tb: 1        | YAML is indented with spaces; replace the tab",
        "a: {{ x }} y      | put a value with {{ … }} in quotes: key: \"{{ … }}\"",
        "a: {{ x }}        | put a value with {{ … }} in quotes: key: \"{{ … }}\"",
        "a: b: c           | put a text with `: ` in quotes, or check the indentation of this line",
        "a: 1\\n b: 2       | put a text with `: ` in quotes, or check the indentation of this line",
        "a:\\n  b: 1\\n c: 2 | check the indentation: keys of one map start in the same column",
        "a: @x             | put a text that starts with this character in quotes",
        "a: 'b             | a closing quote is missing",
        "a: 1\\na: 2        | it was given in line 1 already",
      })
  void aHintSaysWhatToDo(String yaml, String hint) {
    assertThat(only(yaml.replace("\\n", "\n").replace("\\t", "\t")).hint()).isEqualTo(hint);
  }

  @Test
  void anEmptyFileIsReported() {
    assertThat(only("# nothing\n").code()).isEqualTo("empty_document");
  }

  @Test
  void aForbiddenCharacterIsReportedWithItsPlace() {
    Diagnostic only = only("a: 1\nb: \u0000");
    assertThat(only.render())
        .isEqualTo(
            "f:2:4: error: character U+0000 is not allowed in YAML [invalid_yaml]\n"
                + "  hint: write it as an escape in double quotes: \"\\u0000\"");
  }

  @Test
  void aByteOrderMarkIsNoContent() {
    assertThat(json("\uFEFFa: 1")).isEqualTo("{\"a\":1}");
  }

  @Test
  void anAliasRepeatsItsAnchor() {
    assertThat(json("a: &x {b: 1}\nc: [*x, *x]"))
        .isEqualTo("{\"a\":{\"b\":1},\"c\":[{\"b\":1},{\"b\":1}]}");
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @Test
  void keysAreTextsWhateverTheyLookLike() {
    assertThat(json("1: a\ntrue: b")).isEqualTo("{\"1\":\"a\",\"true\":\"b\"}");
  }

  @Test
  void everyNodeKnowsItsPlace() {
    YamlMap map = (YamlMap) read("a:\n  - b: 'x'\n    c: 1").orElseThrow();
    YamlMap inner = (YamlMap) ((YamlList) map.find("a").orElseThrow()).items().getFirst();
    assertThat(map.keySpan("a")).hasToString("f:1:1");
    assertThat(inner.span()).hasToString("f:2:5");
    assertThat(inner.find("b").orElseThrow().span()).hasToString("f:2:8");
    assertThat(inner.keySpan("c")).hasToString("f:3:5");
    assertThat(inner.keySpan("absent")).isEqualTo(inner.span());
  }

  @ParameterizedTest
  @CsvSource({"\"a\\0b\": 1", "a: \"x\\0\"", "a: [\"\\u0000\"]"})
  void aCharacterThatNoDatabaseHoldsIsRefusedWithItsPlace(String text) {
    Diagnostic diagnostic = only(text);
    assertThat(diagnostic.code()).isEqualTo("forbidden_character");
    assertThat(diagnostic.message()).contains("U+0000");
  }
}
