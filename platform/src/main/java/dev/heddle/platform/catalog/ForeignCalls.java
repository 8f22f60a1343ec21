package dev.heddle.platform.catalog;

import dev.heddle.model.Node;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import dev.heddle.platform.pack.PackNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a workflow calls in other packs than that of the caller, itself and through others. Whoever
 * may start the workflow may start what is in its own pack by it; what is elsewhere has owners of
 * its own (security row 14).
 */
final class ForeignCalls {

  private final Function<String, Sight.Seen> look;
  private final Function<Long, Workflow> definition;

  ForeignCalls(Function<String, Sight.Seen> look, Function<Long, Workflow> definition) {
    this.look = look;
    this.definition = definition;
  }

  SortedSet<String> of(Workflow start) {
    SortedSet<String> foreign = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    Deque<Workflow> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Workflow caller = open.pop();
      String pack = PackNames.packOf(caller.ref());
      for (Node node : caller.graph().nodes()) {
        if (node.work() instanceof Work.Call(String ref, _)) {
          if (isForeign(pack, ref)) {
            foreign.add(ref);
          }
          if (seen.add(ref) && look.apply(ref) instanceof Sight.Seen.AWorkflow(long id)) {
            open.push(definition.apply(id));
          }
        }
      }
    }
    return foreign;
  }

  private static boolean isForeign(String pack, String ref) {
    String called = PackNames.packOf(ref);
    return !called.equals(pack) && !called.equals(PackNames.CORE);
  }
}
