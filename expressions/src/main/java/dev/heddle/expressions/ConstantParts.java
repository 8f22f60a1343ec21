package dev.heddle.expressions;

import dev.heddle.values.TextValue;
import java.util.function.Consumer;

/** Finds parts of an expression that fail whatever the scope says, such as {@code 1 / 0}. */
final class ConstantParts {

  /** A file may hold thousands of expressions, so each gets little. */
  private static final Limits CHECK_LIMITS = new Limits(5_000, 65_536);

  private static final Scope NOTHING = _ -> null;

  private final String source;
  private final Consumer<ExpressionException> failures;

  ConstantParts(String source, Consumer<ExpressionException> failures) {
    this.source = source;
    this.failures = failures;
  }

  void check(Node node) {
    if (isConstant(node)) {
      attempt(node, () -> new Evaluator(NOTHING, CHECK_LIMITS).evaluate(node, source));
      return;
    }
    if (node instanceof Node.Call call && call.name().equals("match")) {
      checkPattern(call);
    }
    node.children().forEach(this::check);
  }

  private void checkPattern(Node.Call call) {
    if (call.binding() instanceof Binding.Bound bound
        && bound.slot(0) instanceof Node.Literal pattern
        && pattern.value() instanceof TextValue text) {
      attempt(pattern, () -> Regex.compile(text.text()));
    }
  }

  private void attempt(Node node, Runnable attempt) {
    try {
      attempt.run();
    } catch (ExpressionException failure) {
      if (failure.code() != ErrorCode.LIMIT_EXCEEDED) {
        failures.accept(failure.at(source, node.start(), node.end()));
      }
    }
  }

  private static boolean isConstant(Node node) {
    return switch (node) {
      case Node.Path _, Node.KeyRead _, Node.OutcomeCall _ -> false;
      default -> node.children().stream().allMatch(ConstantParts::isConstant);
    };
  }
}
