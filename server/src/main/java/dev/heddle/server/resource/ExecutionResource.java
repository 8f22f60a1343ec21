package dev.heddle.server.resource;

import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.port.ExecutionQueries.Filter;
import dev.heddle.engine.port.ExecutionQueries.Page;
import dev.heddle.engine.port.ExecutionQueries.Traits;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.LogStore;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.Dialect;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.executions.ExecutionView;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.executions.StartRequest;
import dev.heddle.platform.provenance.Provenance;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Executions of every dialect (U-03, S1-128 … S1-130). */
public final class ExecutionResource {

  private static final String PATH = "/api/v1/executions/";
  private static final int MOST_LINES = 1000;
  private static final int USUAL_LINES = 500;
  private static final int LONGEST_REF = 255;

  /**
   * Who looks at a page asks every other second; counting all there ever was would cost too much.
   */
  private static final long COUNTED = 10_000;

  private final Executions executions;
  private final Provenance provenance;
  private final Definitions definitions;
  private final Starts starts;

  public ExecutionResource(
      Executions executions, Provenance provenance, Definitions definitions, Starts starts) {
    this.executions = executions;
    this.provenance = provenance;
    this.definitions = definitions;
    this.starts = starts;
  }

  /** The id in a path; what is no id names nothing. */
  static ExecutionId id(String text) {
    return ExecutionId.parse(text)
        .orElseThrow(() -> ProblemException.notFound("There is no such execution."));
  }

  public Reply list(Call call) {
    Query query =
        call.query(
            "status",
            "action_ref",
            "pack_name",
            "result_contains",
            "dialect",
            "trace_tag",
            "text",
            "started_after",
            "started_before",
            "parent",
            "top_level",
            "page",
            "per_page");
    Filter filter =
        new Filter(
            status(query),
            query.text("action_ref").orElse(null),
            query.text("pack_name").orElse(null),
            query.text("result_contains").orElse(null),
            query.text("parent").map(text -> parent(text)).orElse(null),
            query.flag("top_level").orElse(false),
            traits(query),
            reach(call));
    return page(filter, Paging.of(query));
  }

  private static Traits traits(Query query) {
    return new Traits(
            query.oneOf("dialect", Dialect.values(), Dialect::label).orElse(null),
            query.text("trace_tag").orElse(null),
            query.text("text").orElse(null),
            null,
            null)
        .started(
            query.moment("started_after").orElse(null),
            query.moment("started_before").orElse(null));
  }

  /** The executions of one workflow. */
  public Reply listOfWorkflow(Call call) {
    Query query = call.query("status", "page", "per_page");
    Filter filter =
        new Filter(status(query), call.path("workflow_ref"), null, null, null, false, reach(call));
    return page(filter, Paging.of(query));
  }

  private static Reach reach(Call call) {
    return call.reach(Resource.EXECUTIONS, Operation.READ);
  }

  private Reply page(Filter filter, Paging paging) {
    Page<Execution> page = executions.list(filter, paging.offset(), paging.size());
    return paging.answer(
        page.items().stream().map(this::summary).toList(), page.total(), page.exact());
  }

  private static Set<ExecutionStatus> status(Query query) {
    return query
        .oneOf("status", ExecutionStatus.values(), ExecutionStatus::label)
        .map(Set::of)
        .orElse(Set.of());
  }

  private static ExecutionId parent(String text) {
    return ExecutionId.parse(text)
        .orElseThrow(() -> ProblemException.invalid("query.parent", "is no execution id"));
  }

  private MapValue summary(Execution execution) {
    Optional<Definition> definition = definitions.find(execution.definition());
    Value dialect =
        definition
            .<Value>map(each -> Value.of(each.workflow().dialect().label()))
            .orElse(Value.nothing());
    Execution.Origin origin = execution.origin();
    return ExecutionView.summary(execution)
        .with("dialect", dialect)
        .with("paused", Value.of(execution.isPaused()))
        .with("started_by", Value.of(origin.startedBy()))
        .with("trace_tag", text(origin.traceTag()))
        .with("parent", text(origin.parent() == null ? null : origin.parent().execution()))
        .with("retry_of", text(origin.retryOf()))
        .withAll(draft(definition));
  }

  /** Hardly any runs a text that was only tried. */
  private static MapValue draft(Optional<Definition> definition) {
    return definition.filter(Definition::draft).isEmpty()
        ? MapValue.EMPTY
        : MapValue.builder().put("draft", true).build();
  }

  private static Value text(@Nullable Object text) {
    return text == null ? Value.nothing() : Value.of(text.toString());
  }

  public Reply stats(Call call) {
    call.query();
    MapValue.Builder counts = MapValue.builder();
    var known = executions.counts(reach(call), COUNTED);
    for (ExecutionStatus status : ExecutionStatus.values()) {
      counts.put(status.label(), known.getOrDefault(status, 0L));
    }
    return Reply.data(counts.build());
  }

  public Reply get(Call call) {
    call.query();
    return details(id(call.path("id")));
  }

  private Reply details(ExecutionId id) {
    Execution execution = Answers.of(executions.find(id));
    return Reply.data(
        Answers.of(executions.details(id))
            .with("provenance", provenance.of(execution))
            .withAll(draft(definitions.find(execution.definition()))));
  }

  public Reply tasks(Call call) {
    call.query();
    return Reply.data(
        new ListValue(List.copyOf(Answers.of(executions.taskDetails(id(call.path("id")))))));
  }

  public Reply graph(Call call) {
    call.query();
    return Reply.data(Answers.of(executions.graph(id(call.path("id")))));
  }

  public Reply logs(Call call) {
    Query query = call.query("after", "limit");
    int after = query.number("after", 0, 0, Integer.MAX_VALUE);
    int limit = query.number("limit", USUAL_LINES, 1, MOST_LINES);
    List<LogStore.Numbered> lines =
        Answers.of(executions.logs(id(call.path("id")), null, after, limit));
    return Reply.data(new ListValue(lines.stream().<Value>map(LogView::toValue).toList()));
  }

  /** What happened in it, step by step (S1-126). */
  public Reply story(Call call) {
    call.query();
    List<LogLine> lines = Answers.of(executions.story(id(call.path("id"))));
    return Reply.data(new ListValue(lines.stream().<Value>map(LogView::moment).toList()));
  }

  public Reply execute(Call call) {
    Fields fields = call.body();
    String ref = fields.requiredText("action_ref", LONGEST_REF);
    StartRequest request = request(fields, call);
    starts.require(call, ref);
    return started(Answers.of(executions.start(ref, request)));
  }

  public Reply executeWorkflow(Call call) {
    StartRequest request = request(call.body(), call);
    String ref = call.path("workflow_ref");
    starts.require(call, ref);
    return started(Answers.of(executions.start(ref, request)));
  }

  /** How something is started, as the rest of a body says. */
  static StartRequest request(Fields fields, Call call) {
    StartRequest request =
        new StartRequest(
            fields.map("parameters"),
            fields.texts("env_vars"),
            fields.text("trace_tag").orElse(null),
            call.caller().login(),
            fields.number("priority").orElse(0));
    fields.end();
    return request;
  }

  /** From its start with other parameters (S1-130), or from a task with another input. */
  public Reply rerun(Call call) {
    Fields fields = call.body();
    MapValue parameters = fields.map("parameters");
    Optional<String> task = fields.text("from");
    int activation = fields.number("activation").orElse(1);
    MapValue input = fields.map("input");
    if (task.isPresent() && !parameters.isEmpty()) {
      fields.refuse("parameters", "what ran with the former ones is reused; leave them out");
    }
    if (task.isEmpty() && !input.isEmpty()) {
      fields.refuse("input", "is that of a task; say from which");
    }
    fields.end();
    ExecutionId id = id(call.path("id"));
    Execution former = Answers.of(executions.find(id));
    starts.require(call, definition(former).workflow());
    if (task.isEmpty()) {
      return started(Answers.of(executions.rerun(id, parameters, call.caller().login())));
    }
    Rerun from = new Rerun(task.get(), activation, input);
    if (!input.isEmpty()) {
      // Whoever gives the input decides what the action does, as if it were called by itself.
      starts.require(call, action(id, from));
    }
    return started(Answers.of(executions.rerun(id, from, call.caller().login())));
  }

  private Definition definition(Execution execution) {
    return definitions
        .find(execution.definition())
        .orElseThrow(() -> ProblemException.notFound("Its definition is gone."));
  }

  private String action(ExecutionId id, Rerun from) {
    MapValue preview = Answers.of(executions.previewRerun(id, from));
    return preview.get("action") instanceof TextValue action ? action.text() : "";
  }

  /** What a rerun from a task would run again and what it would reuse. */
  public Reply previewRerun(Call call) {
    Query query = call.query("from", "activation");
    String task =
        query.text("from").orElseThrow(() -> ProblemException.invalid("query.from", "is required"));
    int activation = query.number("activation", 1, 1, Integer.MAX_VALUE);
    Rerun from = new Rerun(task, activation, MapValue.EMPTY);
    return Reply.data(Answers.of(executions.previewRerun(id(call.path("id")), from)));
  }

  public Reply retry(Call call) {
    call.body().end();
    Execution failed = Answers.of(executions.find(id(call.path("id"))));
    starts.require(call, definition(failed).workflow());
    return started(Answers.of(executions.retry(id(call.path("id")), call.caller().login())));
  }

  /** What was asked for, whatever has become of it meanwhile (S1-129). */
  Reply started(Execution execution) {
    MapValue requested =
        summary(execution)
            .with("status", Value.of(ExecutionStatus.REQUESTED.label()))
            .with("result", Value.nothing())
            .with("error", Value.nothing())
            .with("finished_at", Value.nothing());
    return Reply.accepted(PATH + execution.id(), requested);
  }

  public Reply pause(Call call) {
    Fields fields = call.body();
    String reason = fields.text("reason").orElse("");
    fields.end();
    Execution paused =
        Answers.of(executions.pause(id(call.path("id")), call.caller().login(), reason));
    return details(paused.id());
  }

  public Reply resume(Call call) {
    call.body().end();
    Execution resumed = Answers.of(executions.resume(id(call.path("id")), call.caller().login()));
    return details(resumed.id());
  }

  public Reply cancel(Call call) {
    Fields fields = call.body();
    Optional<CancellationPolicy> policy =
        fields.oneOf("policy", CancellationPolicy.values(), ExecutionResource::label);
    fields.end();
    Execution cancelled =
        Answers.of(executions.cancel(id(call.path("id")), call.caller().login(), policy));
    return details(cancelled.id());
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
