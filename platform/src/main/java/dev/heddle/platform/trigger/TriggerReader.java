package dev.heddle.platform.trigger;

import dev.heddle.dialects.schema.ParametersReader;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.model.Parameters;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one trigger file of a pack (S1-144). */
public final class TriggerReader {

  private static final Set<String> KEYS =
      new LinkedHashSet<>(
          List.of(
              "ref", "label", "description", "type", "parameters", "output", "consume", "enabled"));

  private static final String RABBITMQ = "rabbitmq";

  private final Diagnostics diagnostics;

  public TriggerReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The trigger, or empty with what is wrong in the diagnostics. */
  public Optional<TriggerType> read(YamlMap map) {
    YamlFields fields = new YamlFields(map, "the trigger", KEYS, diagnostics);
    TriggerType read =
        new TriggerType(
            fields.requiredText("ref").map(YamlScalar::text).orElse(""),
            fields.requiredText("label").map(YamlScalar::text).orElse(""),
            fields.text("description").map(YamlScalar::text).orElse(""),
            fields.text("type").map(YamlScalar::text).orElse("custom"),
            schema(fields, "parameters", Parameters.NONE, "the trigger"),
            schema(fields, "output", Parameters.ANY, "the payload"),
            source(fields),
            fields.flag("enabled", true));
    return diagnostics.hasErrors() ? Optional.empty() : Optional.of(read);
  }

  private Optional<MessageSource> source(YamlFields fields) {
    boolean consumes = fields.text("type").map(YamlScalar::text).orElse("").equals(RABBITMQ);
    if (consumes == fields.has("consume")) {
      return fields.map("consume").flatMap(map -> new MessageSourceReader(diagnostics).read(map));
    }
    diagnostics.error(
        "consume_without_type",
        "`type: " + RABBITMQ + "` and `consume` belong together",
        "write both, or neither",
        fields.keySpan(consumes ? "type" : "consume"));
    return Optional.empty();
  }

  private Parameters schema(YamlFields fields, String key, Parameters absent, String owner) {
    return fields
        .node(key)
        .map(node -> new ParametersReader(diagnostics).read(node, owner))
        .orElse(absent);
  }
}
