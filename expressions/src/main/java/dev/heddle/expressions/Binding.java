package dev.heddle.expressions;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the name and arguments of a call fit a function of the {@link Library}. */
sealed interface Binding {

  /** What was given, in the order of evaluation. */
  List<Node> arguments();

  /** The arguments in the order of the parameters, Java null where an optional one is absent. */
  final class Bound implements Binding {
    final Builtin builtin;
    private final @Nullable Node[] slots;

    Bound(Builtin builtin, @Nullable Node[] slots) {
      this.builtin = builtin;
      this.slots = slots;
    }

    int size() {
      return slots.length;
    }

    @Nullable Node slot(int index) {
      return slots[index];
    }

    @Override
    public List<Node> arguments() {
      List<Node> given = new ArrayList<>(slots.length);
      for (Node slot : slots) {
        if (slot != null) {
          given.add(slot);
        }
      }
      return given;
    }
  }

  /** A call that cannot work; the checker reports it, evaluating it fails. */
  record Unbound(ErrorCode code, String problem, String hint, List<Node> arguments)
      implements Binding {}
}
