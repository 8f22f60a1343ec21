package dev.heddle.dialects.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.SourceSpan;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The place of a character inside a scalar, for every style: the X of the content. */
class ScalarPlaceTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void isWhereTheCharacterStands(String style, String yaml) {
    Diagnostics diagnostics = new Diagnostics();
    SourceText source = new SourceText("f", yaml);
    YamlMap map = YamlReader.readMap(source, diagnostics).orElseThrow();
    YamlScalar scalar = (YamlScalar) map.find("k").orElseThrow();

    SourceSpan place = scalar.spanAt(scalar.text().indexOf('X'));

    List<String> lines = source.lines();
    int[] points = lines.get(place.line() - 1).codePoints().toArray();
    assertThat(new String(points, place.column() - 1, 1)).isEqualTo("X");
  }

  static Stream<Arguments> isWhereTheCharacterStands() {
    return Stream.of(
        arguments("plain", "k: ab X"),
        arguments("plain after emoji", "a: 🙂\nk: 🙂🙂 X"),
        arguments("plain over lines", "k: ab\n  cd  \n\n  eX"),
        arguments("single quotes", "k: 'it''s ''X'''"),
        arguments("single quotes over lines", "k: 'a\n\n   b X'"),
        arguments("double quotes", "k: \"a\\tb\\\"X\""),
        arguments("double quotes with codes", "k: \"\\x41\\u00e9\\U0001F642 \\x20X\""),
        arguments("double quotes over lines", "k: \"a \\\n   b\n   X\""),
        arguments("literal block", "k: |\n  a\n    b\n  cX\n"),
        arguments("literal block with comment", "k: |- # X\n  a\n\n  X"),
        arguments("folded block", "k: >\n  a\n  b\n\n    X\n"),
        arguments("anchored", "k: &anchor  'a X'"),
        arguments("tagged", "k: !!str\n  aX"),
        arguments("windows line ends", "a: 1\r\nk: |\r\n  a\r\n  X\r\n"),
        arguments("old mac line ends", "a: 1\rk: |\r  a\r  X\r"));
  }
}
