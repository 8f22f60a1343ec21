package dev.heddle.platform.catalog;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.model.Node;
import dev.heddle.model.SourceSpan;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.ExecutionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What definitions call. */
final class References {

  private References() {}

  /** All workflows that {@code start} can reach by calls, by ref. */
  static Set<String> reachable(Workflow start, Map<String, Workflow> known) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<Workflow> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      for (String ref : calls(open.pop())) {
        Workflow called = known.get(ref);
        if (called != null && reached.add(ref)) {
          open.push(called);
        }
      }
    }
    return reached;
  }

  private static Collection<String> calls(Workflow workflow) {
    Set<String> refs = new LinkedHashSet<>();
    for (Node node : workflow.graph().nodes()) {
      if (node.work() instanceof Work.Call(String ref, _)) {
        refs.add(ref);
      }
    }
    return refs;
  }

  /** What a compilation said, and what it calls in vain. */
  static List<Diagnostic> checked(
      Compilation.Compiled compiled, Function<String, Sight.Seen> look) {
    List<Diagnostic> diagnostics = new ArrayList<>(compiled.diagnostics());
    diagnostics.addAll(missing(compiled.workflow(), look));
    return diagnostics;
  }

  /** A warning for every task that calls nothing (S1-076): it may be there when it runs. */
  private static List<Diagnostic> missing(Workflow workflow, Function<String, Sight.Seen> look) {
    List<Diagnostic> warnings = new ArrayList<>();
    for (Node node : workflow.graph().nodes()) {
      if (node.work() instanceof Work.Call(String ref, SourceSpan span)
          && !ref.equals(workflow.ref())
          && !isUpload(ref)
          && look.apply(ref) instanceof Sight.Seen.Nothing(String reason)) {
        warnings.add(
            Diagnostic.warning(
                "unknown_action", "task `" + node.name() + "` would fail: " + reason, "", span));
      }
    }
    return warnings;
  }

  /** What was uploaded is found by its id when it is called, not by what is installed (U-04). */
  private static boolean isUpload(String ref) {
    return ref.startsWith("script.") && ExecutionId.parse(ref.substring(7)).isPresent();
  }
}
