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

/**
 * What a workflow or an action says about its result ({@code output}, S1-004, S1-137). A result is
 * never refused for it, for its work is done; fields that are declared {@code secret} are secrets
 * from then on. Fields that are not declared pass.
 */
public record ResultSchema(Parameters fields) {

  /** Says nothing. */
  public static final ResultSchema ANY = new ResultSchema(Parameters.ANY);

  public boolean isAny() {
    return fields.byName().isEmpty();
  }

  /** Whether it declares secrets, at any depth. */
  public boolean hasSecrets() {
    return hasSecrets(fields);
  }

  private static boolean hasSecrets(Parameters declared) {
    return declared.byName().values().stream().anyMatch(ResultSchema::hasSecrets);
  }

  private static boolean hasSecrets(Parameter declared) {
    return declared.secret()
        || declared.items().map(ResultSchema::hasSecrets).orElse(false)
        || declared.fields().map(ResultSchema::hasSecrets).orElse(false);
  }

  /** The same result, with what is declared secret marked. */
  public Value marked(Value result) {
    return result instanceof MapValue map && hasSecrets() ? marked(fields, map) : result;
  }

  private static MapValue marked(Parameters declared, MapValue map) {
    Map<String, Value> marked = new LinkedHashMap<>(map.entries());
    declared
        .byName()
        .forEach(
            (name, field) -> marked.computeIfPresent(name, (_, value) -> marked(field, value)));
    return new MapValue(marked);
  }

  private static Value marked(Parameter declared, Value value) {
    if (declared.secret()) {
      return SecretValue.mark(value);
    }
    if (value instanceof ListValue list && declared.items().isPresent()) {
      Parameter items = declared.items().get();
      return new ListValue(list.items().stream().map(item -> marked(items, item)).toList());
    }
    if (value instanceof MapValue map && declared.fields().isPresent()) {
      return marked(declared.fields().get(), map);
    }
    return value;
  }

  /** The dotted paths of fields that are missing or not as declared; never what they hold. */
  public List<String> mismatches(Value result) {
    List<String> paths = new ArrayList<>();
    if (result.plain() instanceof MapValue map) {
      compare("", fields, map, paths);
    } else {
      fields.byName().values().stream()
          .filter(Parameter::required)
          .forEach(field -> paths.add(field.name()));
    }
    return List.copyOf(paths);
  }

  private static void compare(
      String prefix, Parameters declared, MapValue map, List<String> paths) {
    for (Parameter field : declared.byName().values()) {
      Value value = map.getOr(field.name(), Value.nothing());
      if (!(value.plain() instanceof NullValue)) {
        compare(prefix + field.name(), field, value, paths);
      } else if (field.required()) {
        paths.add(prefix + field.name());
      }
    }
  }

  private static void compare(String path, Parameter declared, Value value, List<String> paths) {
    Value plain = value.plain();
    boolean isOption = declared.options().isEmpty() || declared.options().contains(plain);
    if (!declared.type().accepts(plain) || !isOption) {
      paths.add(path);
      return;
    }
    if (plain instanceof ListValue list && declared.items().isPresent()) {
      for (int i = 0; i < list.items().size(); i++) {
        compare(path + "." + i, declared.items().get(), list.items().get(i), paths);
      }
    }
    if (plain instanceof MapValue map && declared.fields().isPresent()) {
      compare(path + ".", declared.fields().get(), map, paths);
    }
  }
}
