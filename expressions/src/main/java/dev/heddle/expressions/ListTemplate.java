package dev.heddle.expressions;

import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;

/** A list with at least one expression somewhere inside. */
final class ListTemplate extends Template {

  private final List<Template> items;

  ListTemplate(List<Template> items) {
    this.items = List.copyOf(items);
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
    List<Value> rendered = new ArrayList<>(items.size());
    for (Template item : items) {
      try {
        rendered.add(item.render(evaluator));
      } catch (ExpressionException problem) {
        throw problem.below(Integer.toString(rendered.size()));
      }
    }
    return new ListValue(rendered);
  }

  @Override
  void visit(List<String> path, LeafVisitor visitor) {
    for (int i = 0; i < items.size(); i++) {
      path.add(Integer.toString(i));
      items.get(i).visit(path, visitor);
      path.removeLast();
    }
  }

  @Override
  Value source() {
    return new ListValue(items.stream().map(Template::source).toList());
  }
}
