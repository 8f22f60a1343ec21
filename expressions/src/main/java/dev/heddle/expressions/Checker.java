package dev.heddle.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds what cannot work in a template before anything runs: unknown names, wrong calls, and parts
 * that fail whatever the data.
 */
public final class Checker {

  private final KnownNames known;
  private final List<Problem> problems = new ArrayList<>();

  private Checker(KnownNames known) {
    this.known = known;
  }

  /** All problems of {@code template}, in the order of the text. */
  public static List<Problem> check(Template template, KnownNames known) {
    Checker checker = new Checker(known);
    template.visit(
        new ArrayList<>(), (path, text, root) -> checker.whole(List.copyOf(path), text, root));
    return List.copyOf(checker.problems);
  }

  /** All problems of {@code expression}. */
  public static List<Problem> check(Expression expression, KnownNames known) {
    Checker checker = new Checker(known);
    checker.whole(List.of(), expression.source(), expression.root());
    return List.copyOf(checker.problems);
  }

  private void whole(List<String> leaf, String text, Node root) {
    int before = problems.size();
    check(leaf, root);
    if (problems.size() == before) {
      new ConstantParts(
              text,
              failure ->
                  report(
                      leaf,
                      failure.code().code(),
                      failure.problem(),
                      failure.hint(),
                      failure.offset(),
                      failure.offset() + failure.length()))
          .check(root);
    }
  }

  private void check(List<String> leaf, Node node) {
    switch (node) {
      case Node.Path path -> path(leaf, path);
      case Node.Call call when call.binding() instanceof Binding.Unbound unbound ->
          report(leaf, unbound.code().code(), unbound.problem(), unbound.hint(), call);
      case Node.OutcomeCall call when !known.outcomeAllowed() ->
          report(
              leaf,
              ErrorCode.OUTCOME_NOT_ALLOWED.code(),
              "`" + call.name() + "()` has no meaning here",
              "it works in transitions, publications and retry conditions",
              call);
      default -> {}
    }
    node.children().forEach(child -> check(leaf, child));
  }

  private void path(List<String> leaf, Node.Path path) {
    if (!known.isRoot(path.root())) {
      bareName(leaf, path);
      return;
    }
    String scope = path.root();
    for (Node.Key key : path.keys()) {
      Set<String> members = known.membersOf(scope);
      if (members != null && !members.contains(key.name())) {
        unknownMember(leaf, scope, key, members);
        return;
      }
      scope = scope + "." + key.name();
    }
  }

  private void bareName(List<String> leaf, Node.Path path) {
    String name = path.root();
    if (KnownNames.isIterationName(name)) {
      report(
          leaf,
          "unknown_name",
          "`" + name + "` is undefined here",
          "it exists only in a task with `with_items`",
          path.start(),
          path.start() + name.length());
      return;
    }
    if (!known.isBareNameKnown(name)) {
      report(
          leaf,
          "unknown_name",
          "unknown name `" + name + "`",
          Suggestion.hint(name, known.firstNames()),
          path.start(),
          path.start() + name.length());
    }
  }

  private void unknownMember(List<String> leaf, String scope, Node.Key key, Set<String> members) {
    String kind =
        switch (scope) {
          case "task" -> "task";
          case "vars" -> "variable";
          case "parameters" -> "parameter";
          case "pack.config" -> "config";
          default -> "name";
        };
    String hint =
        scope.equals("kv")
            ? "read keys with kv.get('" + key.name() + "')"
            : dashed(scope, key.name(), members);
    report(
        leaf,
        "unknown_" + kind,
        "unknown " + kind + " `" + key.name() + "`",
        hint,
        key.start(),
        key.end());
  }

  /** A name with a dash reads as a subtraction: {@code task.my-task} is {@code task.my - task}. */
  private static String dashed(String scope, String name, Set<String> members) {
    return members.stream()
        .filter(member -> member.startsWith(name + "-"))
        .sorted()
        .findFirst()
        .map(member -> "write " + scope + "['" + member + "']: a dash is a minus")
        .orElseGet(() -> Suggestion.hint(name, members.stream().sorted().toList()));
  }

  private void report(List<String> leaf, String code, String message, String hint, Node node) {
    report(leaf, code, message, hint, node.start(), node.end());
  }

  private void report(
      List<String> leaf, String code, String message, String hint, int start, int end) {
    problems.add(new Problem(code, message, hint, start, end - start, leaf));
  }
}
