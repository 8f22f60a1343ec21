package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.model.Parameters.Violation;
import dev.heddle.platform.catalog.Configuration;
import dev.heddle.platform.catalog.Configuration.Setting;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.List;

/** The settings of a pack as commands show them. */
final class PackSettings {

  private PackSettings() {}

  static void print(Context context, Configuration configuration) {
    if (configuration.settings().isEmpty()) {
      context.print("the pack " + configuration.pack() + " has no settings");
    } else {
      context.print(table(configuration.settings()));
    }
    for (Violation wrong : configuration.unfit()) {
      context.note("without effect, since the pack does not allow it: " + wrong.message());
    }
  }

  private static Table table(List<Setting> settings) {
    Table table = new Table("SETTING", "VALUE", "FROM", "ABOUT");
    for (Setting setting : settings) {
      table.row(
          List.of(
              Table.Cell.of(setting.name()),
              Table.Cell.of(setting.value().map(PackSettings::text).orElse("-")),
              Table.Cell.of(origin(setting)),
              Table.Cell.of(setting.description())));
    }
    return table;
  }

  private static String origin(Setting setting) {
    if (setting.value().isEmpty()) {
      return setting.required() ? "missing" : "-";
    }
    return setting.set() ? "set" : "pack";
  }

  private static String text(Value value) {
    return switch (value) {
      case TextValue text -> text.text();
      case SecretValue _ -> SecretValue.REDACTED;
      default -> value.toString();
    };
  }

  static MapValue document(Configuration configuration) {
    MapValue.Builder settings = MapValue.builder();
    for (Setting setting : configuration.settings()) {
      settings.put(
          setting.name(),
          MapValue.builder()
              .put("value", setting.value().orElse(Value.nothing()))
              .put("set", setting.set())
              .put("secret", setting.secret())
              .put("required", setting.required())
              .build());
    }
    return MapValue.builder()
        .put("pack", configuration.pack())
        .put("settings", settings.build())
        .put(
            "without_effect",
            new ListValue(
                configuration.unfit().stream()
                    .<Value>map(wrong -> new TextValue(wrong.message()))
                    .toList()))
        .build();
  }
}
