package dev.heddle.expressions;

import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A JSON value whose texts may contain {@code {{ expressions }}}, compiled once; immutable and safe
 * to share. Rendering is single-pass (S1-021), keeps the type of a text that is one expression
 * (S1-018), leaves map keys alone (S1-020), and costs nothing where there is no expression.
 */
public abstract sealed class Template
    permits ConstantTemplate,
        ExpressionTemplate,
        MixedTemplate,
        ListTemplate,
        MapTemplate,
        StepTemplate,
        ParameterTemplate {

  /**
   * Compiles one text.
   *
   * @throws ExpressionException at the first mistake
   */
  public static Template parse(String text) {
    return TemplateParser.text(text);
  }

  /**
   * Compiles a value with all lists, maps and texts in it.
   *
   * @throws ExpressionException at the first mistake, with the path of its leaf
   */
  public static Template of(Value value) {
    return new TemplateParser(
            problem -> {
              throw problem;
            })
        .value(value, 0);
  }

  /** As {@link #of}, but reports all mistakes and puts the text itself in the place of each. */
  public static Template of(Value value, Consumer<Problem> problems) {
    return new TemplateParser(problem -> problems.accept(problem.toProblem())).value(value, 0);
  }

  /**
   * Compiles a condition such as {@code when}: one expression with or without braces, or a constant
   * that is no text.
   *
   * @throws ExpressionException if it is none, also if text stands around the braces
   */
  public static Template condition(Value value) {
    return TemplateParser.condition(value);
  }

  /** As {@link #condition(Value)}, but reports a mistake and is false in its place. */
  public static Template condition(Value value, Consumer<Problem> problems) {
    try {
      return TemplateParser.condition(value);
    } catch (ExpressionException mistake) {
      problems.accept(mistake.toProblem());
      return new ConstantTemplate(Value.of(false));
    }
  }

  /** As {@link #condition(Value)} for a text. */
  public static Template condition(String text) {
    return TemplateParser.condition(Value.of(text));
  }

  /** A map of templates. */
  public static Template map(Map<String, Template> entries) {
    return new MapTemplate(entries);
  }

  /** A list of templates. */
  public static Template list(List<Template> items) {
    return new ListTemplate(items);
  }

  /** The parameter {@code name} of the execution as it was given, or null. */
  public static Template parameter(String name) {
    return new ParameterTemplate(name);
  }

  /** {@code value} as it is, whatever stands in it. */
  public static Template constant(Value value) {
    return new ConstantTemplate(value);
  }

  /** Whether rendering always gives the same value. */
  public abstract boolean isConstant();

  /** Whether rendering can make a value deeper than those it reads. */
  abstract boolean canGrow();

  abstract Value render(Evaluator evaluator);

  /** Hands every expression in here to {@code visitor}. */
  abstract void visit(List<String> path, LeafVisitor visitor);

  /** The value with its texts as the author wrote them. */
  abstract Value source();

  /** As the author wrote it; what is no text, as JSON. */
  @Override
  public final String toString() {
    return source() instanceof TextValue(String text) ? text : source().toString();
  }

  public final Value render(Scope scope) {
    return render(scope, Limits.DEFAULT);
  }

  /**
   * The value over {@code scope}; all leaves share {@code limits}.
   *
   * @throws ExpressionException if an expression in it fails, with the path of the leaf
   */
  public final Value render(Scope scope, Limits limits) {
    Value value = render(new Evaluator(scope, limits));
    return canGrow() ? Depth.checked(value) : value;
  }

  /**
   * As {@link #render(Scope)}, but an expression that fails is null, or no text where text stands
   * around it (S1-153).
   *
   * @param failed told of each
   * @throws ExpressionException if all of it exceeds the limits
   */
  public final Value renderLeniently(Scope scope, Consumer<ExpressionException> failed) {
    Value value = render(new Evaluator(scope, Limits.DEFAULT, failed));
    return canGrow() ? Depth.checked(value) : value;
  }

  /** Whether the rendered value counts as true for a condition, both halves of S1-040. */
  public final boolean condition(Scope scope) {
    return Truth.ofCondition(render(scope));
  }

  /** Its leaves that hold expressions, as they were written. */
  public final Set<String> written() {
    Set<String> texts = new LinkedHashSet<>();
    visit(new ArrayList<>(), (_, text, _) -> texts.add(text));
    return texts;
  }

  /** Sees one expression, where its leaf is and the text its offsets count in. */
  @FunctionalInterface
  interface LeafVisitor {
    void expression(List<String> leafPath, String text, Node root);
  }
}
