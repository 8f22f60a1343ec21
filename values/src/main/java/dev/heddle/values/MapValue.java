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
    this.entries = new LinkedHashMap<>(entries);
  }

  private MapValue(Builder builder) {
    this.entries = builder.handOver();
  }

  public static Builder builder() {
    return new Builder();
  }

  public Map<String, Value> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /** My entries without the read-only wrapper, which makes walking them slow. */
  Map<String, Value> inOrder() {
    return entries;
  }

  public Set<String> keys() {
    return Collections.unmodifiableSet(entries.keySet());
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
    return builder().putAll(this).put(key, value).build();
  }

  /** A copy with all entries of {@code other} set over mine. */
  public MapValue withAll(MapValue other) {
    if (other.isEmpty()) {
      return this;
    }
    return builder().putAll(this).putAll(other).build();
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
    private @Nullable Map<String, Value> entries = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String key, Value value) {
      collected().put(key, value);
      return this;
    }

    public Builder putAll(MapValue other) {
      collected().putAll(other.entries);
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

    /** Sets {@code key} unless it is set already; returns whether it did. */
    boolean putNew(String key, Value value) {
      return collected().putIfAbsent(key, value) == null;
    }

    public MapValue build() {
      return collected().isEmpty() ? EMPTY : new MapValue(this);
    }

    private Map<String, Value> handOver() {
      Map<String, Value> owned = collected();
      entries = null;
      return owned;
    }

    private Map<String, Value> collected() {
      if (entries == null) {
        throw new IllegalStateException("this builder has built its map");
      }
      return entries;
    }
  }
}
