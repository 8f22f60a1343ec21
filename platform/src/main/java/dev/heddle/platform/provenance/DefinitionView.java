package dev.heddle.platform.provenance;

import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Workflow;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.pack.install.InstallationStore.Installation;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Sha256;
import dev.heddle.values.Value;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What an execution runs on, so that anybody with the files can check that it is the same. */
final class DefinitionView {

  private DefinitionView() {}

  static MapValue of(Definition definition, Optional<Installation> pack) {
    Workflow workflow = definition.workflow();
    return MapValue.builder()
        .put("id", definition.id())
        .put("ref", workflow.ref())
        .put("version", workflow.description().version())
        .put("dialect", workflow.dialect().label())
        .put("created_at", definition.createdAt().toString())
        .put(
            "files",
            new ListValue(
                Stream.of(definition.source().head(), definition.source().text())
                    .filter(Objects::nonNull)
                    .<Value>map(file -> file(file, pack))
                    .toList()))
        .build();
  }

  private static MapValue file(SourceText file, Optional<Installation> pack) {
    String name =
        pack.filter(each -> each.holds(file.name()))
            .map(each -> file.name().substring(each.copy().directory().length() + 1))
            .orElse(file.name());
    return MapValue.builder().put("name", name).put("digest", digest(file.text())).build();
  }

  /** As {@code sha256sum} prints it of the file. */
  private static String digest(String text) {
    return "sha256:" + Sha256.hex(text);
  }
}
