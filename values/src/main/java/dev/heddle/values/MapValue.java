package dev.heddle.values;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object; keeps the order of its keys, but equality ignores it. */
public final class MapValue implements Value {

  public static final MapValue EMPTY = new MapValue(Map.of());

  private final Map<String, Value> entries;

  public MapValue(Map<String, ? extends Value> entries) {
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  public static Builder builder() {
    return new Builder();
  }

  public Map<String, Value> entries() {
    return entries;
  }

  public Set<String> keys() {
    return entries.keySet();
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** The value under {@code key}, or Java null if the key is absent. */
  public @Nullable Value get(String key) {
    return entries.get(key);
  }

  public Value getOr(String key, Value absent) {
    return entries.getOrDefault(key, absent);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** A copy with {@code key} set, keeping the place of a key that was there. */
  public MapValue with(String key, Value value) {
    Map<String, Value> copy = new LinkedHashMap<>(entries);
    copy.put(key, value);
    return new MapValue(copy);
  }

  /** A copy with all entries of {@code other} set over mine. */
  public MapValue withAll(MapValue other) {
    if (other.isEmpty()) {
      return this;
    }
    Map<String, Value> copy = new LinkedHashMap<>(entries);
    copy.putAll(other.entries);
    return new MapValue(copy);
  }

  @Override
  public boolean holdsSecret() {
    for (Value value : entries.values()) {
      if (value.holdsSecret()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String typeName() {
    return "map";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MapValue map && entries.equals(map.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return Json.write(this);
  }

  /** Collects entries in order; a builder is used once. */
  public static final class Builder {
    private final Map<String, Value> entries = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String key, Value value) {
      entries.put(key, value);
      return this;
    }

    public Builder put(String key, String text) {
      return put(key, new TextValue(text));
    }

    public Builder put(String key, long number) {
      return put(key, new IntegerValue(number));
    }

    public Builder put(String key, boolean flag) {
      return put(key, Value.of(flag));
    }

    public MapValue build() {
      return entries.isEmpty() ? EMPTY : new MapValue(entries);
    }
  }
}
