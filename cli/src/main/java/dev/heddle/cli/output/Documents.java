package dev.heddle.cli.output;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.DecimalValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Values as documents for programs and people; secrets are redacted. */
public final class Documents {

  private static final int WIDTH = 100;

  private Documents() {}

  /** The document with an end of line; {@code HUMAN} is indented JSON. */
  public static String text(Value value, OutputFormat format) {
    return format == OutputFormat.YAML ? yaml(value) : Json.writePretty(value) + "\n";
  }

  private static String yaml(Value value) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(WIDTH)
            .setMultiLineFlow(false)
            .build();
    return new Dump(settings).dumpToString(plain(value));
  }

  private static @Nullable Object plain(Value value) {
    return switch (value) {
      case NullValue _ -> null;
      case BooleanValue flag -> flag.equals(BooleanValue.TRUE);
      case IntegerValue number -> number.number();
      case DecimalValue number -> number.decimal();
      case TextValue text -> text.text();
      case SecretValue _ -> SecretValue.REDACTED;
      case ListValue list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.items().forEach(item -> items.add(plain(item)));
        yield items;
      }
      case MapValue map -> {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        map.entries().forEach((key, entry) -> entries.put(key, plain(entry)));
        yield entries;
      }
    };
  }
}
