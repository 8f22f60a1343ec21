package dev.heddle.cli.follow;

import dev.heddle.cli.view.Snapshot;
import dev.heddle.engine.port.Catalog;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.ExecutionQueries.InquiryFilter;
import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads all there is to see of an execution and the ones nested in it. Not thread-safe. */
public final class SnapshotReader {

  private static final int MOST_INQUIRIES = 100;

  private final ExecutionQueries queries;
  private final Catalog catalog;
  private final LogTails tails;

  public SnapshotReader(ExecutionQueries queries, Catalog catalog, LogStore logs) {
    this.queries = queries;
    this.catalog = catalog;
    this.tails = new LogTails(logs);
  }

  /** How it stands; empty if there is no such execution. */
  public Optional<Snapshot> read(ExecutionId id) {
    return queries.execution(id).map(this::read);
  }

  private Snapshot read(Execution execution) {
    List<TaskExecution> tasks = queries.tasks(execution.id());
    Map<String, Snapshot> nested = new HashMap<>();
    for (TaskExecution task : tasks) {
      ExecutionId child = task.child();
      if (child != null) {
        read(child).ifPresent(snapshot -> nested.put(child.toString(), snapshot));
      }
    }
    List<LogStore.Entry> printed = tails.update(execution.id());
    return new Snapshot(
        execution,
        catalog.workflow(execution.definition()).graph(),
        tasks,
        nested,
        asking(execution.id(), tasks),
        tails.of(execution.id()),
        printed);
  }

  private Set<AttemptId> asking(ExecutionId execution, List<TaskExecution> tasks) {
    if (tasks.stream().noneMatch(task -> task.status() == TaskStatus.WAITING)) {
      return Set.of();
    }
    InquiryFilter pending = new InquiryFilter(InquiryStatus.PENDING, execution, null);
    return queries.inquiries(pending, 0, MOST_INQUIRIES).items().stream()
        .map(Inquiry::id)
        .collect(Collectors.toSet());
  }
}
