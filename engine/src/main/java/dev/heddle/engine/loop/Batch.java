package dev.heddle.engine.loop;

import dev.heddle.engine.decision.Effect;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore.Answered;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decisions that are committed together. Several about one execution are merged, so that each row
 * is written once in its final form.
 */
final class Batch {

  private final Map<ExecutionId, Rows> rows = new LinkedHashMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private final List<Answered> answered = new ArrayList<>();
  private boolean recovers;

  void add(Changes changes, List<Effect> released) {
    if (!changes.isEmpty()) {
      rows.computeIfAbsent(changes.id(), _ -> new Rows()).merge(changes);
    }
    effects.addAll(released);
  }

  /** Attempts are handed out that a former owner had handed out. */
  void recovers() {
    recovers = true;
  }

  /** An attempt has told its end: if it was to be handed out again, it is not any more. */
  void ended(ExecutionId execution, TaskKey attempt) {
    if (recovers) {
      AttemptId id = new AttemptId(execution, attempt);
      effects.removeIf(effect ->
          effect instanceof Effect.Dispatch(Assignment assignment)
              && assignment.attempt().equals(id));
    }
  }

  /** What is done when the batch is durable, such as answering a caller. */
  void afterwards(Runnable action) {
    afterwards.add(action);
  }

  void answer(long message, String answer) {
    answered.add(new Answered(message, answer));
  }

  /** Whether there is anything only the owner may do: effects too are released after a commit. */
  boolean needsCommit() {
    return !rows.isEmpty() || !answered.isEmpty() || !effects.isEmpty();
  }

  Set<ExecutionId> executions() {
    return rows.keySet();
  }

  List<Changes> changes() {
    return rows.values().stream().map(Rows::changes).toList();
  }

  List<Answered> answered() {
    return answered;
  }

  List<Effect> effects() {
    return effects;
  }

  List<Runnable> afterwards() {
    return afterwards;
  }

  /** The merged rows of one execution. */
  private static final class Rows {
    private @Nullable Changes only;
    private @Nullable Merged merged;

    void merge(Changes changes) {
      if (only == null) {
        only = changes;
        return;
      }
      if (merged == null) {
        merged = new Merged(changes.id());
        merged.merge(only);
      }
      merged.merge(changes);
    }

    Changes changes() {
      if (merged != null) {
        return merged.changes();
      }
      if (only == null) {
        throw new IllegalStateException("rows are kept only for changes");
      }
      return only;
    }
  }

  private static final class Merged {
    private final ExecutionId id;
    private @Nullable Execution execution;
    private boolean created;
    private final Map<TaskKey, TaskExecution> tasks = new LinkedHashMap<>();
    private final Set<TaskKey> inserted = new HashSet<>();
    private final Map<TaskKey, Inquiry> opened = new LinkedHashMap<>();
    private final Map<TaskKey, Inquiry> closed = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();

    Merged(ExecutionId id) {
      this.id = id;
    }

    void merge(Changes changes) {
      created |= changes.created();
      if (changes.execution() != null) {
        execution = changes.execution();
      }
      for (TaskExecution task : changes.inserted()) {
        inserted.add(task.key());
        tasks.put(task.key(), task);
      }
      changes.updated().forEach(task -> tasks.put(task.key(), task));
      changes.opened().forEach(inquiry -> opened.put(inquiry.id().task(), inquiry));
      for (Inquiry inquiry : changes.closed()) {
        if (opened.replace(inquiry.id().task(), inquiry) == null) {
          closed.put(inquiry.id().task(), inquiry);
        }
      }
      notes.addAll(changes.notes());
      claims.addAll(changes.claims());
    }

    Changes changes() {
      List<TaskExecution> created = new ArrayList<>();
      List<TaskExecution> updated = new ArrayList<>();
      for (TaskExecution task : tasks.values()) {
        (inserted.contains(task.key()) ? created : updated).add(task);
      }
      return new Changes(
          id,
          execution,
          this.created,
          created,
          updated,
          List.copyOf(opened.values()),
          List.copyOf(closed.values()),
          List.copyOf(notes),
          List.copyOf(claims));
    }
  }
}
