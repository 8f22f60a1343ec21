package dev.heddle.platform.pack;

import dev.heddle.dialects.schema.ParametersReader;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.model.Parameters;
import dev.heddle.values.MapValue;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code pack.yaml} (S1-134) and {@code config.yaml} (S1-135). */
final class ManifestReader {

  private static final Set<String> KEYS =
      new LinkedHashSet<>(
          List.of(
              "ref",
              "label",
              "description",
              "version",
              "author",
              "email",
              "system",
              "enabled",
              "conf_schema",
              "config",
              "meta",
              "tags",
              "runtime_deps",
              "dependencies",
              "testing"));

  private final Path directory;
  private final Diagnostics diagnostics;

  /**
   * A reader for the pack in a directory.
   *
   * @param directory absolute
   */
  ManifestReader(Path directory, Diagnostics diagnostics) {
    this.directory = directory;
    this.diagnostics = diagnostics;
  }

  /** What {@code pack.yaml} says, and its defaults overlaid by {@code installed}. */
  record Read(Pack.Manifest manifest, MapValue config) {}

  Optional<Read> read(YamlMap map, Optional<YamlMap> installed) {
    YamlFields fields = new YamlFields(map, "the pack", KEYS, diagnostics);
    Pack.Manifest manifest =
        new Pack.Manifest(
            ref(fields),
            fields.requiredText("label").map(YamlScalar::text).orElse(""),
            fields.requiredText("description").map(YamlScalar::text).orElse(""),
            fields.requiredText("version").map(YamlScalar::text).orElse(""),
            fields.flag("enabled", true),
            fields.flag("system", false),
            needs(fields),
            fields.map("conf_schema").map(YamlMap::toValue),
            new TestingReader(directory, diagnostics).read(fields));
    MapValue config = config(fields, installed);
    return diagnostics.hasErrors() ? Optional.empty() : Optional.of(new Read(manifest, config));
  }

  private List<String> needs(YamlFields fields) {
    return fields
        .map("dependencies")
        .map(map ->
            new YamlFields(map, "the dependencies", Set.of("packs"), diagnostics)
                .texts("packs").stream().map(YamlScalar::text).toList())
        .orElse(List.of());
  }

  private String ref(YamlFields fields) {
    Optional<YamlScalar> written = fields.requiredText("ref");
    String ref = written.map(YamlScalar::text).orElse("");
    if (written.isPresent() && !PackNames.isPackRef(ref)) {
      diagnostics.error(
          "invalid_ref",
          "`" + ref + "` cannot be the ref of a pack",
          "refs of packs are lower-case letters, digits, _ and -",
          written.get().span());
    }
    if (ref.equals(PackNames.CORE)) {
      diagnostics.error("reserved_ref", "the pack `core` comes with Heddle", fields.keySpan("ref"));
    }
    return ref;
  }

  private ConfigSchema schema(YamlFields fields) {
    return fields
        .node("conf_schema")
        .map(node -> new ParametersReader(diagnostics).read(node, "the configuration"))
        .map(ConfigSchema::new)
        .orElse(ConfigSchema.OPEN);
  }

  private MapValue config(YamlFields fields, Optional<YamlMap> installed) {
    MapValue defaults = fields.map("config").map(YamlMap::toValue).orElse(MapValue.EMPTY);
    MapValue given = defaults.withAll(installed.map(YamlMap::toValue).orElse(MapValue.EMPTY));
    ConfigSchema.Fitted fitted = schema(fields).fit(given);
    YamlMap place = installed.orElse(fields.map());
    for (Parameters.Violation wrong : fitted.wrong()) {
      diagnostics.error(
          "invalid_config", "configuration: " + wrong.message(), place.keySpan(wrong.path()));
    }
    for (String name : fitted.missing()) {
      diagnostics.warning(
          "missing_config",
          "the setting `" + name + "` needs a value",
          "give it one in config.yaml, or where the pack is installed: heddle pack config",
          fields.keySpan("conf_schema"));
    }
    return fitted.values();
  }
}
