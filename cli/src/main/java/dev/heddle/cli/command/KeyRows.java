package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.platform.keys.Key;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Keys as lists show them: never with their values (S1-158). */
final class KeyRows {

  private KeyRows() {}

  static Table table(List<Key> keys) {
    Table table = new Table("KEY", "OWNER", "SECRET", "UPDATED", "NAME");
    for (Key key : keys) {
      String owner = key.owner().type().label();
      table.row(
          List.of(
              Table.Cell.of(key.ref()),
              Table.Cell.of(
                  key.owner().name().isEmpty() ? owner : owner + " " + key.owner().name()),
              Table.Cell.of(key.encrypted() ? "yes" : "no"),
              Table.Cell.of(key.updatedAt().truncatedTo(ChronoUnit.SECONDS).toString()),
              Table.Cell.of(key.name())));
    }
    return table;
  }

  static ListValue document(List<Key> keys) {
    return new ListValue(keys.stream().<Value>map(KeyRows::document).toList());
  }

  static MapValue document(Key key) {
    return MapValue.builder()
        .put("ref", key.ref())
        .put("name", key.name())
        .put("owner_type", key.owner().type().label())
        .put("owner", key.owner().name())
        .put("encrypted", key.encrypted())
        .put("created_at", key.createdAt().toString())
        .put("updated_at", key.updatedAt().toString())
        .build();
  }
}
