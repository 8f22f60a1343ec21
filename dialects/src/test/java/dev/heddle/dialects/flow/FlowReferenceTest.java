package dev.heddle.dialects.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FlowReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "reference", "flow.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

  static Stream<Arguments> sections() {
    return Stream.of(
        Arguments.of("Workflow", FlowKeys.WORKFLOW),
        Arguments.of("Task", FlowKeys.TASK),
        Arguments.of("retry", FlowKeys.RETRY),
        Arguments.of("decision", FlowKeys.BRANCH),
        Arguments.of("next", FlowKeys.NEXT),
        Arguments.of("wait_for", FlowKeys.WAIT_FOR));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sections")
  @DisplayName("the reference lists the fields that are allowed, no more and no less")
  void listsTheFields(String heading, Collection<String> allowed) throws IOException {
    assertThat(documented(heading)).containsExactlyInAnyOrderElementsOf(allowed);
  }

  private static List<String> documented(String heading) throws IOException {
    String page = Files.readString(PAGE);
    String start = "\n## " + heading + "\n";
    assertThat(page).contains(start);
    String rest = page.substring(page.indexOf(start) + start.length());
    String section = rest.contains("\n## ") ? rest.substring(0, rest.indexOf("\n## ")) : rest;
    return ROW.matcher(section).results().map((MatchResult row) -> row.group(1)).toList();
  }
}
