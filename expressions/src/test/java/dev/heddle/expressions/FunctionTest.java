package dev.heddle.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.values.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** S1-032, S1-033, S1-034, S1-035, S1-036, S1-037: the table {@code functions.txt}. */
final class FunctionTest {

  private static final Pattern LINE = Pattern.compile("(\\w+) (ok|null|wrong): (.*) => (.*)");
  private static final MapScope EMPTY = MapScope.of("{}");

  record Case(String function, String kind, String expression, String expected) {}

  static Stream<Case> cases() throws IOException {
    try (InputStream table = FunctionTest.class.getResourceAsStream("functions.txt")) {
      byte[] bytes = Objects.requireNonNull(table).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(FunctionTest::read)
              .toList()
              .stream();
    }
  }

  private static Case read(String line) {
    Matcher matcher = LINE.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    return new Case(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void s1_033_s1_034_behaves_as_listed(Case test) {
    if (!test.expected().startsWith("!")) {
      assertThat(Expression.parse(test.expression()).evaluate(EMPTY))
          .isEqualTo(Json.read(test.expected()));
      return;
    }
    assertThatThrownBy(() -> Expression.parse(test.expression()).evaluate(EMPTY))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            problem ->
                assertThat(problem.code())
                    .isEqualTo(ErrorCode.valueOf(test.expected().substring(1))));
  }

  @Test
  void the_table_covers_every_function_with_null_and_wrong_input() throws IOException {
    for (String kind : new String[] {"ok", "null", "wrong"}) {
      Set<String> covered =
          cases()
              .filter(test -> test.kind().equals(kind))
              .map(Case::function)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(covered).containsAll(Library.names()).contains("default");
    }
  }

  @Test
  void every_name_the_requirements_list_is_there() {
    String filters =
        """
        upper trim first length from_json batch lower join last to_json json append prepend filter
        map list slice replace split sort unique keys values truncate date base64 round abs int
        float string
        """;
    String functions =
        """
        length upper lower trim split join replace starts_with ends_with match contains keys values
        sort unique reversed flat zip range slice index_of count merge chunks min max sum abs floor
        ceil round string number int bool type_of
        """;
    assertThat(Library.names()).contains((filters + functions).strip().split("\\s+"));
  }
}
