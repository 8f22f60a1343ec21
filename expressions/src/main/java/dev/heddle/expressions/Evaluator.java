package dev.heddle.expressions;

import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks one tree, or the trees of one template, over one scope; used by one thread, once. */
final class Evaluator {

  final Budget budget;
  private final Scope scope;
  private final @Nullable Consumer<ExpressionException> tolerated;
  private String source = "";

  Evaluator(Scope scope, Limits limits) {
    this(scope, limits, null);
  }

  /**
   * @param tolerated told of leaves that fail; null if the first failure ends it
   */
  Evaluator(Scope scope, Limits limits, @Nullable Consumer<ExpressionException> tolerated) {
    this.scope = scope;
    this.budget = new Budget(limits);
    this.tolerated = tolerated;
  }

  /** The value of a leaf, or Java null if it failed and that is tolerated. */
  @Nullable Value leaf(Node node, String text) {
    try {
      return evaluate(node, text);
    } catch (ExpressionException failed) {
      if (tolerated == null || failed.code() == ErrorCode.LIMIT_EXCEEDED) {
        throw failed;
      }
      tolerated.accept(failed);
      return null;
    }
  }

  Scope scope() {
    return scope;
  }

  /** The value of {@code node}, which was parsed from {@code text}. */
  Value evaluate(Node node, String text) {
    source = text;
    return evaluate(node);
  }

  private Value evaluate(Node node) {
    budget.step();
    try {
      return switch (node) {
        case Node.Literal literal -> literal.value();
        case Node.Path path -> defined(find(path), path);
        case Node.Access access -> defined(find(access), access);
        case Node.Binary binary -> binary(binary);
        case Node.Not not -> not(not);
        case Node.Negation negation -> negated(negation);
        case Node.Conditional choice ->
            evaluate(Truth.of(evaluate(choice.condition())) ? choice.yes() : choice.no());
        case Node.Call call -> call(call);
        case Node.Default fallback -> withDefault(fallback);
        case Node.IsDefined test -> Value.of(isDefined(test.operand()));
        case Node.ListLiteral list -> list(list);
        case Node.MapLiteral map -> map(map);
        case Node.KeyRead read -> key(read);
        case Node.OutcomeCall call -> outcome(call);
      };
    } catch (ExpressionException problem) {
      throw problem.at(source, node.start(), node.end());
    }
  }

  private Value defined(@Nullable Value found, Node node) {
    if (found == null) {
      throw new Undefined(scope, source).explain(node);
    }
    return found;
  }

  private @Nullable Value find(Node node) {
    Operand operand = locate(node);
    return operand == null ? null : operand.toValue();
  }

  /** What {@code node} names, or Java null if it is undefined; a namespace stays one. */
  private @Nullable Operand locate(Node node) {
    return switch (node) {
      case Node.Path path -> Members.walk(scope.resolve(path.root()), path.keys());
      case Node.Access access -> {
        Operand target = locate(access.target());
        yield target == null ? null : Members.of(target, evaluate(access.key()));
      }
      default -> Operand.of(evaluate(node));
    };
  }

  private Value withDefault(Node.Default node) {
    Value value = findOrNothing(node.operand());
    boolean alsoFalse = node.alsoFalse() != null && Truth.of(evaluate(node.alsoFalse()));
    return value == null || (alsoFalse && !Truth.of(value)) ? evaluate(node.fallback()) : value;
  }

  private boolean isDefined(Node node) {
    return findOrNothing(node) != null;
  }

  /** The value, or Java null if anything on the way to it is undefined. */
  private @Nullable Value findOrNothing(Node node) {
    try {
      return find(node);
    } catch (ExpressionException problem) {
      if (problem.code() == ErrorCode.UNDEFINED) {
        return null;
      }
      throw problem;
    }
  }

  private Value not(Node.Not node) {
    Value operand = evaluate(node.operand());
    return Secrets.markIf(operand instanceof SecretValue, Value.of(!Truth.of(operand)));
  }

  private Value negated(Node.Negation node) {
    Value operand = evaluate(node.operand());
    if (operand.plain() instanceof NumberValue number) {
      return Secrets.markIf(operand instanceof SecretValue, Arithmetic.negated(number));
    }
    throw ExpressionException.of(
        ErrorCode.TYPE_ERROR, "`-` cannot take " + Types.described(operand));
  }

  private Value binary(Node.Binary node) {
    Value left = evaluate(node.left());
    return switch (node.operator()) {
      case AND -> logical(left, false, node.right());
      case OR -> logical(left, true, node.right());
      case EQUAL, NOT_EQUAL, IN, NOT_IN -> equality(node.operator(), left, evaluate(node.right()));
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
        Value right = evaluate(node.right());
        boolean holds = holds(node.operator(), Comparison.order(left, right));
        yield Secrets.markIf(anySecret(left, right), Value.of(holds));
      }
      case PLUS, MINUS, TIMES, DIVIDE, MODULO -> {
        Value right = evaluate(node.right());
        Value result = Arithmetic.apply(node.operator(), left.plain(), right.plain(), budget);
        yield Secrets.markIf(anySecret(left, right), result);
      }
    };
  }

  private static boolean anySecret(Value left, Value right) {
    return left instanceof SecretValue || right instanceof SecretValue;
  }

  /** {@code and} stops at the first false, {@code or} at the first true. */
  private Value logical(Value left, boolean stopsAt, Node right) {
    if (Truth.of(left) == stopsAt) {
      return Secrets.markIf(left instanceof SecretValue, Value.of(stopsAt));
    }
    Value other = evaluate(right);
    return Secrets.markIf(anySecret(left, other), Value.of(Truth.of(other)));
  }

  private Value equality(Operator operator, Value left, Value right) {
    boolean result =
        switch (operator) {
          case EQUAL -> Comparison.same(left, right, budget);
          case NOT_EQUAL -> !Comparison.same(left, right, budget);
          case IN -> Comparison.contains(right, left, budget);
          default -> !Comparison.contains(right, left, budget);
        };
    boolean secret = Secrets.inside(left, budget) || Secrets.inside(right, budget);
    return Secrets.markIf(secret, Value.of(result));
  }

  private static boolean holds(Operator operator, int order) {
    return switch (operator) {
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      default -> order >= 0;
    };
  }

  private Value list(Node.ListLiteral node) {
    List<Value> items = new ArrayList<>(node.items().size());
    for (Node item : node.items()) {
      items.add(evaluate(item));
    }
    return new ListValue(items);
  }

  private Value map(Node.MapLiteral node) {
    MapValue.Builder entries = MapValue.builder();
    List<Node> parts = node.keysAndValues();
    for (int i = 0; i < parts.size(); i += 2) {
      // A secret cannot be a key: keys are never redacted.
      if (!(evaluate(parts.get(i)) instanceof TextValue key)) {
        throw ExpressionException.of(
                ErrorCode.TYPE_ERROR, "the key of a map must be a string that is no secret")
            .at(source, parts.get(i).start(), parts.get(i).end());
      }
      entries.put(key.text(), evaluate(parts.get(i + 1)));
    }
    return entries.build();
  }

  private Value call(Node.Call call) {
    return switch (call.binding()) {
      case Binding.Bound bound -> apply(bound);
      case Binding.Unbound unbound ->
          throw ExpressionException.of(unbound.code(), unbound.problem(), unbound.hint());
    };
  }

  private Value apply(Binding.Bound bound) {
    @Nullable Value[] values = new Value[bound.size()];
    boolean secret = false;
    for (int i = 0; i < values.length; i++) {
      Node slot = bound.slot(i);
      if (slot != null) {
        Value value = evaluate(slot);
        secret |=
            value instanceof SecretValue
                || (bound.builtin.looksInside() && Secrets.inside(value, budget));
        values[i] = value.plain();
      }
    }
    Value result = bound.builtin.body().apply(new Arguments(bound.builtin, values, budget));
    return Secrets.markIf(secret, result);
  }

  private Value key(Node.KeyRead read) {
    Value name = evaluate(read.key());
    if (!(name.plain() instanceof TextValue key)) {
      throw ExpressionException.of(
          ErrorCode.TYPE_ERROR, "a key is a string, not " + Types.described(name));
    }
    if (read.secret()) {
      Value secret = scope.keys().getSecret(key.text());
      if (secret == null) {
        // The name of the key may itself come from a secret.
        throw ExpressionException.of(
            ErrorCode.UNDEFINED,
            name instanceof SecretValue
                ? "no such secret"
                : "there is no secret `" + key.text() + "`");
      }
      return SecretValue.mark(secret);
    }
    Value value = scope.keys().get(key.text());
    if (value != null) {
      return Secrets.markIf(name instanceof SecretValue, value);
    }
    return read.fallback() == null ? NullValue.INSTANCE : evaluate(read.fallback());
  }

  private Value outcome(Node.OutcomeCall call) {
    Outcome outcome = scope.outcome();
    if (outcome == null) {
      throw ExpressionException.of(
          ErrorCode.OUTCOME_NOT_ALLOWED,
          "`" + call.name() + "()` has no meaning here",
          "it works in transitions, publications and retry conditions");
    }
    return call.kind() == null ? outcome.result() : Value.of(outcome.kind() == call.kind());
  }
}
