package dev.heddle.platform.access;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import java.util.Optional;

/** Knows which attempts are under way: the token of any other proves nothing (security row 13). */
@FunctionalInterface
public interface RunningAttempts {

  /** The execution of an attempt that is under way; empty if it has ended or never was. */
  Optional<Execution> executionOf(AttemptId attempt);

  static RunningAttempts of(ExecutionQueries queries) {
    return attempt ->
        queries
            .execution(attempt.execution())
            .filter(execution -> !execution.status().isTerminal())
            .filter(execution ->
                queries.tasks(execution.id()).stream()
                    .anyMatch(
                        task -> task.key().equals(attempt.task()) && task.status().isDispatched()));
  }
}
