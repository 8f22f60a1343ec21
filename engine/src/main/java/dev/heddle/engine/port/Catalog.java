package dev.heddle.engine.port;

import dev.heddle.expressions.KeyReader;
import dev.heddle.model.Workflow;
import dev.heddle.model.action.Action;
import dev.heddle.model.execution.Starter;
import dev.heddle.values.MapValue;
import java.util.List;
import java.util.Optional;

/**
 * What a definition can see: workflows, actions, its pack's configuration and keys. Answers from
 * memory, for it is asked while the engine decides; {@code caller} is the id of the stored
 * definition on whose behalf.
 */
public interface Catalog {

  /**
   * The workflow stored under an id; it never changes (S1-119).
   *
   * @throws IllegalArgumentException if there is none, or it no longer compiles
   */
  Workflow workflow(long definition);

  /** What a task calls by {@code ref}: callers need not know what it is (S1-001). */
  Found find(long caller, String ref);

  /** {@code pack.config} of the caller's pack (S1-135). */
  MapValue packConfig(long caller);

  /** {@code kv} as the caller sees it when run by {@code starter} (S1-159). */
  KeyReader keys(long caller, Starter starter);

  /** Those of the permission sets that {@code starter} may not hand on to programs (S1-168). */
  List<String> undelegable(Starter starter, List<String> sets);

  /** What executions of {@code ref} have to be admitted by; empty if nothing (S1-160). */
  default Optional<Throttle> throttle(String ref) {
    return Optional.empty();
  }

  /** What stands under a ref. */
  sealed interface Found {

    /** An action. */
    record AnAction(Action action) implements Found {}

    /** A workflow, with the id of its stored definition. */
    record AWorkflow(Workflow workflow, long definition) implements Found {}

    /** Nothing; {@code reason} says so to people, with a suggestion if there is one. */
    record Nothing(String reason) implements Found {}
  }
}
