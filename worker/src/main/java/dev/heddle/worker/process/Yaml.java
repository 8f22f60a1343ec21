package dev.heddle.worker.process;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.DecimalValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML that a program reads or prints: JSON values only, no tags, no aliases to maps or lists. */
final class Yaml {

  private Yaml() {}

  /** A text that is no YAML, or YAML that is no JSON value. */
  static final class Unreadable extends Exception {
    Unreadable(String message) {
      super(message);
    }
  }

  /** Reads one document of at most {@code limit} characters. */
  static Value read(String text, int limit) throws Unreadable {
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(limit)
            .build();
    try {
      return value(new Load(settings).loadFromString(text), 0);
    } catch (MarkedYamlEngineException mistake) {
      // the full message quotes the text, which may hold secrets
      throw new Unreadable(mistake.getProblem() + position(mistake));
    } catch (YamlEngineException | StackOverflowError mistake) {
      throw new Unreadable("not YAML within the limits");
    }
  }

  /** Block style, secrets in clear. */
  static String write(Value value) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSplitLines(false)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(plain(value));
  }

  private static String position(MarkedYamlEngineException mistake) {
    return mistake
        .getProblemMark()
        .map(mark -> " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")")
        .orElse("");
  }

  private static Value value(@Nullable Object loaded, int depth) throws Unreadable {
    if (depth > Json.MAX_DEPTH) {
      throw new Unreadable("nested deeper than " + Json.MAX_DEPTH);
    }
    return switch (loaded) {
      case null -> NullValue.INSTANCE;
      case String text -> new TextValue(text);
      case Boolean flag -> Value.of(flag);
      case Integer number -> Value.of(number);
      case Long number -> Value.of(number);
      case BigInteger number -> number(new BigDecimal(number));
      case Double number when Double.isFinite(number) -> number(BigDecimal.valueOf(number));
      case List<?> items -> list(items, depth);
      case Map<?, ?> entries -> map(entries, depth);
      default -> throw new Unreadable("a value that JSON does not have");
    };
  }

  private static NumberValue number(BigDecimal number) throws Unreadable {
    try {
      return NumberValue.of(number);
    } catch (ArithmeticException tooLarge) {
      throw new Unreadable("a number out of range");
    }
  }

  private static ListValue list(List<?> items, int depth) throws Unreadable {
    List<Value> values = new ArrayList<>(items.size());
    for (Object item : items) {
      values.add(value(item, depth + 1));
    }
    return new ListValue(values);
  }

  private static MapValue map(Map<?, ?> entries, int depth) throws Unreadable {
    MapValue.Builder values = MapValue.builder();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      if (entry.getKey() instanceof List<?> || entry.getKey() instanceof Map<?, ?>) {
        throw new Unreadable("a key that is no text");
      }
      values.put(String.valueOf(entry.getKey()), value(entry.getValue(), depth + 1));
    }
    return values.build();
  }

  private static @Nullable Object plain(Value value) {
    return switch (value) {
      case NullValue _ -> null;
      case BooleanValue flag -> flag.flag();
      case IntegerValue integer -> integer.number();
      case DecimalValue decimal -> plainNumber(decimal.decimal());
      case TextValue text -> text.text();
      case ListValue list -> plainList(list);
      case MapValue map -> plainMap(map);
      case SecretValue secret -> plain(secret.plain());
    };
  }

  /** The writer knows whole numbers and doubles; a long fraction is rounded to the latter. */
  private static Number plainNumber(BigDecimal number) {
    return number.scale() <= 0 ? number.toBigIntegerExact() : (Number) number.doubleValue();
  }

  private static List<@Nullable Object> plainList(ListValue list) {
    List<@Nullable Object> items = new ArrayList<>();
    list.items().forEach(item -> items.add(plain(item)));
    return items;
  }

  private static Map<String, @Nullable Object> plainMap(MapValue map) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    map.entries().forEach((key, value) -> entries.put(key, plain(value)));
    return entries;
  }
}
