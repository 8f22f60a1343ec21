package dev.heddle.expressions;

import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One node of a parsed expression; it spans {@code start} to {@code end} of the template text. */
sealed interface Node {

  int start();

  int end();

  List<Node> children();

  record Literal(Value value, int start, int end) implements Node {
    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** A name and the members read from it by constant keys: {@code task.build['result'].id}. */
  record Path(String root, List<Key> keys, int start, int end) implements Node {
    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** A constant key of a {@link Path} and where it stands. */
  record Key(String name, int start, int end) {}

  /** A member read by a computed key or from a computed value. */
  record Access(Node target, Node key, int start, int end) implements Node {
    @Override
    public List<Node> children() {
      return List.of(target, key);
    }
  }

  record Negation(Node operand, int start, int end) implements Node {
    @Override
    public List<Node> children() {
      return List.of(operand);
    }
  }

  record Not(Node operand, int start, int end) implements Node {
    @Override
    public List<Node> children() {
      return List.of(operand);
    }
  }

  record Binary(Operator operator, Node left, Node right, int start, int end) implements Node {
    @Override
    public List<Node> children() {
      return List.of(left, right);
    }
  }

  record Conditional(Node condition, Node yes, Node no, int start, int end) implements Node {
    @Override
    public List<Node> children() {
      return List.of(condition, yes, no);
    }
  }

  record ListLiteral(List<Node> items, int start, int end) implements Node {
    @Override
    public List<Node> children() {
      return items;
    }
  }

  /** Keys and values in turn. */
  record MapLiteral(List<Node> keysAndValues, int start, int end) implements Node {
    @Override
    public List<Node> children() {
      return keysAndValues;
    }
  }

  /** A function or filter of the {@link Library}; a filter's input is its first argument. */
  record Call(String name, boolean filter, Binding binding, int start, int end) implements Node {
    @Override
    public List<Node> children() {
      return binding.arguments();
    }
  }

  /** {@code operand | default(fallback)}; {@code alsoFalse} is Jinja's second argument. */
  record Default(Node operand, Node fallback, @Nullable Node alsoFalse, int start, int end)
      implements Node {
    @Override
    public List<Node> children() {
      return alsoFalse == null ? List.of(operand, fallback) : List.of(operand, fallback, alsoFalse);
    }
  }

  /** {@code operand is defined}. */
  record IsDefined(Node operand, int start, int end) implements Node {
    @Override
    public List<Node> children() {
      return List.of(operand);
    }
  }

  /** {@code kv.get}, {@code kv.get_secret} or {@code keystore.<key>}. */
  record KeyRead(Node key, @Nullable Node fallback, boolean secret, int start, int end)
      implements Node {
    @Override
    public List<Node> children() {
      List<Node> children = new ArrayList<>(List.of(key));
      if (fallback != null) {
        children.add(fallback);
      }
      return children;
    }
  }

  /** {@code succeeded()}, {@code failed()}, {@code timed_out()}; {@code result()} has no kind. */
  record OutcomeCall(String name, Outcome.@Nullable Kind kind, int start, int end) implements Node {
    @Override
    public List<Node> children() {
      return List.of();
    }
  }
}
