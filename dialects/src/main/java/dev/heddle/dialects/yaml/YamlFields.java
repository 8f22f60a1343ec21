package dev.heddle.dialects.yaml;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.Suggestion;
import dev.heddle.model.SourceSpan;
import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.NumberValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the fields of one map and reports everything that is wrong with them: unknown keys at once,
 * missing and mistyped ones when they are asked for. A field that is null counts as absent; a
 * refused field is reported and then absent too.
 */
public final class YamlFields {

  private final YamlMap map;
  private final String owner;
  private final Diagnostics diagnostics;

  /**
   * @param owner what the map describes, for messages: {@code task `build`}
   * @param allowed all keys it may have, in the order to list them
   */
  public YamlFields(YamlMap map, String owner, Set<String> allowed, Diagnostics diagnostics) {
    this.map = map;
    this.owner = owner;
    this.diagnostics = diagnostics;
    for (YamlMap.Entry entry : map.entries()) {
      if (!allowed.contains(entry.key()) && !diagnostics.isFull()) {
        diagnostics.error(
            "unknown_key",
            "unknown key `" + entry.key() + "` in " + owner,
            Suggestion.hint(entry.key(), allowed),
            entry.keySpan());
      }
    }
  }

  public YamlMap map() {
    return map;
  }

  public String owner() {
    return owner;
  }

  /** Whether {@code key} stands there, be it with null. */
  public boolean mentions(String key) {
    return map.find(key).isPresent();
  }

  public boolean has(String key) {
    return node(key).isPresent();
  }

  /** Where {@code key} stands, or the whole map. */
  public SourceSpan keySpan(String key) {
    return map.keySpan(key);
  }

  /** Whatever is under {@code key}, unless it is null. */
  public Optional<YamlNode> node(String key) {
    return map.find(key).filter(node -> !node.isNull());
  }

  /** As {@link #node}, and reported if absent. */
  public Optional<YamlNode> requiredNode(String key) {
    Optional<YamlNode> found = node(key);
    if (found.isEmpty()) {
      diagnostics.error("missing_field", owner + " needs `" + key + "`", keySpan(key));
    }
    return found;
  }

  public Optional<YamlScalar> text(String key) {
    return node(key).flatMap(node -> asText(key, node));
  }

  /** As {@link #text}, and reported if absent or blank. */
  public Optional<YamlScalar> requiredText(String key) {
    return requiredNode(key).flatMap(node -> asText(key, node)).filter(text -> hasText(key, text));
  }

  private boolean hasText(String key, YamlScalar scalar) {
    if (!scalar.text().isBlank()) {
      return true;
    }
    diagnostics.error("missing_field", "`" + key + "` of " + owner + " is blank", scalar.span());
    return false;
  }

  private Optional<YamlScalar> asText(String key, YamlNode node) {
    if (node instanceof YamlScalar scalar && scalar.isText()) {
      return Optional.of(scalar);
    }
    String hint =
        node instanceof YamlScalar scalar ? "put it in quotes: \"" + scalar.text() + "\"" : "";
    wrongType(key, "a text", node, hint);
    return Optional.empty();
  }

  public boolean flag(String key, boolean absent) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return absent;
    }
    if (node.get() instanceof YamlScalar scalar && scalar.value() instanceof BooleanValue flag) {
      return flag.equals(BooleanValue.TRUE);
    }
    wrongType(key, "true or false", node.get(), "");
    return absent;
  }

  public OptionalInt integer(String key, int least, int most) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!(node.get() instanceof YamlScalar scalar)
        || !(scalar.value() instanceof IntegerValue integer)) {
      wrongType(key, "a whole number", node.get(), "");
      return OptionalInt.empty();
    }
    long number = integer.number();
    if (number < least || number > most) {
      outOfRange(key, most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most);
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) number);
  }

  public OptionalDouble decimal(String key, double least, double most) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!(node.get() instanceof YamlScalar scalar)
        || !(scalar.value() instanceof NumberValue number)) {
      wrongType(key, "a number", node.get(), "");
      return OptionalDouble.empty();
    }
    double decimal = number.decimal().doubleValue();
    if (decimal < least || decimal > most) {
      outOfRange(key, Durations.plain(least) + " to " + Durations.plain(most));
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(decimal);
  }

  /** Seconds as a number, or a text such as {@code 90s}, {@code 5m}, {@code 1h}. */
  public Optional<Duration> duration(String key, Duration least) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> duration =
        node.get() instanceof YamlScalar scalar ? Durations.of(scalar.value()) : Optional.empty();
    if (duration.isEmpty()) {
      wrongType(key, "a number of seconds", node.get(), "or write a text such as 30s, 5m or 1h");
      return Optional.empty();
    }
    if (duration.get().compareTo(least) < 0) {
      outOfRange(key, "at least " + Durations.seconds(least) + " seconds");
      return Optional.empty();
    }
    if (duration.get().compareTo(Durations.LONGEST) > 0) {
      outOfRange(key, "at most " + Durations.LONGEST.toDays() + " days");
      return Optional.empty();
    }
    return duration;
  }

  /** One of the constants of {@code type}, written in lower case. */
  public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    List<String> labels =
        Arrays.stream(type.getEnumConstants())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .toList();
    return choice(key, labels).map(label -> Enum.valueOf(type, label.toUpperCase(Locale.ROOT)));
  }

  /** One of {@code labels}. */
  public Optional<String> choice(String key, List<String> labels) {
    Optional<YamlScalar> written = text(key);
    if (written.isEmpty() || labels.contains(written.get().text())) {
      return written.map(YamlScalar::text);
    }
    diagnostics.error(
        "unknown_value",
        "`" + key + "` of " + owner + " cannot be `" + written.get().text() + "`",
        Suggestion.hint(written.get().text(), labels),
        written.get().span());
    return Optional.empty();
  }

  public Optional<YamlMap> map(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isPresent() && !(node.get() instanceof YamlMap)) {
      wrongType(key, "a map", node.get(), "");
    }
    return node.filter(YamlMap.class::isInstance).map(YamlMap.class::cast);
  }

  public Optional<YamlList> list(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isPresent() && !(node.get() instanceof YamlList)) {
      wrongType(key, "a list", node.get(), "");
    }
    return node.filter(YamlList.class::isInstance).map(YamlList.class::cast);
  }

  /** One text or a list of texts; empty if absent. */
  public List<YamlScalar> texts(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    List<YamlNode> items = node.get() instanceof YamlList list ? list.items() : List.of(node.get());
    List<YamlScalar> texts = new ArrayList<>();
    for (YamlNode item : items) {
      asText(key, item).ifPresent(texts::add);
    }
    return texts;
  }

  private void wrongType(String key, String expected, YamlNode found, String hint) {
    diagnostics.error(
        "wrong_type",
        "`" + key + "` of " + owner + " must be " + expected + ", not " + found.kind(),
        hint,
        found.span());
  }

  private void outOfRange(String key, String range) {
    diagnostics.error(
        "out_of_range",
        "`" + key + "` of " + owner + " must be " + range,
        map.find(key).map(YamlNode::span).orElse(map.span()));
  }
}
