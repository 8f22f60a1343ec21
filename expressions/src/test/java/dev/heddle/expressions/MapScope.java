package dev.heddle.expressions;

import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scope over one JSON map of scopes. {@code task} is lazy, as in the engine; bare names follow
 * S1-023.
 */
final class MapScope implements Scope {

  private static final List<String> BARE_ORDER = List.of("task", "vars", "parameters", "system");

  private final Map<String, Value> scopes = new HashMap<>();
  private final Map<String, Value> keys = new HashMap<>();
  private final Map<String, Value> secrets = new HashMap<>();
  private @Nullable Outcome outcome;

  static MapScope of(String json) {
    return of((MapValue) Json.read(json));
  }

  static MapScope of(MapValue scopes) {
    MapScope scope = new MapScope();
    scope.scopes.putAll(scopes.entries());
    return scope;
  }

  MapScope with(String name, Value value) {
    scopes.put(name, value);
    return this;
  }

  MapScope withKey(String key, Value value) {
    keys.put(key, value);
    return this;
  }

  MapScope withSecret(String key, String secret) {
    secrets.put(key, Value.of(secret));
    return this;
  }

  MapScope withOutcome(Outcome.Kind kind, Value result) {
    outcome = new Outcome(kind, result);
    return this;
  }

  @Override
  public @Nullable Operand resolve(String name) {
    Value value = scopes.get(name);
    if (value instanceof MapValue map && name.equals("task")) {
      return new LazyMap(map);
    }
    for (String scope : BARE_ORDER) {
      if (value == null && scopes.get(scope) instanceof MapValue map) {
        value = map.get(name);
      }
    }
    return value == null ? null : Operand.of(value);
  }

  @Override
  public KeyReader keys() {
    return new KeyReader() {
      @Override
      public @Nullable Value get(String key) {
        return keys.get(key);
      }

      @Override
      public @Nullable Value getSecret(String key) {
        if (key.startsWith("forbidden")) {
          throw ExpressionException.of(ErrorCode.FORBIDDEN, "no permission to read `" + key + "`");
        }
        return secrets.get(key);
      }
    };
  }

  @Override
  public @Nullable Outcome outcome() {
    return outcome;
  }

  static Value secret(String text) {
    return SecretValue.mark(Value.of(text));
  }

  /** One level is looked up lazily; using the whole is allowed. */
  private record LazyMap(MapValue map) implements Namespace {
    @Override
    public @Nullable Operand get(String key) {
      Value member = map.get(key);
      return member == null
          ? null
          : member instanceof MapValue inner ? new LazyMap(inner) : Operand.of(member);
    }

    @Override
    public Value toValue() {
      return map;
    }
  }
}
