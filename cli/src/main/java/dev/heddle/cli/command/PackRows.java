package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.pack.install.InstallationStore.Installation;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Installed packs as lists show them. */
final class PackRows {

  private PackRows() {}

  static Table table(List<PackRow> packs, Map<String, Installation> installations) {
    Table table = new Table("PACK", "VERSION", "ENABLED", "UPDATED", "FROM");
    for (PackRow pack : packs) {
      Installation installation = installations.get(pack.ref());
      table.row(
          List.of(
              Table.Cell.of(pack.ref()),
              Table.Cell.of(pack.version()),
              Table.Cell.of(pack.enabled() ? "yes" : "no"),
              Table.Cell.of(pack.updatedAt().truncatedTo(ChronoUnit.SECONDS).toString()),
              Table.Cell.of(
                  installation == null ? pack.directory() : installation.source().written())));
    }
    return table;
  }

  static ListValue document(List<PackRow> packs, Map<String, Installation> installations) {
    return new ListValue(
        packs.stream()
            .<Value>map(pack -> document(pack, Optional.ofNullable(installations.get(pack.ref()))))
            .toList());
  }

  static MapValue document(PackRow pack, Optional<Installation> installation) {
    MapValue.Builder document =
        MapValue.builder()
            .put("ref", pack.ref())
            .put("label", pack.label())
            .put("description", pack.description())
            .put("version", pack.version())
            .put("enabled", pack.enabled())
            .put("directory", pack.directory())
            .put("installed_at", pack.installedAt().toString())
            .put("updated_at", pack.updatedAt().toString());
    installation.ifPresent(how ->
        document
            .put("source", how.source().written())
            .put("commit", nullable(how.source().commit()))
            .put("checksum", how.copy().checksum())
            .put("signed_by", nullable(how.source().signedBy()))
            .put("system", how.system())
            .put("installed_by", how.by()));
    return document.build();
  }

  private static Value nullable(@Nullable String text) {
    return text == null ? Value.nothing() : Value.of(text);
  }
}
