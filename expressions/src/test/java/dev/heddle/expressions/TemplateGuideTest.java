package dev.heddle.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/templates.md} shows is true and complete. */
final class TemplateGuideTest {

  private static final String ARROW = " → ";

  static List<String> examples() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("..", "docs", "templates.md"))) {
      return lines.filter(line -> line.contains(ARROW)).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_gives_what_it_says(String example) {
    String[] parts = example.split(ARROW, -1);
    assertThat(Expression.parse(parts[0]).evaluate(MapScope.of("{}")))
        .isEqualTo(Json.read(parts[1]));
  }

  @Test
  void every_function_has_an_example() throws IOException {
    List<String> examples = examples();
    for (String name : Library.names()) {
      assertThat(examples).as(name).anyMatch(line -> line.contains(name + "("));
    }
  }
}
