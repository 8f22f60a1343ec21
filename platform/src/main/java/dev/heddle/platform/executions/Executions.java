package dev.heddle.platform.executions;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.LogStore;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Starter;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.Replies;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts, steers and shows executions, for the command line and the API alike. Waits for the engine
 * where it must; call it from virtual threads. What it answers is durable.
 */
public final class Executions {

  private static final int MOST_NESTED = 10;

  private final Engine engine;
  private final ExecutionQueries queries;
  private final LogStore logs;
  private final Definitions definitions;
  private final Workflows workflows;
  private final Waits waits;

  public Executions(
      Engine engine,
      ExecutionQueries queries,
      LogStore logs,
      Definitions definitions,
      Workflows workflows,
      Waits waits) {
    this.engine = engine;
    this.queries = queries;
    this.logs = logs;
    this.definitions = definitions;
    this.workflows = workflows;
    this.waits = waits;
  }

  /** Starts the present definition of an installed workflow: 404 unknown, 409 disabled. */
  public Answer<Execution> start(String ref, StartRequest request) {
    return workflows.startable(ref).then(definition -> start(definition, request));
  }

  /** Starts a stored definition. Wrong parameters are refused and leave nothing behind (S1-006). */
  public Answer<Execution> start(Definition definition, StartRequest request) {
    return start(definition, request, List.of());
  }

  private Answer<Execution> start(
      Definition definition, StartRequest request, List<String> permissionSets) {
    Execution.Origin origin =
        Execution.Origin.of(
                new Starter(request.login(), permissionSets),
                request.traceTag(),
                request.environment())
            .withPriority(request.priority());
    return StartCheck.bind(definition.workflow().parameters(), request)
        .map(bound -> engine.start(definition.id(), bound, origin).join());
  }

  /** What a definition would be started with; refused if it does not fit (S1-006). */
  public static Answer<MapValue> bind(Definition definition, StartRequest request) {
    return StartCheck.bind(definition.workflow().parameters(), request);
  }

  /** S1-120. */
  public Answer<Execution> pause(ExecutionId id, String by, String reason) {
    return submit(id, new Command.Pause(by, reason));
  }

  /** S1-121. */
  public Answer<Execution> resume(ExecutionId id, String by) {
    return submit(id, new Command.Resume(by));
  }

  /** S1-122; without a policy that of the workflow holds. */
  public Answer<Execution> cancel(ExecutionId id, String by, Optional<CancellationPolicy> policy) {
    return submit(id, new Command.Cancel(by, policy));
  }

  /** Continues a failed execution from its failed tasks as a new one (S1-123). */
  public Answer<Execution> retry(ExecutionId id, String by) {
    return Replies.answer(engine.retry(id, by).join());
  }

  /** The same definition once more, with other parameters where given (S1-130). */
  public Answer<Execution> rerun(ExecutionId id, MapValue changed, String by) {
    return find(id)
        .then(former ->
            definition(former)
                .then(definition -> {
                  StartRequest request =
                      new StartRequest(
                          former.parameters().withAll(changed),
                          former.origin().environment(),
                          former.origin().traceTag(),
                          by,
                          former.origin().priority());
                  return start(definition, request, former.origin().permissionSets());
                }));
  }

  /** An ended execution once more from one of its tasks, as a new one (ADR 0065). */
  public Answer<Execution> rerun(ExecutionId id, Rerun from, String by) {
    return Replies.answer(engine.rerun(id, from, by).join());
  }

  /** What {@link #rerun(ExecutionId, Rerun, String)} would do, without doing it. */
  public Answer<MapValue> previewRerun(ExecutionId id, Rerun from) {
    return shown(id).then(shown -> RerunView.of(shown, from));
  }

  private Answer<Execution> submit(ExecutionId id, Command command) {
    Reply reply = engine.submit(id, command).join();
    return Replies.answer(reply);
  }

  public Answer<Execution> find(ExecutionId id) {
    return queries
        .execution(id)
        .<Answer<Execution>>map(Answer::done)
        .orElseGet(() ->
            Answer.refused(Refusal.notFound("unknown_execution", "There is no execution " + id)));
  }

  /** Newest first. */
  public ExecutionQueries.Page<Execution> list(
      ExecutionQueries.Filter filter, int offset, int limit) {
    return queries.list(filter, offset, limit);
  }

  /**
   * How many executions within reach are in each state; no state is counted beyond {@code most}.
   */
  public Map<ExecutionStatus, Long> counts(Reach reach, long most) {
    return queries.counts(reach, most);
  }

  /** One level down. */
  public Answer<List<Execution>> children(ExecutionId id) {
    return find(id).map(_ -> queries.children(id));
  }

  /** All rows of tasks in the order they were recorded. */
  public Answer<List<TaskExecution>> tasks(ExecutionId id) {
    return find(id).map(_ -> queries.tasks(id));
  }

  /** The same of several executions; those without any, or that are gone, are left out. */
  public Map<ExecutionId, List<TaskExecution>> tasks(Collection<ExecutionId> ids) {
    return queries.tasks(ids);
  }

  /** As {@code heddle run --output json} shows it: {@link ExecutionView#toValue}. */
  public Answer<MapValue> view(ExecutionId id) {
    return shown(id).map(ExecutionView::toValue);
  }

  /** As the API shows it, with all there is to know (S1-118). */
  public Answer<MapValue> details(ExecutionId id) {
    return shown(id)
        .map(shown ->
            ExecutionView.details(shown)
                .with("waiting", Blocker.asValue(blockers(shown, MOST_NESTED))));
  }

  /** Why it does not run, or parts of it while others do; nested executions included. */
  public Answer<List<Blocker>> blockers(ExecutionId id) {
    return shown(id).map(shown -> blockers(shown, MOST_NESTED));
  }

  private List<Blocker> blockers(Shown shown, int depth) {
    List<Blocker> blockers = new ArrayList<>(waits.of(shown).ofExecution());
    List<ExecutionId> children =
        blockers.stream()
            .filter(blocker -> blocker.code() == Blocker.Code.CHILD)
            .flatMap(blocker -> blocker.by().stream())
            .flatMap(child -> ExecutionId.parse(child).stream())
            .toList();
    for (ExecutionId child : children) {
      if (depth > 0 && blockers.size() < Blockers.MOST) {
        switch (shown(child)) {
          case Answer.Done<Shown>(Shown nested) -> blockers.addAll(blockers(nested, depth - 1));
          case Answer.Refused<Shown> _ -> {}
        }
      }
    }
    return blockers.stream().limit(Blockers.MOST).toList();
  }

  private static Value waiting(Blockers blockers, TaskExecution task) {
    return blockers.ofTask(task).<Value>map(Blocker::toValue).orElseGet(Value::nothing);
  }

  /** Its tasks as the API shows them (S1-118). */
  public Answer<List<MapValue>> taskDetails(ExecutionId id) {
    return shown(id)
        .map(shown -> {
          Blockers blockers = waits.of(shown);
          return shown.tasks().stream()
              .map(task -> TaskView.details(shown, task).with("waiting", waiting(blockers, task)))
              .toList();
        });
  }

  /** Nodes with their state, edges and whether they were taken (S1-128). */
  public Answer<MapValue> graph(ExecutionId id) {
    return shown(id).map(GraphView::toValue);
  }

  /** What happened in it, line by line, without any input (S1-126). */
  public Answer<List<LogLine>> story(ExecutionId id) {
    return shown(id).map(Story::lines);
  }

  private Answer<Shown> shown(ExecutionId id) {
    return find(id)
        .then(execution ->
            definition(execution)
                .map(definition -> new Shown(execution, definition.workflow(), queries.tasks(id))));
  }

  private Answer<Definition> definition(Execution execution) {
    return definitions
        .find(execution.definition())
        .<Answer<Definition>>map(Answer::done)
        .orElseGet(() ->
            Answer.refused(
                Refusal.notFound(
                    "unknown_definition",
                    "The definition of execution " + execution.id() + " is gone")));
  }

  /**
   * What its attempts printed after line number {@code after}, oldest first.
   *
   * @param task only this attempt's; null for all
   */
  public Answer<List<LogStore.Numbered>> logs(
      ExecutionId id, @Nullable TaskKey task, long after, int limit) {
    return find(id).map(_ -> logs.read(id, task, after, limit));
  }
}
