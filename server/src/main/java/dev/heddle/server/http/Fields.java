package dev.heddle.server.http;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a JSON object one by one and collects every mistake; {@link #end()} throws
 * them all, together with the members nobody asked for. A member that is null counts as absent.
 */
public final class Fields {

  private static final int MAX_TEXT = 2000;

  private final MapValue members;
  private final Set<String> asked = new TreeSet<>();
  private final List<FieldError> errors = new ArrayList<>();

  Fields(MapValue members) {
    this.members = members;
  }

  /** A short text that must be there; empty text if it is not, until {@link #end()} throws. */
  public String requiredText(String name, int longest) {
    return required(name).flatMap(value -> text(name, value, longest)).orElse("");
  }

  /** A short text, if it is there. */
  public Optional<String> text(String name) {
    Value value = ask(name);
    return value == null ? Optional.empty() : text(name, value, MAX_TEXT);
  }

  /** An object; empty if it is absent. */
  public MapValue map(String name) {
    Value value = ask(name);
    if (value instanceof MapValue map) {
      return map;
    }
    if (value != null) {
      errors.add(FieldError.at(name, "must be an object, not a " + value.typeName()));
    }
    return MapValue.EMPTY;
  }

  /** All members as they are, for a service that reads them itself. */
  public MapValue all() {
    asked.addAll(members.keys());
    return members;
  }

  /** The members of an object; none if it is absent. It ends by itself. */
  public Fields inside(String name) {
    return new Fields(map(name));
  }

  /** An object of texts; what they may be is for the service to say. */
  public Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    map(name)
        .entries()
        .forEach((key, value) -> {
          if (value instanceof TextValue text) {
            texts.put(key, text.text());
            return;
          }
          String path = name + "." + key;
          errors.add(FieldError.at(path, "must be a string, not a " + value.typeName()));
        });
    return texts;
  }

  /** A text from a closed set, if it is there. */
  public <E extends Enum<E>> Optional<E> oneOf(
      String name, E[] choices, Function<E, String> label) {
    Optional<String> given = text(name);
    Optional<E> found =
        given.flatMap(text ->
            Arrays.stream(choices).filter(choice -> label.apply(choice).equals(text)).findFirst());
    if (given.isPresent() && found.isEmpty()) {
      String all = Arrays.stream(choices).map(label).collect(Collectors.joining(", "));
      errors.add(FieldError.at(name, "must be one of " + all));
    }
    return found;
  }

  /** A value of any type that must be there; empty if it is not, until {@link #end()} throws. */
  public Optional<Value> required(String name) {
    Value value = ask(name);
    if (value == null) {
      errors.add(FieldError.at(name, "is missing"));
    }
    return Optional.ofNullable(value);
  }

  /** A value of any type; null if it is absent. */
  public Value any(String name) {
    Value value = ask(name);
    return value == null ? Value.nothing() : value;
  }

  /** True or false, if it is there. */
  public Optional<Boolean> flag(String name) {
    Value value = ask(name);
    if (value instanceof BooleanValue flag) {
      return Optional.of(flag.flag());
    }
    if (value != null) {
      errors.add(FieldError.at(name, "must be true or false, not a " + value.typeName()));
    }
    return Optional.empty();
  }

  /** A whole number, not negative, if it is there. */
  public Optional<Integer> number(String name) {
    Value value = ask(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof IntegerValue(long number) && number >= 0 && number <= Integer.MAX_VALUE) {
      return Optional.of((int) number);
    }
    errors.add(FieldError.at(name, "must be a whole number, not negative"));
    return Optional.empty();
  }

  /** A list of short texts, each once, if it is there. */
  public Optional<Set<String>> textSet(String name) {
    Value value = ask(name);
    if (value == null) {
      return Optional.empty();
    }
    Set<String> texts = new TreeSet<>();
    List<Value> items = value instanceof ListValue list ? list.items() : List.of(value);
    for (Value item : items) {
      text(name, item, MAX_TEXT).ifPresent(texts::add);
    }
    if (!(value instanceof ListValue)) {
      errors.add(FieldError.at(name, "must be a list, not a " + value.typeName()));
    }
    return Optional.of(texts);
  }

  /** Notes that the value of {@code name} is wrong. */
  public void refuse(String name, String message) {
    errors.add(FieldError.at(name, message));
  }

  /**
   * Ends reading.
   *
   * @throws ProblemException with every mistake, if there was one
   */
  public void end() {
    for (String name : members.keys()) {
      if (!asked.contains(name)) {
        errors.add(FieldError.at(name, "there is no such field, only " + asked));
      }
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  private Optional<String> text(String name, Value value, int longest) {
    if (!(value instanceof TextValue text)) {
      errors.add(FieldError.at(name, "must be a string, not a " + value.typeName()));
      return Optional.empty();
    }
    if (text.text().length() > longest) {
      errors.add(FieldError.at(name, "is longer than " + longest + " characters"));
      return Optional.empty();
    }
    return Optional.of(text.text());
  }

  private @Nullable Value ask(String name) {
    asked.add(name);
    Value value = members.get(name);
    return value instanceof NullValue ? null : value;
  }
}
