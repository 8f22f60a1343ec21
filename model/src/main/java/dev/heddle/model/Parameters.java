package dev.heddle.model;

import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a workflow or an action, in order of declaration.
 *
 * @param open whether keys that are not declared pass unchecked; flat schemas are closed (S1-008)
 */
public record Parameters(Map<String, Parameter> byName, boolean open) {

  public static final Parameters NONE = new Parameters(Map.of(), false);

  /** For actions that declare nothing about their input. */
  public static final Parameters ANY = new Parameters(Map.of(), true);

  public Parameters {
    byName = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /** What given arguments became, or everything that is wrong with them. */
  public sealed interface Bound {

    /** Defaults filled in, secrets marked. */
    record Arguments(MapValue values) implements Bound {}

    /** One entry per mistake; never empty. */
    record Refused(List<Violation> violations) implements Bound {
      public Refused {
        violations = List.copyOf(violations);
      }

      /** All violations in one line. */
      public String message() {
        return String.join("; ", violations.stream().map(Violation::message).toList());
      }
    }
  }

  /** One mistake in given arguments; {@code path} is dotted, such as {@code regions.0}. */
  public record Violation(String path, String message) {}

  /** Fills defaults, checks types and marks secrets (S1-006 … S1-008). */
  public Bound bind(MapValue given) {
    List<Violation> violations = new ArrayList<>();
    MapValue bound = bind("", given, violations);
    return violations.isEmpty() ? new Bound.Arguments(bound) : new Bound.Refused(violations);
  }

  private MapValue bind(String prefix, MapValue given, List<Violation> violations) {
    Map<String, Value> bound = new LinkedHashMap<>();
    for (Parameter parameter : byName.values()) {
      Value value = effective(parameter, given.get(parameter.name()));
      String path = prefix + parameter.name();
      if (value == null || value.plain() instanceof NullValue) {
        if (parameter.required()) {
          violations.add(new Violation(path, "Missing required parameter: " + path));
        } else if (value != null) {
          bound.put(parameter.name(), value);
        }
        continue;
      }
      Value checked = check(path, parameter, value, violations);
      bound.put(parameter.name(), parameter.secret() ? SecretValue.mark(checked) : checked);
    }
    for (Map.Entry<String, Value> extra : given.entries().entrySet()) {
      if (byName.containsKey(extra.getKey())) {
        continue;
      }
      if (open) {
        bound.put(extra.getKey(), extra.getValue());
        continue;
      }
      violations.add(unknown(prefix + extra.getKey()));
    }
    return new MapValue(bound);
  }

  private Violation unknown(String path) {
    String known =
        byName.isEmpty() ? "there are none" : "known are " + String.join(", ", byName.keySet());
    return new Violation(path, "Unknown parameter: " + path + " (" + known + ")");
  }

  private static @Nullable Value effective(Parameter parameter, @Nullable Value given) {
    if (given != null && !(given.plain() instanceof NullValue)) {
      return given;
    }
    return parameter.fallback().isPresent() ? parameter.fallback().get() : given;
  }

  private static Value check(
      String path, Parameter parameter, Value value, List<Violation> violations) {
    if (!parameter.type().accepts(value)) {
      violations.add(
          new Violation(
              path,
              "Parameter "
                  + path
                  + " must be of type "
                  + parameter.type().label()
                  + ", not "
                  + value.typeName()));
      return value;
    }
    if (!parameter.options().isEmpty() && !parameter.options().contains(value.plain())) {
      violations.add(
          new Violation(
              path,
              "Parameter "
                  + path
                  + " must be one of "
                  + String.join(", ", parameter.options().stream().map(Value::toString).toList())));
      return value;
    }
    return checkInside(path, parameter, value, violations);
  }

  private static Value checkInside(
      String path, Parameter parameter, Value value, List<Violation> violations) {
    if (value instanceof ListValue list && parameter.items().isPresent()) {
      List<Value> checked = new ArrayList<>();
      for (int i = 0; i < list.items().size(); i++) {
        checked.add(
            check(path + "." + i, parameter.items().get(), list.items().get(i), violations));
      }
      return new ListValue(checked);
    }
    if (value instanceof MapValue map && parameter.fields().isPresent()) {
      return parameter.fields().get().bind(path + ".", map, violations);
    }
    return value;
  }
}
