package dev.heddle.dialects.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.Dialects;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.SourceText;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged definitions: always an answer with places, never an exception, in bounded time. */
class FuzzTest {

  private static final int ROUNDS = 400;
  private static final List<String> SPLICES =
      List.of(
          "{{",
          "}}",
          "{",
          "}",
          "[",
          "]",
          ":",
          ": ",
          "- ",
          "\n",
          "\n  ",
          "'",
          "\"",
          "|",
          ">",
          "&a",
          "*a",
          "!!str ",
          "!x ",
          "#",
          "\t",
          "\\",
          "\0",
          "\uFEFF",
          "🙂",
          "null",
          "true",
          "-1",
          "1e9",
          "name: x",
          "type: parallel",
          "tasks:",
          "next:",
          "decision:",
          "publish:",
          "with_items:",
          "retry:",
          "join: all",
          "when:",
          "\u2028",
          "\u0085",
          "? ",
          "---\n",
          "%YAML 1.2\n",
          "<<: ");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void alwaysGivesAnAnswer(long seed) {
    Random random = new Random(seed);
    String original = Flows.resource(seed % 2 == 0 ? "deploy.yaml" : "everything.yaml");
    long start = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      String text = original;
      for (int i = random.nextInt(6); i >= 0; i--) {
        text = damage(text, random);
      }
      check(text);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  private static void check(String text) {
    SourceText source = new SourceText("f.yaml", text);
    Compilation compilation = Dialects.compile(source);
    int lines = source.lines().size();
    for (Diagnostic diagnostic : compilation.diagnostics()) {
      assertThat(diagnostic.span().line()).as(text).isBetween(1, lines + 1);
      assertThat(diagnostic.span().column()).as(text).isPositive();
      assertThat(diagnostic.message()).isNotBlank();
      assertThat(diagnostic.render(source)).contains(diagnostic.code());
    }
    boolean refused = compilation.diagnostics().stream().anyMatch(Diagnostic::isError);
    assertThat(compilation instanceof Compilation.Refused).as(text).isEqualTo(refused);
  }

  private static String damage(String text, Random random) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(40));
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, from) + text.substring(to);
      case 1 -> text.substring(0, to) + text.substring(from);
      case 2 ->
          text.substring(0, from)
              + SPLICES.get(random.nextInt(SPLICES.size()))
              + text.substring(to);
      case 3 ->
          text.substring(0, from)
              + SPLICES.get(random.nextInt(SPLICES.size()))
              + text.substring(from);
      default -> {
        int other = random.nextInt(text.length() + 1);
        yield text.substring(0, from) + text.substring(Math.min(other, text.length()));
      }
    };
  }
}
