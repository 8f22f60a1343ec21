package dev.heddle.dialects.steps;

import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.model.SourceSpan;
import java.util.List;

/**
 * A step before its container is read.
 *
 * @param id empty if it has none that can be used
 * @param fields in the flat form
 * @param dependsOn as written
 */
record StepOutline(String id, YamlFields fields, List<YamlScalar> dependsOn, SourceSpan span) {

  StepOutline {
    dependsOn = List.copyOf(dependsOn);
  }

  String owner() {
    return fields.owner();
  }
}
