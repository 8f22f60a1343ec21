package dev.heddle.platform;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a document and notes all that is wrong with them. What is read instead of a
 * wrong value does not matter, since the document is refused.
 */
public final class DocumentReader {

  private final List<FieldError> errors = new ArrayList<>();

  public void error(String path, String message) {
    errors.add(new FieldError(path, message));
  }

  /** What was read, or the refusal with every mistake. */
  public <T> Answer<T> answer(String code, T read) {
    if (errors.isEmpty()) {
      return Answer.done(read);
    }
    String message =
        String.join("; ", errors.stream().map(each -> each.path() + " " + each.message()).toList());
    return Answer.refused(Refusal.invalid(code, message, errors));
  }

  /** What was read of a document that was stored. */
  public static <T> T stored(Answer<T> read) {
    return switch (read) {
      case Answer.Done<T>(T value) -> value;
      case Answer.Refused<T>(Refusal refusal) ->
          throw new IllegalStateException(
              "a stored document is broken: " + refusal.code() + ": " + refusal.message());
    };
  }

  /** Refuses other keys than these. */
  public void known(String prefix, MapValue map, Set<String> keys) {
    for (String key : map.entries().keySet()) {
      if (!keys.contains(key)) {
        error(
            prefix + key,
            "is unknown; known are " + String.join(", ", keys.stream().sorted().toList()));
      }
    }
  }

  public String text(MapValue map, String key, String otherwise) {
    Value value = map.getOr(key, NullValue.INSTANCE);
    if (value instanceof TextValue(String text)) {
      return text;
    }
    if (!(value instanceof NullValue)) {
      error(key, "is a text");
    }
    return otherwise;
  }

  /** A flag that is up if nothing is said about it. */
  public boolean flag(MapValue map, String key) {
    Value value = map.getOr(key, BooleanValue.TRUE);
    if (!(value instanceof BooleanValue)) {
      error(key, "is true or false");
    }
    return !BooleanValue.FALSE.equals(value);
  }

  /** The map under a key; empty if there is none. */
  public Optional<MapValue> map(MapValue document, String key) {
    Value value = document.getOr(key, NullValue.INSTANCE);
    if (value instanceof MapValue map) {
      return Optional.of(map);
    }
    if (!(value instanceof NullValue)) {
      error(key, "is a map");
    }
    return Optional.empty();
  }

  /** A number that may be left out. */
  public long number(String path, @Nullable Value value, long least, long most, long otherwise) {
    return value == null || value instanceof NullValue
        ? otherwise
        : number(path, value, least, most);
  }

  /** A number that must be there. */
  public long number(String path, @Nullable Value value, long least, long most) {
    if (value instanceof IntegerValue(long number) && number >= least && number <= most) {
      return number;
    }
    error(path, "is a whole number from " + least + " to " + most);
    return least;
  }
}
