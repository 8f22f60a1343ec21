package dev.heddle.platform.pack;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.platform.trigger.SensorType;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one sensor file of a pack (S1-156). */
final class SensorReader {

  private static final List<String> RUNNERS = List.of("shell", "python", "nodejs", "native");
  private static final Set<String> KEYS =
      new LinkedHashSet<>(
          List.of(
              "ref",
              "label",
              "description",
              "enabled",
              "runner_type",
              "entry_point",
              "trigger_types",
              "parameters",
              "poll_interval"));

  private final Path pack;
  private final Diagnostics diagnostics;

  SensorReader(Path pack, Diagnostics diagnostics) {
    this.pack = pack;
    this.diagnostics = diagnostics;
  }

  /** The sensor, or empty with what is wrong in the diagnostics. */
  Optional<SensorType> read(YamlMap map) {
    YamlFields fields = fields(map, diagnostics);
    String ref = fields.requiredText("ref").map(YamlScalar::text).orElse("");
    fields.requiredText("label");
    if (fields.requiredNode("trigger_types").isPresent()
        && fields.texts("trigger_types").isEmpty()) {
      diagnostics.error(
          "missing_field", "a sensor needs a trigger", fields.keySpan("trigger_types"));
    }
    EntryPoints entryPoints = new EntryPoints(pack, "sensors", diagnostics);
    Optional<Path> program =
        fields.has("entry_point")
            ? fields
                .text("entry_point")
                .flatMap(written -> entryPoints.written(written.text(), written.span()))
            : entryPoints.named(ref.substring(ref.indexOf('.') + 1), fields.keySpan("entry_point"));
    if (program.isEmpty() || diagnostics.hasErrors()) {
      return Optional.empty();
    }
    SensorType sensor = sensor(fields, program.get());
    return diagnostics.hasErrors() ? Optional.empty() : Optional.of(sensor);
  }

  /** As it is stored: with an absolute program. */
  static MapValue document(YamlMap map, SensorType sensor) {
    return map.toValue().with("entry_point", new TextValue(sensor.program().toString()));
  }

  /** Reads {@link #document} again; its program may be gone, which shows when it starts. */
  static SensorType restore(String file, MapValue document, Path directory) {
    Diagnostics ignored = new Diagnostics();
    YamlFields fields = fields((YamlMap) YamlNode.of(file, document), ignored);
    Path program = Path.of(fields.text("entry_point").map(YamlScalar::text).orElse(""));
    return new SensorReader(directory, ignored).sensor(fields, program);
  }

  private static YamlFields fields(YamlMap map, Diagnostics diagnostics) {
    return new YamlFields(map, "the sensor", KEYS, diagnostics);
  }

  private SensorType sensor(YamlFields fields, Path program) {
    return new SensorType(
        fields.text("ref").map(YamlScalar::text).orElse(""),
        fields.text("label").map(YamlScalar::text).orElse(""),
        fields.flag("enabled", true),
        fields
            .choice("runner_type", RUNNERS)
            .map(ActionReader::runner)
            .orElseGet(() -> EntryPoints.runnerOf(program)),
        program,
        pack,
        fields.texts("trigger_types").stream().map(YamlScalar::text).toList(),
        fields.map("parameters").map(YamlMap::toValue).orElse(MapValue.EMPTY),
        fields.duration("poll_interval", Duration.ofMillis(100)));
  }
}
