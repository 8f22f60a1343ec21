package dev.heddle.model;

import java.util.List;

/**
 * What a node asks to be done. Everything that varies from run to run is in the node's input; a
 * work only says who does it.
 */
public sealed interface Work {

  /**
   * An action of a pack or a workflow of any dialect, found by its ref when it starts (S1-001).
   *
   * @param span where the ref stands
   */
  record Call(String ref, SourceSpan span) implements Work {

    /** A call that nobody wrote. */
    public Call(String ref) {
      this(ref, SourceSpan.NONE);
    }
  }

  /** A container; input holds {@code image}, {@code command}, {@code environment} … (S4-02). */
  record Container() implements Work {}

  /**
   * A script run on its own by an interpreter (S3-01). Input holds {@code arguments}: the name of a
   * file to the stored output it gets as content (S3-02).
   *
   * @param dependencies what must be installed before it runs, or empty (S3-16)
   */
  record Script(String language, String body, String dependencies) implements Work {}

  /** A registered op or typed task of a code location or task package (S0-01, S2-07). */
  record Op(String location, String name) implements Work {}

  /** A question to a person; input holds {@code prompt} and {@code schema} (S1-100). */
  record Inquiry() implements Work {}

  /** A pause of {@code seconds} (input) that occupies nobody. */
  record Wait() implements Work {}

  /** Nodes that run together and end as one (S1-077). */
  record Group(List<String> members) implements Work {
    public Group {
      members = List.copyOf(members);
    }
  }
}
