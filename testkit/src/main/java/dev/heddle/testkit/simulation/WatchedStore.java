package dev.heddle.testkit.simulation;

import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.testkit.MemoryLeases;
import dev.heddle.testkit.MemoryStore;
import dev.heddle.testkit.MemoryStore.CommitFault;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at every commit: what must never be written is reported. */
final class WatchedStore implements ExecutionStore {

  private final MemoryStore store;
  private final MemoryLeases leases;
  private final Consumer<String> violated;
  private final Consumer<String> trace;
  private @Nullable CommitFault everyCommit;
  private long commits;

  WatchedStore(
      MemoryStore store, MemoryLeases leases, Consumer<String> violated, Consumer<String> trace) {
    this.store = store;
    this.leases = leases;
    this.trace = trace;
    this.violated = violated;
  }

  /** Makes every commit fail, those that are lost once. */
  void failAll(CommitFault how) {
    everyCommit = how;
  }

  long commits() {
    return commits;
  }

  @Override
  public boolean commit(Lease lease, long number, List<Changes> changes, List<Answered> answered) {
    Map<ExecutionId, Before> before = new HashMap<>();
    changes.forEach(change -> before.put(change.id(), before(change.id())));
    boolean written;
    if (everyCommit == CommitFault.UNHEARD || (everyCommit != null && number % 2 == 1)) {
      store.failNext(everyCommit);
    }
    try {
      written = store.commit(lease, number, changes, answered);
    } catch (Unavailable fault) {
      throw fault;
    } catch (RuntimeException refused) {
      violated.accept("a commit was refused: " + refused.getMessage());
      throw refused;
    }
    if (written) {
      changes.forEach(change -> trace.accept("  written " + describe(change)));
      commits++;
      changes.forEach(change -> checkOwner(lease, change.id()));
      changes.forEach(change -> check(before.getOrDefault(change.id(), Before.NOTHING), change));
    }
    return written;
  }

  /** Whoever is not the owner must not write. */
  private void checkOwner(Lease lease, ExecutionId id) {
    Optional<Long> owner = leases.owner(id.partition());
    if (owner.isEmpty() || owner.get() != lease.node()) {
      violated.accept(
          "node %d wrote %s, which belongs to node %s".formatted(lease.node(), id, owner));
    }
  }

  private static String describe(Changes change) {
    Execution execution = change.execution();
    StringBuilder text = new StringBuilder(change.id().toString());
    if (execution != null) {
      text.append(change.created() ? " new " : " now ").append(execution.status());
      text.append(" wake ").append(execution.wakeAt()).append(' ').append(execution.hold());
    }
    change.inserted().forEach(task -> describe(text.append(" +"), task));
    change.updated().forEach(task -> describe(text.append(" "), task));
    return text.toString();
  }

  private static void describe(StringBuilder text, TaskExecution task) {
    text.append(task.name())
        .append(new AttemptId(new ExecutionId(0), task.key()).toString().substring(13));
    text.append(':').append(task.status()).append(task.isSettled() ? "!" : "");
  }

  private record Before(@Nullable Execution execution, Map<TaskKey, TaskExecution> tasks) {
    static final Before NOTHING = new Before(null, Map.of());
  }

  private Before before(ExecutionId id) {
    return new Before(
        store.execution(id).orElse(null),
        store.tasks(id).stream().collect(Collectors.toMap(TaskExecution::key, task -> task)));
  }

  private void check(Before before, Changes changes) {
    Execution after = changes.execution() == null ? before.execution() : changes.execution();
    if (after == null) {
      violated.accept("tasks of an execution that was never recorded: " + changes.id());
      return;
    }
    Execution was = before.execution();
    boolean still =
        was != null
            && (was.status().isTerminal()
                || was.isStopping()
                || (was.isPaused() && after.isPaused()));
    for (TaskExecution task : changes.inserted()) {
      checkStart(still, null, task);
    }
    for (TaskExecution task : changes.updated()) {
      TaskExecution old = before.tasks().get(task.key());
      checkStart(still, old, task);
      if (old != null
          && old.status().isTerminal()
          && old.status() != task.status()
          && !(old.status() == TaskStatus.COMPLETED && task.status() == TaskStatus.FAILED)) {
        violated.accept("%s went from %s to %s".formatted(task.key(), old.status(), task.status()));
      }
    }
    if (after.status().isTerminal()) {
      checkEnd(before, changes, after);
    }
  }

  private void checkStart(boolean still, @Nullable TaskExecution old, TaskExecution task) {
    boolean starts = task.status().isDispatched() && (old == null || !old.status().isDispatched());
    if (still && starts) {
      violated.accept("%s %s started while it must not".formatted(task.name(), task.key()));
    }
  }

  /** Nothing may be open in an execution that has ended. */
  private void checkEnd(Before before, Changes changes, Execution after) {
    Map<TaskKey, TaskExecution> tasks = new HashMap<>(before.tasks());
    changes.inserted().forEach(task -> tasks.put(task.key(), task));
    changes.updated().forEach(task -> tasks.put(task.key(), task));
    for (TaskExecution task : tasks.values()) {
      if (!task.status().isTerminal() || !task.isSettled()) {
        violated.accept(
            "%s ended as %s while %s %s is %s"
                .formatted(after.id(), after.status(), task.name(), task.key(), task.status()));
      }
    }
  }

  @Override
  public Fate settle(Lease lease, long number) {
    return store.settle(lease, number);
  }

  @Override
  public Optional<Stored> load(ExecutionId id) {
    return store.load(id);
  }

  @Override
  public List<ExecutionId> dispatched(Collection<Integer> partitions) {
    return store.dispatched(partitions);
  }

  @Override
  public List<Due> due(Collection<Integer> partitions, Instant until, int limit) {
    return store.due(partitions, until, limit);
  }
}
