package dev.heddle.engine.decision;

import dev.heddle.model.Node;
import dev.heddle.model.Work;
import dev.heddle.model.execution.Execution;
import dev.heddle.values.MapValue;
import java.util.List;
import java.util.Locale;

/**
 * From which task an ended execution runs again (ADR 0065).
 *
 * @param task its name
 * @param activation which of its activations, from 1
 * @param input laid over the input of that task, key by key; of an iteration over that of each item
 */
public record Rerun(String task, int activation, MapValue input) {

  /**
   * Whether the input of a task can be given by hand. What containers and scripts are given was
   * checked with the definition; a task that waits for a question renders its input only then.
   */
  public static boolean takesInput(Node node) {
    return node.waitFor().isEmpty()
        && switch (node.work()) {
          case Work.Call _, Work.Wait(), Work.Inquiry() -> true;
          case Work.Container(), Work.Script _, Work.Op _, Work.Group _ -> false;
        };
  }

  static Rerun of(Execution.Hold.Again again) {
    return new Rerun(again.task(), again.activation(), again.input());
  }

  /** As an execution keeps it until it is admitted. */
  Execution.Hold.Again held() {
    return new Execution.Hold.Again(task, activation, input);
  }

  /** What becomes of an activation of the former execution. */
  public enum Fate {
    /** Taken over as it ended. */
    REUSED,
    /** A group or an iteration of which only parts run again. */
    PARTLY,
    /** Starts at once. */
    AGAIN,
    /** Came after what starts again; runs when it is reached again. */
    IF_REACHED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One activation of a task, in the order they were recorded. */
  public record Part(String task, int activation, Fate fate) {}

  /** What a rerun would do, or why it is refused. */
  public sealed interface Preview {

    record Parts(List<Part> parts) implements Preview {
      public Parts {
        parts = List.copyOf(parts);
      }
    }

    record Refused(Reply.Refused reply) implements Preview {}
  }
}
