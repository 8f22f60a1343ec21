package dev.heddle.model;

import dev.heddle.expressions.Template;
import java.util.List;

/** What a completed execution returns (6.1 "run output"). */
public sealed interface Outputs {

  /**
   * Rendered at the end, key by key; a key that cannot be rendered is left out; {@code succeeded:
   * true} is added unless defined (S1-073).
   */
  record Mapped(List<Entry> entries) implements Outputs {
    public Mapped {
      entries = List.copyOf(entries);
    }
  }

  /** The result of one node (D-17, spec dialect). */
  record ResultOf(String node) implements Outputs {}

  /** A map of the results of all nodes that lead nowhere (D-17, script dialect). */
  record Sinks() implements Outputs {}

  /** Rendered at the end, also of a failed execution; what cannot be rendered is null (S4-31). */
  record Named(List<Entry> entries) implements Outputs {
    public Named {
      entries = List.copyOf(entries);
    }
  }

  /** One key of a mapped output. */
  record Entry(String key, Template value, SourceSpan span) {}

  Outputs NONE = new Mapped(List.of());
}
