package dev.heddle.model;

import dev.heddle.values.Value;
import java.util.List;
import java.util.Optional;

/**
 * One input of a workflow or an action (S1-005).
 *
 * @param options the allowed values; empty means any
 * @param fallback fills a parameter that is absent or null (S1-007)
 * @param items what the elements of an array must be
 * @param fields what the fields of an object must be; empty means any fields
 */
public record Parameter(
    String name,
    ParameterType type,
    boolean required,
    List<Value> options,
    Optional<Value> fallback,
    String description,
    Optional<Parameter> items,
    Optional<Parameters> fields,
    boolean secret) {

  public Parameter {
    options = List.copyOf(options);
  }

  /** A required-or-not parameter of a type, with nothing else said. */
  public static Parameter of(String name, ParameterType type, boolean required) {
    return new Parameter(
        name,
        type,
        required,
        List.of(),
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
