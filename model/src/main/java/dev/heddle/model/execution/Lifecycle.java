package dev.heddle.model.execution;

import static dev.heddle.model.execution.TaskStatus.ABANDONED;
import static dev.heddle.model.execution.TaskStatus.CANCELLED;
import static dev.heddle.model.execution.TaskStatus.COMPLETED;
import static dev.heddle.model.execution.TaskStatus.FAILED;
import static dev.heddle.model.execution.TaskStatus.REQUESTED;
import static dev.heddle.model.execution.TaskStatus.RUNNING;
import static dev.heddle.model.execution.TaskStatus.SCHEDULED;
import static dev.heddle.model.execution.TaskStatus.TIMEOUT;
import static dev.heddle.model.execution.TaskStatus.WAITING;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The legal moves between the states of a task or an execution, as data (S1-117). Stores refuse
 * others; the diagrams in {@code docs/diagrams} are printed from it.
 */
public final class Lifecycle<S extends Enum<S>> {

  /**
   * The moves of a task. A task that completed while its execution was paused fails on resume if it
   * cannot publish (S1-061); nothing else leaves an end. What a new execution takes over from one
   * that has ended (S1-123) is recorded as it ended, whichever way.
   */
  public static final Lifecycle<TaskStatus> TASK =
      new Lifecycle<>(TaskStatus.class, EnumSet.allOf(TaskStatus.class))
          .with(REQUESTED, EnumSet.of(SCHEDULED, RUNNING, WAITING, FAILED, CANCELLED))
          .with(SCHEDULED, EnumSet.of(RUNNING, COMPLETED, FAILED, TIMEOUT, CANCELLED, ABANDONED))
          .with(RUNNING, EnumSet.of(COMPLETED, FAILED, TIMEOUT, CANCELLED, ABANDONED))
          .with(WAITING, EnumSet.of(SCHEDULED, RUNNING, COMPLETED, FAILED, TIMEOUT, CANCELLED))
          .with(COMPLETED, EnumSet.of(FAILED));

  /**
   * The moves of an execution: one that a policy holds back is requested; one being cancelled fails
   * only if the engine itself does.
   */
  public static final Lifecycle<ExecutionStatus> EXECUTION =
      new Lifecycle<>(
              ExecutionStatus.class,
              EnumSet.of(
                  ExecutionStatus.REQUESTED,
                  ExecutionStatus.RUNNING,
                  ExecutionStatus.COMPLETED,
                  ExecutionStatus.FAILED))
          .with(
              ExecutionStatus.REQUESTED,
              EnumSet.of(
                  ExecutionStatus.RUNNING, ExecutionStatus.CANCELLED, ExecutionStatus.TIMEOUT))
          .with(
              ExecutionStatus.RUNNING,
              EnumSet.of(
                  ExecutionStatus.CANCELING,
                  ExecutionStatus.COMPLETED,
                  ExecutionStatus.FAILED,
                  ExecutionStatus.CANCELLED,
                  ExecutionStatus.TIMEOUT))
          .with(
              ExecutionStatus.CANCELING,
              EnumSet.of(
                  ExecutionStatus.FAILED, ExecutionStatus.CANCELLED, ExecutionStatus.TIMEOUT));

  private final Class<S> states;
  private final Set<S> first;
  private final Map<S, Set<S>> moves;

  private Lifecycle(Class<S> states, Set<S> first) {
    this.states = states;
    this.first = first;
    this.moves = new EnumMap<>(states);
  }

  private Lifecycle<S> with(S from, Set<S> to) {
    moves.put(from, to);
    return this;
  }

  /** One move; {@code from} is null for the state in which something is first recorded. */
  public record Move<S>(@Nullable S from, S to) {
    @Override
    public String toString() {
      return label(from) + " --> " + label(to);
    }

    private static String label(@Nullable Object state) {
      return state == null ? "[*]" : state.toString().toLowerCase(Locale.ROOT);
    }
  }

  /** Every legal move. */
  public Set<Move<S>> moves() {
    Set<Move<S>> all = new LinkedHashSet<>();
    first.forEach(to -> all.add(new Move<>(null, to)));
    moves.forEach((from, next) -> next.forEach(to -> all.add(new Move<>(from, to))));
    return all;
  }

  /**
   * Whether a row may change so: it stays in its state, or comes from one to the other by legal
   * moves, of which a commit may write several as one.
   */
  public boolean allows(@Nullable S from, S to) {
    if (to.equals(from)) {
      return true;
    }
    Set<S> reached = EnumSet.noneOf(states);
    Set<S> next = EnumSet.copyOf(from == null ? first : next(from));
    while (reached.addAll(next)) {
      Set<S> further = EnumSet.noneOf(states);
      next.forEach(state -> further.addAll(next(state)));
      next = further;
    }
    return reached.contains(to);
  }

  private Set<S> next(S from) {
    return moves.getOrDefault(from, EnumSet.noneOf(states));
  }

  /** The moves as a Mermaid state diagram. */
  public String diagram() {
    StringBuilder text = new StringBuilder("stateDiagram-v2\n");
    moves().forEach(move -> text.append("  ").append(move).append('\n'));
    return text.toString();
  }
}
