package dev.heddle.dialects.yaml;

import dev.heddle.model.SourceSpan;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A mapping in the order of writing; its keys are texts. */
public final class YamlMap implements YamlNode {

  private final Map<String, Entry> entries;
  private final SourceSpan span;

  public YamlMap(Map<String, Entry> entries, SourceSpan span) {
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    this.span = span;
  }

  /** A key, where it stands, and what is under it. */
  public record Entry(String key, SourceSpan keySpan, YamlNode node) {}

  public Collection<Entry> entries() {
    return entries.values();
  }

  public Set<String> keys() {
    return entries.keySet();
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  public Optional<Entry> entry(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** The node under {@code key}, also if it is null. */
  public Optional<YamlNode> find(String key) {
    return entry(key).map(Entry::node);
  }

  /** Where {@code key} stands, or the whole map if it has no such key. */
  public SourceSpan keySpan(String key) {
    return entry(key).map(Entry::keySpan).orElse(span);
  }

  @Override
  public SourceSpan span() {
    return span;
  }

  @Override
  public MapValue toValue() {
    Map<String, Value> values = new LinkedHashMap<>();
    entries.forEach((key, entry) -> values.put(key, entry.node().toValue()));
    return new MapValue(values);
  }

  @Override
  public String toString() {
    return span + " " + toValue();
  }
}
