package dev.heddle.dialects.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

  private static final List<String> KNOWN = List.of("on_success", "on_failure", "do", "timeout");

  @ParameterizedTest
  @CsvSource({
    "on_succes, on_success",
    "onsuccess, on_success",
    "on_sucecss, on_success",
    "ON_FAILURE, on_failure",
    "fo, ",
    "timeuot, timeout",
    "input, ",
  })
  void theNearestKnownNameIsFound(String written, String expected) {
    assertThat(Suggestion.nearest(written, KNOWN)).isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void withoutANearNameTheKnownOnesAreListed() {
    assertThat(Suggestion.hint("input", KNOWN))
        .isEqualTo("known: on_success, on_failure, do, timeout");
    assertThat(Suggestion.hint("input", List.of())).isEmpty();
  }

  @Test
  void aVeryLongNameIsNotCompared() {
    assertThat(Suggestion.nearest("x".repeat(65), List.of("x".repeat(64)))).isEmpty();
  }
}
