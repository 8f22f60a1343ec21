package dev.heddle.expressions;

import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A map with at least one expression somewhere inside; its keys are not rendered (S1-020). */
final class MapTemplate extends Template {

  private final Map<String, Template> entries;

  MapTemplate(Map<String, Template> entries) {
    this.entries = new LinkedHashMap<>(entries);
  }

  @Override
  public boolean isConstant() {
    return false;
  }

  @Override
  boolean canGrow() {
    return true;
  }

  @Override
  Value render(Evaluator evaluator) {
    MapValue.Builder rendered = MapValue.builder();
    for (Map.Entry<String, Template> entry : entries.entrySet()) {
      try {
        rendered.put(entry.getKey(), entry.getValue().render(evaluator));
      } catch (ExpressionException problem) {
        throw problem.below(entry.getKey());
      }
    }
    return rendered.build();
  }

  @Override
  void visit(List<String> path, LeafVisitor visitor) {
    for (Map.Entry<String, Template> entry : entries.entrySet()) {
      path.add(entry.getKey());
      entry.getValue().visit(path, visitor);
      path.removeLast();
    }
  }

  @Override
  Value source() {
    MapValue.Builder written = MapValue.builder();
    entries.forEach((key, template) -> written.put(key, template.source()));
    return written.build();
  }
}
