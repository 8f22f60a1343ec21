package dev.heddle.engine.port;

import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.TaskExecution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows one decision writes, each in its final form and at most once.
 *
 * @param id whose rows they are
 * @param execution the execution's row, or null if it stays as it is
 * @param created whether that row is new
 * @param notes warnings for the execution's log (D-31)
 * @param claims what from now on waits to be admitted (S1-161)
 */
public record Changes(
    ExecutionId id,
    @Nullable Execution execution,
    boolean created,
    List<TaskExecution> inserted,
    List<TaskExecution> updated,
    List<Inquiry> opened,
    List<Inquiry> closed,
    List<String> notes,
    List<Claim> claims) {

  /** Changes without a claim. */
  public Changes(
      ExecutionId id,
      @Nullable Execution execution,
      boolean created,
      List<TaskExecution> inserted,
      List<TaskExecution> updated,
      List<Inquiry> opened,
      List<Inquiry> closed,
      List<String> notes) {
    this(id, execution, created, inserted, updated, opened, closed, notes, List.of());
  }

  public boolean isEmpty() {
    return execution == null
        && inserted.isEmpty()
        && updated.isEmpty()
        && opened.isEmpty()
        && closed.isEmpty()
        && notes.isEmpty()
        && claims.isEmpty();
  }
}
