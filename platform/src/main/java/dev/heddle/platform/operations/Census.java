package dev.heddle.platform.operations;

import dev.heddle.model.Dialect;
import dev.heddle.model.execution.ExecutionStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What has not ended, counted.
 *
 * @param waiting how many tasks wait, by what for; reasons that occur nowhere are left out
 * @param inbox commands that their owner has not answered
 * @param overdue executions to be looked at some seconds ago, which nobody did
 * @param nodes engines that are alive
 * @param orphaned partitions with unfinished executions that no living engine owns
 */
public record Census(
    List<Group> unfinished,
    Map<Reason, Long> waiting,
    long inbox,
    long overdue,
    int nodes,
    int orphaned) {

  public Census {
    unfinished = List.copyOf(unfinished);
    waiting = Map.copyOf(waiting);
  }

  /** Executions of one kind. */
  public record Group(ExecutionStatus status, Dialect dialect, long executions) {}

  /** What a task waits for. */
  public enum Reason {
    /** A person's answer. */
    INQUIRY,
    /** A moment: a sleep, a delay, the next attempt. */
    TIME,
    /** The execution to be resumed. */
    PAUSED,
    /** Its turn among the items of its iteration. */
    TURN,
    /** A free place on a worker. */
    WORKER;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
