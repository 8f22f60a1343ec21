package dev.heddle.expressions;

import dev.heddle.expressions.StepReference.Target;
import dev.heddle.values.NullValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text of the steps dialect with what its references stand for put in. */
final class StepTemplate extends Template {

  private final StepText text;
  private final Map<String, StepText> environment;
  private final @Nullable String own;
  private final Form form;

  /** What it renders to. */
  enum Form {
    TEXT,
    /** A text marked secret. */
    SECRET,
    /** Whatever its only reference stands for. */
    VALUE
  }

  StepTemplate(StepText text, Map<String, StepText> environment, @Nullable String own, Form form) {
    this.text = text;
    this.environment = environment;
    this.own = own;
    this.form = form;
  }

  @Override
  public boolean isConstant() {
    return text.parts().isEmpty();
  }

  @Override
  boolean canGrow() {
    return false;
  }

  @Override
  Value render(Evaluator evaluator) {
    return switch (form) {
      case TEXT -> text(evaluator);
      case SECRET -> SecretValue.mark(text(evaluator));
      case VALUE -> whole(text.parts().getFirst().reference(), evaluator);
    };
  }

  private Value whole(StepReference reference, Evaluator evaluator) {
    Value value = find(reference, evaluator);
    if (value != null && (reference.fallback() == null || !isEmpty(value))) {
      return value;
    }
    return new TextValue(fallback(reference));
  }

  private Value text(Evaluator evaluator) {
    StringBuilder out = new StringBuilder(text.text().length());
    boolean secret = false;
    for (StepText.Part part : text.parts()) {
      Value value = value(part.reference(), evaluator);
      secret |= Secrets.inside(value, evaluator.budget);
      out.append(part.before()).append(TextForm.of(value, evaluator.budget));
      evaluator.budget.checkSize(out.length());
    }
    out.append(text.rest());
    return Secrets.markIf(secret, new TextValue(out.toString()));
  }

  private Value value(StepReference reference, Evaluator evaluator) {
    evaluator.budget.step();
    Value value = find(reference, evaluator);
    boolean missing = value == null || value.plain() instanceof NullValue;
    if (value == null || missing || (reference.fallback() != null && isEmpty(value))) {
      return new TextValue(fallback(reference));
    }
    return value;
  }

  /** As POSIX has it: also what is empty is not set (S4-12). */
  private static boolean isEmpty(Value value) {
    return value.plain() instanceof NullValue
        || (value.plain() instanceof TextValue plain && plain.text().isEmpty());
  }

  private String fallback(StepReference reference) {
    if (reference.fallback() != null) {
      return reference.fallback();
    }
    throw ExpressionException.of(
            ErrorCode.UNRESOLVED_REFERENCE,
            "`"
                + text.text().substring(reference.start(), reference.end())
                + "` stands for nothing",
            hint(reference.target()))
        .at(text.text(), reference.start(), reference.end());
  }

  private static String hint(Target target) {
    return switch (target) {
      case Target.Variable(String name) ->
          "give the variable "
              + name
              + ", set a key of that name, or write ${"
              + name
              + ":-default}";
      case Target.Input _ -> "give the input or write :-default";
      case Target.Output(String step, _) -> "step " + step + " has put out no such value";
      case Target.Whole(String step, _) -> "step " + step + " has not ended";
    };
  }

  private @Nullable Value find(StepReference reference, Evaluator evaluator) {
    return switch (reference.target()) {
      case Target.Variable(String name) -> variable(name, evaluator);
      case Target.Input(List<String> path) -> walk(root(evaluator, "parameters"), path);
      case Target.Output(String step, List<String> path) ->
          walk(member(result(evaluator, step), "outputs"), path);
      case Target.Whole(String step, StepReference.Field field) ->
          whole(result(evaluator, step), field);
    };
  }

  /** In the order of S4-14. */
  private @Nullable Value variable(String name, Evaluator evaluator) {
    Value given = evaluator.scope().environmentVariable(name);
    if (given != null) {
      return given;
    }
    StepText sibling = name.equals(own) ? null : environment.get(name);
    if (sibling != null) {
      return sibling.template(environment, name).render(evaluator);
    }
    return evaluator.scope().keys().getSecret(name);
  }

  private static @Nullable Value whole(@Nullable Value result, StepReference.Field field) {
    if (field != StepReference.Field.LOGS) {
      String key = field == StepReference.Field.OUTPUT ? "stdout" : lower(field);
      return member(result, key);
    }
    Value stdout = member(result, "stdout");
    Value stderr = member(result, "stderr");
    return stdout == null || stderr == null ? null : joined(stdout, stderr);
  }

  private static Value joined(Value stdout, Value stderr) {
    String all =
        (stdout.plain() instanceof TextValue out ? out.text() : "")
            + (stderr.plain() instanceof TextValue err ? err.text() : "");
    return Secrets.markIf(stdout.holdsSecret() || stderr.holdsSecret(), new TextValue(all));
  }

  private static String lower(StepReference.Field field) {
    return field.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Value root(Evaluator evaluator, String name) {
    Operand operand = evaluator.scope().resolve(name);
    return operand == null ? null : operand.toValue();
  }

  private static @Nullable Value result(Evaluator evaluator, String step) {
    Operand task =
        evaluator.scope().resolve("task") instanceof Namespace tasks ? tasks.get(step) : null;
    Operand result = task instanceof Namespace fields ? fields.get("result") : null;
    return result == null ? null : result.toValue();
  }

  private static @Nullable Value walk(@Nullable Value from, List<String> path) {
    Value at = from;
    for (String key : path) {
      at = member(at, key);
    }
    return at;
  }

  private static @Nullable Value member(@Nullable Value from, String key) {
    return from == null ? null : Members.of(from, key);
  }

  @Override
  void visit(List<String> path, LeafVisitor visitor) {}

  @Override
  Value source() {
    return Value.of(text.text());
  }
}
