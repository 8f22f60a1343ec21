package dev.heddle.platform.executions;

import dev.heddle.dispatch.Waiting;
import dev.heddle.dispatch.WorkerDirectory;
import dev.heddle.dispatch.WorkerRecord;
import dev.heddle.engine.port.Catalog;
import dev.heddle.engine.port.ClaimStore;
import dev.heddle.engine.port.ClaimStore.Standing;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.ExecutionQueries.InquiryFilter;
import dev.heddle.engine.port.LeaseStore;
import dev.heddle.model.Node;
import dev.heddle.model.Work;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.model.placement.Placement;
import dev.heddle.platform.executions.Blocker.Code;
import dev.heddle.platform.executions.Blockers.Placed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Gathers what {@link Blockers} have to know besides the rows of the execution. */
public final class Waits {

  private static final int MOST_INQUIRIES = 100;
  private static final Duration HEARD_WITHIN = Duration.ofMinutes(2);
  private static final Placed SOON =
      new Placed(Code.STARTING, "handed to a worker, which has not begun yet");

  private final ExecutionQueries queries;
  private final Catalog catalog;
  private final WorkerDirectory workers;
  private final ClaimStore claims;
  private final InstantSource clock;

  public Waits(
      ExecutionQueries queries,
      Catalog catalog,
      WorkerDirectory workers,
      ClaimStore claims,
      InstantSource clock) {
    this.queries = queries;
    this.catalog = catalog;
    this.workers = workers;
    this.claims = claims;
    this.clock = clock;
  }

  Blockers of(Shown shown) {
    return new Blockers(shown, pending(shown), standings(shown), clock.instant(), placing(shown));
  }

  private List<Standing> standings(Shown shown) {
    boolean mayWait =
        shown.execution().status() == ExecutionStatus.REQUESTED
            || shown.tasks().stream().anyMatch(task -> task.status() == TaskStatus.WAITING);
    return mayWait ? claims.standings(shown.execution().id()) : List.of();
  }

  private List<Inquiry> pending(Shown shown) {
    if (shown.tasks().stream().noneMatch(task -> task.status() == TaskStatus.WAITING)) {
      return List.of();
    }
    InquiryFilter filter = new InquiryFilter(InquiryStatus.PENDING, shown.execution().id(), null);
    return queries.inquiries(filter, 0, MOST_INQUIRIES).items();
  }

  /** Executions of a private partition are carried out by the process that owns it. */
  private Function<TaskExecution, Placed> placing(Shown shown) {
    boolean isScheduled =
        shown.tasks().stream().anyMatch(task -> task.status() == TaskStatus.SCHEDULED);
    if (!isScheduled || !isShared(shown)) {
      return _ -> SOON;
    }
    List<WorkerRecord> known = workers.workers(HEARD_WITHIN);
    return task ->
        Waiting.reason(placement(shown, task), known)
            .map(reason ->
                new Placed(Code.valueOf(reason.code().toUpperCase(Locale.ROOT)), reason.message()))
            .orElse(SOON);
  }

  private static boolean isShared(Shown shown) {
    return shown.execution().id().partition() < LeaseStore.Range.SHARED.end();
  }

  private Placement placement(Shown shown, TaskExecution task) {
    Node node = shown.node(task);
    if (node.work() instanceof Work.Call(String ref, _)
        && catalog.find(shown.execution().definition(), ref)
            instanceof Catalog.Found.AnAction(var action)) {
      return action.placement().overriddenBy(node.placement());
    }
    return Placement.ANYWHERE.overriddenBy(node.placement());
  }
}
