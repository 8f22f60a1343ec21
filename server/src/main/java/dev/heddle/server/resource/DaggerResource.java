package dev.heddle.server.resource;

import dev.heddle.engine.port.ExecutionQueries.Filter;
import dev.heddle.engine.port.ExecutionQueries.Page;
import dev.heddle.engine.port.LogStore;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.Dialect;
import dev.heddle.model.Node;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.catalog.CatalogStore.WorkflowRow;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.containers.ContainerRun;
import dev.heddle.platform.containers.ContainerWorkflows;
import dev.heddle.platform.executions.Executions;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Container workflows and their executions, in the words of their own API (S4-39 … S4-43). */
public final class DaggerResource {

  private static final String WORKFLOWS = "/dagger/workflows/";
  private static final String EXECUTIONS = "/dagger/executions/";
  private static final int USUAL = 20;
  private static final int MOST = 100;
  private static final int MOST_LINES = 1000;
  private static final int FAR = 1_000_000;

  private final ContainerWorkflows workflows;
  private final Executions executions;
  private final Definitions definitions;
  private final Starts starts;

  public DaggerResource(
      ContainerWorkflows workflows, Executions executions, Definitions definitions, Starts starts) {
    this.workflows = workflows;
    this.executions = executions;
    this.definitions = definitions;
    this.starts = starts;
  }

  /** What lists of workflows can be sorted by. */
  private enum Sort {
    NAME,
    CREATED_AT,
    UPDATED_AT;

    Comparator<WorkflowRow> order() {
      return switch (this) {
        case NAME -> Comparator.comparing(WorkflowRow::ref);
        case CREATED_AT -> Comparator.comparing(WorkflowRow::createdAt);
        case UPDATED_AT -> Comparator.comparing(WorkflowRow::updatedAt);
      };
    }
  }

  /** The workflow that a path names. */
  public Optional<Target> workflow(Call call) {
    return ContainerWorkflows.ref(call.path("workflow_id")).map(Target::of);
  }

  public Reply list(Call call) {
    Query query = call.query("status", "limit", "offset", "sort");
    Optional<Boolean> enabled = query.text("status").map(DaggerResource::isActive);
    Comparator<WorkflowRow> order =
        query.text("sort").map(DaggerResource::order).orElse(Sort.NAME.order());
    List<WorkflowRow> all =
        workflows.list(call.reach(Resource.WORKFLOWS, Operation.READ)).stream()
            .filter(row -> enabled.isEmpty() || row.enabled() == enabled.get())
            .sorted(order)
            .toList();
    int limit = query.number("limit", USUAL, 1, MOST);
    int offset = query.number("offset", 0, 0, FAR);
    List<Value> part = new ArrayList<>();
    all.stream().skip(offset).limit(limit).forEach(row -> part.add(view(row)));
    return page("workflows", part, all.size(), limit, offset);
  }

  private static boolean isActive(String status) {
    return switch (status) {
      case "active" -> true;
      case "disabled" -> false;
      default -> throw ProblemException.invalid("query.status", "must be active or disabled");
    };
  }

  private static Comparator<WorkflowRow> order(String text) {
    String[] parts = text.split(":", 2);
    for (Sort sort : Sort.values()) {
      if (sort.name().equalsIgnoreCase(parts[0])) {
        if (parts.length == 1 || parts[1].equals("asc")) {
          return sort.order();
        }
        if (parts[1].equals("desc")) {
          return sort.order().reversed();
        }
      }
    }
    throw ProblemException.invalid(
        "query.sort", "must be name, created_at or updated_at, with :asc or :desc");
  }

  private static Reply page(String plural, List<Value> items, long total, int limit, int offset) {
    return Reply.json(
        200,
        MapValue.builder()
            .put(plural, new ListValue(items))
            .put("total", total)
            .put("limit", limit)
            .put("offset", offset)
            .build(),
        Map.of());
  }

  private MapValue view(WorkflowRow row) {
    Definition definition = Answers.of(workflows.definition(row));
    MapValue.Builder effective = MapValue.builder();
    for (Node node : definition.workflow().graph().nodes()) {
      effective.put(
          node.name(),
          MapValue.builder()
              .put(
                  "timeout_seconds",
                  node.timing().timeout().map(limit -> limit.toMillis() / 1000).orElse(0L))
              .put("max_attempts", node.retry().count() + 1)
              .build());
    }
    return MapValue.builder()
        .put("id", ContainerWorkflows.id(row.ref()))
        .put("ref", row.ref())
        .put("status", row.enabled() ? "active" : "disabled")
        .put("created_at", row.createdAt().toString())
        .put("updated_at", row.updatedAt().toString())
        .putAll(definition.document())
        .put("effective", effective.build())
        .build();
  }

  public Reply get(Call call) {
    call.query();
    return Reply.json(200, view(Answers.of(workflows.find(call.path("workflow_id")))), Map.of());
  }

  /** The document itself, or {@code definition}: a text of YAML. */
  public Reply create(Call call) {
    MapValue body = call.body().all();
    ContainerWorkflows.Draft draft =
        Answers.of(
            body.get("definition") instanceof TextValue(String yaml)
                ? workflows.draft(yaml)
                : workflows.draft(body));
    call.require(Resource.WORKFLOWS, Operation.CREATE, Target.of(draft.ref()));
    starts.requireCalls(call, draft.source());
    Workflows.Saved saved = Answers.of(workflows.create(draft));
    return Reply.json(
        201,
        saved(saved),
        Map.of("Location", WORKFLOWS + ContainerWorkflows.id(saved.workflow().ref())));
  }

  public Reply patch(Call call) {
    MapValue body = call.body().all();
    return Reply.json(
        200, saved(Answers.of(workflows.patch(call.path("workflow_id"), body))), Map.of());
  }

  private MapValue saved(Workflows.Saved saved) {
    return view(saved.workflow()).with("warnings", Answers.list(saved.warnings(), false));
  }

  public Reply delete(Call call) {
    call.body().end();
    Answers.of(workflows.delete(call.path("workflow_id")));
    return Reply.nothing();
  }

  public Reply execute(Call call) {
    Fields fields = call.body();
    Fields defaults = fields.inside("workflow_defaults");
    ContainerWorkflows.Start start =
        new ContainerWorkflows.Start(
            fields.map("inputs"),
            defaults.map("inputs"),
            fields.text("container_registry"),
            fields.map("container_credentials"));
    if (fields.flag("skip_cache").isPresent()) {
      fields.refuse("skip_cache", "there is no cache of results: every execution runs all steps");
    }
    defaults.end();
    fields.end();
    String id = call.path("workflow_id");
    starts.require(call, Answers.of(workflows.find(id)).ref());
    Execution started = Answers.of(workflows.execute(id, start, call.caller().login()));
    return Reply.json(
        202,
        MapValue.builder()
            .put("execution_id", started.id().toString())
            .put("status", "pending")
            .put("workflow_id", id)
            .build(),
        Map.of("Location", EXECUTIONS + started.id()));
  }

  public Reply executions(Call call) {
    Query query = call.query("limit", "offset");
    int limit = query.number("limit", USUAL, 1, MOST);
    int offset = query.number("offset", 0, 0, FAR);
    String ref = Answers.of(workflows.find(call.path("workflow_id"))).ref();
    Reach reach = call.reach(Resource.EXECUTIONS, Operation.READ);
    Page<Execution> page =
        executions.list(new Filter(Set.of(), ref, null, null, null, false, reach), offset, limit);
    List<Value> items = new ArrayList<>();
    Map<ExecutionId, List<TaskExecution>> tasks =
        executions.tasks(page.items().stream().map(Execution::id).toList());
    for (Execution each : page.items()) {
      items.add(run(each, tasks.getOrDefault(each.id(), List.of()), List.of()).toValue());
    }
    return page("executions", items, page.total(), limit, offset);
  }

  private ContainerRun run(Execution execution, List<LogStore.Numbered> log) {
    return run(execution, Answers.of(executions.tasks(execution.id())), log);
  }

  private ContainerRun run(
      Execution execution, List<TaskExecution> tasks, List<LogStore.Numbered> log) {
    Definition definition =
        definitions
            .find(execution.definition())
            .filter(each -> each.workflow().dialect() == Dialect.STEPS)
            .orElseThrow(() -> ProblemException.notFound("There is no such execution."));
    return new ContainerRun(execution, definition.workflow(), tasks, log);
  }

  public Reply execution(Call call) {
    call.query();
    ExecutionId id = ExecutionResource.id(call.path("id"));
    Execution execution = Answers.of(executions.find(id));
    List<LogStore.Numbered> log = Answers.of(executions.logs(id, null, 0, MOST_LINES));
    return Reply.json(200, run(execution, log).toValue(), Map.of());
  }

  /** Cancels it; 409 if it has ended (S4-42). */
  public Reply cancel(Call call) {
    call.body().end();
    ExecutionId id = ExecutionResource.id(call.path("id"));
    run(Answers.of(executions.find(id)), List.of());
    Answers.of(
        executions.cancel(
            id, call.caller().login(), Optional.of(CancellationPolicy.CANCEL_RUNNING)));
    return Reply.nothing();
  }

  /** How many workflows there are and how their executions stand (S4-43). */
  public Reply status(Call call) {
    call.query();
    Reach readable = call.reach(Resource.WORKFLOWS, Operation.READ);
    Reach reach = call.reach(Resource.EXECUTIONS, Operation.READ);
    MapValue.Builder counts = MapValue.builder();
    Function<ExecutionStatus, Long> count =
        status ->
            executions
                .list(
                    new Filter(
                        Set.of(status), null, ContainerWorkflows.PACK, null, null, false, reach),
                    0,
                    1)
                .total();
    for (ExecutionStatus status : ExecutionStatus.values()) {
      counts.put(status.label(), count.apply(status));
    }
    return Reply.json(
        200,
        MapValue.builder()
            .put("workflows", workflows.list(readable).size())
            .put("executions", counts.build())
            .build(),
        Map.of());
  }
}
