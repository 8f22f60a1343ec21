package dev.heddle.engine.port;

import dev.heddle.model.Workflow;
import dev.heddle.model.action.Action;

/**
 * Finds what a task calls by its ref (S1-001): callers need not know whether it is an action or a
 * workflow. Answers from memory: it is asked while the engine decides.
 */
public interface ActionCatalog {

  /** What stands under {@code ref}. */
  Found find(String ref);

  /** The answer. */
  sealed interface Found {

    /** An action. */
    record AnAction(Action action) implements Found {}

    /** A workflow, with the id of its stored definition (S1-119). */
    record AWorkflow(Workflow workflow, long definition) implements Found {}

    /** Nothing; {@code reason} says so to people, with a suggestion if there is one. */
    record Nothing(String reason) implements Found {}
  }
}
