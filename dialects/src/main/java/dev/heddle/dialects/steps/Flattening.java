package dev.heddle.dialects.steps;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Brings the form of the API, with fields under {@code container}, to the other one (S4-03). */
final class Flattening {

  private final Diagnostics diagnostics;

  Flattening(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The step with the fields of its {@code container} lifted to it. */
  YamlMap flat(YamlMap step, String owner) {
    Optional<YamlMap.Entry> nested = step.entry("container");
    if (nested.isEmpty()) {
      return step;
    }
    Map<String, YamlMap.Entry> merged = new LinkedHashMap<>();
    step.entries().forEach(entry -> merged.put(entry.key(), entry));
    merged.remove("container");
    YamlNode node = nested.get().node();
    if (!(node instanceof YamlMap container)) {
      if (!node.isNull()) {
        diagnostics.error(
            "wrong_type",
            "`container` of " + owner + " must be a map, not " + node.kind(),
            "",
            node.span());
      }
      return new YamlMap(merged, step.span());
    }
    new YamlFields(container, "`container` of " + owner, StepsKeys.NESTED, diagnostics);
    for (YamlMap.Entry entry : container.entries()) {
      if (StepsKeys.NESTED.contains(entry.key())
          && merged.putIfAbsent(entry.key(), entry) != null) {
        diagnostics.error(
            "duplicate_field",
            "`" + entry.key() + "` of " + owner + " is given twice: here and in the step itself",
            "keep one of them",
            entry.keySpan());
      }
    }
    return new YamlMap(merged, step.span());
  }
}
