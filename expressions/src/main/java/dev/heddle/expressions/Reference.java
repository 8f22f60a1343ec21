package dev.heddle.expressions;

import dev.heddle.values.TextValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A name an expression uses, for graphs and lint.
 *
 * @param name the task, variable, key …; empty if it is computed or the scope is used as a whole
 * @param offset where in the text of the leaf, in UTF-16 units from 0
 * @param leafPath the keys and indexes that lead to the leaf in a nested template
 */
public record Reference(Kind kind, String name, int offset, int length, List<String> leafPath) {

  /** What a name refers to. */
  public enum Kind {
    TASK,
    VARIABLE,
    PARAMETER,
    CONFIG,
    SYSTEM,
    INQUIRY,
    KEY,
    SECRET,
    /** A name without a scope (S1-023), iteration variables among them. */
    BARE
  }

  public Reference {
    leafPath = List.copyOf(leafPath);
  }

  /** All references of {@code template} in the order of the text. */
  public static List<Reference> of(Template template) {
    List<Reference> found = new ArrayList<>();
    template.visit(new ArrayList<>(), (path, _, root) -> collect(root, path, found));
    return List.copyOf(found);
  }

  /** All references of {@code expression} in the order of the text. */
  public static List<Reference> of(Expression expression) {
    List<Reference> found = new ArrayList<>();
    collect(expression.root(), List.of(), found);
    return List.copyOf(found);
  }

  private static void collect(Node node, List<String> leaf, List<Reference> found) {
    if (node instanceof Node.Path path) {
      found.add(ofPath(path, leaf));
    }
    if (node instanceof Node.KeyRead read) {
      Kind kind = read.secret() ? Kind.SECRET : Kind.KEY;
      String name =
          read.key() instanceof Node.Literal literal && literal.value() instanceof TextValue text
              ? text.text()
              : "";
      found.add(at(kind, name, read.key().start(), read.key().end(), leaf));
    }
    node.children().forEach(child -> collect(child, leaf, found));
  }

  private static Reference ofPath(Node.Path path, List<String> leaf) {
    Kind kind =
        switch (path.root()) {
          case "task" -> Kind.TASK;
          case "vars" -> Kind.VARIABLE;
          case "parameters" -> Kind.PARAMETER;
          case "pack" -> Kind.CONFIG;
          case "system" -> Kind.SYSTEM;
          case "inquiry" -> Kind.INQUIRY;
          case "kv" -> Kind.KEY;
          default -> Kind.BARE;
        };
    if (kind == Kind.BARE) {
      return at(kind, path.root(), path.start(), path.start() + path.root().length(), leaf);
    }
    int named = kind == Kind.CONFIG ? 1 : 0;
    if (path.keys().size() <= named) {
      return at(kind, "", path.start(), path.end(), leaf);
    }
    Node.Key key = path.keys().get(named);
    return at(kind, key.name(), key.start(), key.end(), leaf);
  }

  private static Reference at(Kind kind, String name, int start, int end, List<String> leaf) {
    return new Reference(kind, name, start, end - start, leaf);
  }
}
