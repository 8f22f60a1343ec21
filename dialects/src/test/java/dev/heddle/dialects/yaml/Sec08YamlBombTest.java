package dev.heddle.dialects.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Security row 8: hostile YAML ends quickly in one error. */
class Sec08YamlBombTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void isRefused(String name, String text, String code) {
    Diagnostics diagnostics = new Diagnostics();
    assertThat(YamlReader.read(new SourceText("bomb", text), diagnostics)).isEmpty();
    assertThat(diagnostics.sorted()).singleElement().extracting(d -> d.code()).isEqualTo(code);
  }

  static Stream<Arguments> bombs() {
    return Stream.of(
        arguments("billion laughs", laughs(9, 9), "too_many_nodes"),
        arguments("doubling with few aliases", laughs(40, 2), "too_many_nodes"),
        arguments("deep by aliases", nestedAliases(60), "nested_too_deep"),
        arguments("deep lists", "[".repeat(100_000), "nested_too_deep"),
        arguments("deep maps", "{a: ".repeat(100_000), "nested_too_deep"),
        arguments("deep blocks", "- ".repeat(100_000), "nested_too_deep"),
        arguments("too many values", "[" + "1,".repeat(300_000) + "]", "too_many_nodes"),
        arguments("too large", "a".repeat(YamlReader.MAX_SIZE + 1), "file_too_large"));
  }

  private static String laughs(int levels, int width) {
    StringBuilder text = new StringBuilder("l0: &l0 [lol, lol]\n");
    for (int level = 1; level <= levels; level++) {
      text.append("l%d: &l%d [".formatted(level, level));
      text.append("*l%d, ".formatted(level - 1).repeat(width)).append("]\n");
    }
    return text.toString();
  }

  private static String nestedAliases(int levels) {
    StringBuilder text = new StringBuilder("l0: &l0 [lol]\n");
    for (int level = 1; level <= levels; level++) {
      text.append("l%d: &l%d [*l%d]\n".formatted(level, level, level - 1));
    }
    return text.toString();
  }

  @Test
  void aBombOfOneKilobyteEndsInFiftyMilliseconds() {
    SourceText bomb = new SourceText("bomb", laughs(18, 9));
    assertThat(bomb.text().length()).isBetween(800, 1300);
    YamlReader.read(new SourceText("warm-up", "a: [&x b, *x]"), new Diagnostics());

    long start = System.nanoTime();
    assertThat(YamlReader.read(bomb, new Diagnostics())).isEmpty();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(50));
  }
}
