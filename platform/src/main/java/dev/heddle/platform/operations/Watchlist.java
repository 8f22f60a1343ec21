package dev.heddle.platform.operations;

import dev.heddle.model.execution.ExecutionId;
import java.time.Duration;
import java.util.List;

/**
 * What somebody should look at; of executions only the first few of each kind.
 *
 * @param overdue to be looked at more than a few seconds ago
 * @param pastDeadline that should have been ended by their time limit
 * @param notBegun with an attempt that no worker has begun for long
 * @param oldestCommand how long the oldest unanswered command lies in the inbox; zero if none does
 */
public record Watchlist(
    List<Node> nodes,
    List<ExecutionId> overdue,
    List<ExecutionId> pastDeadline,
    List<ExecutionId> notBegun,
    Duration oldestCommand) {

  public Watchlist {
    nodes = List.copyOf(nodes);
    overdue = List.copyOf(overdue);
    pastDeadline = List.copyOf(pastDeadline);
    notBegun = List.copyOf(notBegun);
  }

  /**
   * An engine that has joined and not left.
   *
   * @param silent since its last heartbeat
   * @param dead silent for too long: the next engine takes over
   */
  public record Node(long number, String name, Duration silent, boolean dead, int partitions) {}
}
