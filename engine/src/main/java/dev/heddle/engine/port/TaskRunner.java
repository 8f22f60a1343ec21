package dev.heddle.engine.port;

import dev.heddle.model.execution.AttemptId;
import java.util.Optional;

/**
 * Carries out attempts outside the engine. Calls return at once; all work happens elsewhere. An
 * attempt that is already under way when it is started again goes on once, and tells the newest
 * listener: the earlier one may belong to an engine that another has taken over from.
 */
public interface TaskRunner {

  /**
   * Starts an attempt and tells {@code listener} how it goes: at most one {@code started}, then
   * exactly one {@code finished}.
   */
  void start(Assignment assignment, TaskListener listener);

  /**
   * What an attempt comes to that takes no time and touches nothing outside, so that nobody can
   * tell whether it was made once or twice; empty for all others. Called while the engine decides.
   */
  default Optional<Report> atOnce(Assignment assignment) {
    return Optional.empty();
  }

  /** Ends an attempt early; it then reports {@link Report.Cancelled}. Unknown attempts: nothing. */
  void interrupt(AttemptId attempt);

  /** Everything that one commit released has been said; what was collected may go on its way. */
  default void flush() {}

  /**
   * The attempts of this listener are another node's from now on: those that were not begun are not
   * begun here any more.
   */
  default void forget(TaskListener gone) {}
}
