package dev.heddle.dialects.flow;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.model.Iteration;
import dev.heddle.model.Iteration.BatchMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code with_items} and what belongs to it (2.5). */
final class IterationReader {

  private final Templates templates;
  private final Diagnostics diagnostics;

  IterationReader(Templates templates, Diagnostics diagnostics) {
    this.templates = templates;
    this.diagnostics = diagnostics;
  }

  Optional<Iteration> read(YamlFields fields) {
    OptionalInt concurrency = fields.integer("concurrency", 1, Integer.MAX_VALUE);
    OptionalInt batchSize = fields.integer("batch_size", 1, Integer.MAX_VALUE);
    Optional<BatchMode> mode = fields.choice("batch_mode", BatchMode.class);
    Optional<YamlNode> items = fields.node("with_items");
    if (items.isEmpty()) {
      refuseAlone(fields);
      return Optional.empty();
    }
    if (fields.has("batch_size") && !fields.has("batch_mode")) {
      diagnostics.warning(
          "batch_mode_unclear",
          "`batch_size` of " + fields.owner() + " makes waves of single elements",
          "say so with batch_mode: wave, or write batch_mode: list to get lists",
          fields.keySpan("batch_size"));
    }
    if (fields.has("batch_mode") && !fields.has("batch_size")) {
      diagnostics.error(
          "missing_field",
          "`batch_mode` of " + fields.owner() + " needs `batch_size`",
          fields.keySpan("batch_mode"));
    }
    return Optional.of(
        new Iteration(
            templates.value(items.get(), Templates.Place.TASK),
            concurrency,
            batchSize,
            mode.orElse(BatchMode.WAVE)));
  }

  private void refuseAlone(YamlFields fields) {
    if (fields.map().has("with_items")) {
      diagnostics.error(
          "with_items_not_a_list",
          "`with_items` of " + fields.owner() + " is empty",
          "give it a list or a template that gives one",
          fields.keySpan("with_items"));
      return;
    }
    for (String key : List.of("batch_size", "batch_mode", "concurrency")) {
      if (fields.has(key)) {
        diagnostics.error(
            "missing_field",
            "`" + key + "` of " + fields.owner() + " needs `with_items`",
            fields.keySpan(key));
      }
    }
  }
}
