package dev.heddle.expressions;

import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;

/** Finds out, after the fact, which part of a path is undefined and what was meant. */
final class Undefined {

  private final Scope scope;
  private final String source;

  Undefined(Scope scope, String source) {
    this.scope = scope;
    this.source = source;
  }

  ExpressionException explain(Node node) {
    if (!(node instanceof Node.Path path)) {
      return problem("there is no such key or index", "", node.start(), node.end());
    }
    Operand root = scope.resolve(path.root());
    if (root == null) {
      return problem(
          "`" + path.root() + "` is undefined",
          "",
          path.start(),
          path.start() + path.root().length());
    }
    StringBuilder walked = new StringBuilder(path.root());
    for (int i = 0; i < path.keys().size(); i++) {
      Node.Key key = path.keys().get(i);
      List<Node.Key> upTo = path.keys().subList(0, i);
      if (Members.walk(root, path.keys().subList(0, i + 1)) == null) {
        Operand holder = Members.walk(root, upTo);
        return missing(key, walked.toString(), holder == null ? root : holder);
      }
      walked.append('.').append(key.name());
    }
    return problem("`" + walked + "` is undefined", "", path.start(), path.end());
  }

  private ExpressionException missing(Node.Key key, String walked, Operand holder) {
    if (holder instanceof Namespace) {
      return problem(
          "`" + walked + "." + key.name() + "` is undefined", "", key.start(), key.end());
    }
    Value value = holder.toValue();
    String problem =
        switch (value.plain()) {
          case MapValue _ -> "`" + walked + "` has no key `" + key.name() + "`";
          case ListValue list ->
              "`"
                  + walked
                  + "` is a list of "
                  + list.items().size()
                  + ", it has no `"
                  + key.name()
                  + "`";
          default ->
              "`" + walked + "` is " + Types.described(value) + ", it has no `" + key.name() + "`";
        };
    // The keys of a secret are part of it.
    String hint = value instanceof MapValue map ? Suggestion.hint(key.name(), map.keys()) : "";
    return problem(problem, hint, key.start(), key.end());
  }

  private ExpressionException problem(String problem, String hint, int start, int end) {
    return ExpressionException.of(ErrorCode.UNDEFINED, problem, hint).at(source, start, end);
  }
}
