package dev.heddle.server.http;

import dev.heddle.values.BrokenText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The query parameters of a call; unknown and repeated ones are refused. */
public final class Query {

  private static final int MAX_LENGTH = 500;

  private final Map<String, List<String>> parameters;

  Query(Map<String, List<String>> parameters, Set<String> known) {
    this.parameters = parameters;
    List<FieldError> errors = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : parameters.entrySet()) {
      String name = entry.getKey();
      if (!known.contains(name)) {
        errors.add(error(name, "there is no such parameter, only " + new TreeSet<>(known)));
        continue;
      }
      if (entry.getValue().size() > 1) {
        errors.add(error(name, "is given more than once"));
      }
      if (entry.getValue().stream().anyMatch(BrokenText::is)) {
        errors.add(error(name, "holds a character that no text can hold"));
      }
      if (entry.getValue().getFirst().length() > MAX_LENGTH) {
        errors.add(error(name, "is longer than " + MAX_LENGTH + " characters"));
      }
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  /** The text of a parameter; empty if it is absent. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name)).map(List::getFirst);
  }

  /** A parameter that is {@code true} or {@code false}. */
  public Optional<Boolean> flag(String name) {
    return text(name)
        .map(text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw invalid(name, "must be true or false");
            });
  }

  /** A parameter that is one of a closed set; nothing else reaches a service (row 16). */
  public <E extends Enum<E>> Optional<E> oneOf(
      String name, E[] choices, Function<E, String> label) {
    return text(name)
        .map(text ->
            Arrays.stream(choices)
                .filter(choice -> label.apply(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> invalid(name, "must be one of " + all(choices, label))));
  }

  /** A parameter that is a moment with its zone, such as {@code 2026-01-31T08:00:00Z}. */
  public Optional<Instant> moment(String name) {
    return text(name)
        .map(text -> {
          try {
            return OffsetDateTime.parse(text).toInstant();
          } catch (DateTimeParseException notAMoment) {
            throw invalid(name, "must be a time such as 2026-01-31T08:00:00Z");
          }
        });
  }

  /** A parameter that is a whole number in a range. */
  public int number(String name, int absent, int least, int most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return absent;
    }
    String wanted = "must be a whole number from " + least + " to " + most;
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw invalid(name, wanted);
    }
    throw invalid(name, wanted);
  }

  private static <E> String all(E[] choices, Function<E, String> label) {
    return Arrays.stream(choices).map(label).collect(Collectors.joining(", "));
  }

  private static ProblemException invalid(String name, String message) {
    return ProblemException.invalid(List.of(error(name, message)));
  }

  private static FieldError error(String name, String message) {
    return FieldError.at("query." + name, message);
  }
}
