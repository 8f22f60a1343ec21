package dev.heddle.expressions;

import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.List;

/** Text with expressions spliced in (S1-018, S1-019). */
final class MixedTemplate extends Template {

  private final String text;
  private final List<Part> parts;
  private final String rest;

  /** An expression and the literal text before it. */
  record Part(String before, Node expression) {}

  MixedTemplate(String text, List<Part> parts, String rest) {
    this.text = text;
    this.parts = List.copyOf(parts);
    this.rest = rest;
  }

  @Override
  public boolean isConstant() {
    return false;
  }

  @Override
  boolean canGrow() {
    return false;
  }

  @Override
  Value render(Evaluator evaluator) {
    StringBuilder out = new StringBuilder(text.length());
    boolean secret = false;
    for (Part part : parts) {
      Value value = evaluator.leaf(part.expression(), text);
      if (value == null) {
        out.append(part.before());
        continue;
      }
      secret |= Secrets.inside(value, evaluator.budget);
      String form = TextForm.of(value, evaluator.budget);
      out.append(part.before()).append(form);
      checkSize(evaluator.budget, out.length(), part.expression());
    }
    out.append(rest);
    return Secrets.markIf(secret, new TextValue(out.toString()));
  }

  private void checkSize(Budget budget, int length, Node expression) {
    try {
      budget.checkSize(length);
    } catch (ExpressionException tooLong) {
      throw tooLong.at(text, expression.start(), expression.end());
    }
  }

  @Override
  void visit(List<String> path, LeafVisitor visitor) {
    for (Part part : parts) {
      visitor.expression(path, text, part.expression());
    }
  }

  @Override
  Value source() {
    return Value.of(text);
  }
}
