package dev.heddle.model.execution;

/**
 * Which task of an execution: the key that makes scheduling and completion idempotent (S1-066).
 *
 * @param node position in the graph
 * @param activation from 1; more than 1 only in loops
 * @param item index in an iteration, or {@link #WHOLE}
 * @param attempt from 1
 */
public record TaskKey(int node, int activation, int item, int attempt) {

  /** The item of a task that does not iterate, and of an iteration as a whole. */
  public static final int WHOLE = -1;

  public static TaskKey first(int node, int activation) {
    return new TaskKey(node, activation, WHOLE, 1);
  }

  public TaskKey item(int index) {
    return new TaskKey(node, activation, index, 1);
  }

  public TaskKey nextAttempt() {
    return new TaskKey(node, activation, item, attempt + 1);
  }

  public boolean isItem() {
    return item != WHOLE;
  }
}
