package dev.heddle.server.resource;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.catalog.CatalogStore.WorkflowRow;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.catalog.ParameterSchema;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.executions.GraphView;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;

/** Definitions that can be executed (S1-127, S1-131, S1-132). */
public final class WorkflowResource {

  private static final String PATH = "/api/v1/workflows/";

  private final Workflows workflows;
  private final Definitions definitions;
  private final Packs packs;
  private final Starts starts;

  public WorkflowResource(
      Workflows workflows, Definitions definitions, Packs packs, Starts starts) {
    this.workflows = workflows;
    this.definitions = definitions;
    this.packs = packs;
    this.starts = starts;
  }

  public Reply list(Call call) {
    Query query = call.query("tags", "enabled", "search", "pack_ref", "page", "per_page");
    Workflows.Filter filter =
        new Workflows.Filter(
            query.text("pack_ref").orElse(null),
            query.text("tags").map(WorkflowResource::split).orElse(List.of()),
            query.flag("enabled").orElse(null),
            query.text("search").orElse(null),
            reach(call));
    return page(filter, Paging.of(query));
  }

  public Reply listOfPack(Call call) {
    Query query = call.query("page", "per_page");
    String pack = Answers.of(packs.find(call.path("pack_ref"))).ref();
    return page(new Workflows.Filter(pack, List.of(), null, null, reach(call)), Paging.of(query));
  }

  private static Reach reach(Call call) {
    return call.reach(Resource.WORKFLOWS, Operation.READ);
  }

  private Reply page(Workflows.Filter filter, Paging paging) {
    return paging.part(workflows.list(filter), WorkflowResource::summary);
  }

  private static List<String> split(String tags) {
    return List.of(tags.split(",", -1));
  }

  private static MapValue summary(WorkflowRow row) {
    return MapValue.builder()
        .put("ref", row.ref())
        .put("pack", row.pack())
        .put("dialect", row.dialect())
        .put("label", row.label())
        .put("description", row.description())
        .put("version", row.version())
        .put("tags", new ListValue(row.tags().stream().<Value>map(Value::of).toList()))
        .put("enabled", row.enabled())
        .put("created_at", row.createdAt().toString())
        .put("updated_at", row.updatedAt().toString())
        .build();
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(details(Answers.of(workflows.find(call.path("workflow_ref"))), List.of()));
  }

  private MapValue details(WorkflowRow row, List<Diagnostic> warnings) {
    Definition definition =
        definitions
            .find(row.definition())
            .orElseThrow(() -> ProblemException.notFound("The definition is gone."));
    SourceText text = definition.source().text();
    return summary(row)
        .with("definition", definition.document())
        .with(
            "source", MapValue.builder().put("file", text.name()).put("text", text.text()).build())
        .with("warnings", Answers.list(warnings, false));
  }

  /** What it was defined as, newest first. */
  public Reply versions(Call call) {
    call.query();
    WorkflowRow row = Answers.of(workflows.find(call.path("workflow_ref")));
    List<Value> versions =
        Answers.of(workflows.versions(row.ref())).stream()
            .<Value>map(version ->
                MapValue.builder()
                    .put("definition", version.id())
                    .put("version", version.version())
                    .put("dialect", version.dialect())
                    .put("label", version.label())
                    .put("created_at", version.createdAt().toString())
                    .put("current", version.id() == row.definition())
                    .build())
            .toList();
    return Reply.data(new ListValue(versions));
  }

  /** One of them, with its source and its graph. */
  public Reply version(Call call) {
    call.query();
    Definition found =
        Answers.of(
            workflows.version(call.path("workflow_ref"), call.number("definition", "version")));
    SourceText text = found.source().text();
    return Reply.data(
        MapValue.builder()
            .put("definition", found.id())
            .put("version", found.workflow().description().version())
            .put("dialect", found.workflow().dialect().label())
            .put("created_at", found.createdAt().toString())
            .put(
                "source",
                MapValue.builder().put("file", text.name()).put("text", text.text()).build())
            .put("graph", GraphView.of(found.workflow()))
            .build());
  }

  public Reply create(Call call) {
    WorkflowSource source = source(call);
    String pack = call.path("pack_ref");
    starts.requireCalls(call, source);
    Workflows.Saved saved = Answers.of(workflows.create(pack, source));
    return Reply.created(
        PATH + saved.workflow().ref(), details(saved.workflow(), saved.warnings()));
  }

  public Reply replace(Call call) {
    WorkflowSource source = source(call);
    starts.requireCalls(call, source);
    Workflows.Saved saved = Answers.of(workflows.update(call.path("workflow_ref"), source));
    return Reply.data(details(saved.workflow(), saved.warnings()));
  }

  public Reply delete(Call call) {
    call.body().end();
    WorkflowRow gone = Answers.of(workflows.delete(call.path("workflow_ref")));
    return Reply.data(MapValue.builder().put("ref", gone.ref()).put("deleted", true).build());
  }

  /** Every mistake, whether there are any or not: the question is what they are (S1-131). */
  public Reply validate(Call call) {
    // What it finds out about others' things is that a ref exists, as every caller of it knows.
    reach(call);
    Compilation compilation = workflows.check(source(call));
    MapValue.Builder found = MapValue.builder();
    switch (compilation) {
      case Compilation.Compiled compiled ->
          found
              .put("valid", true)
              .put("ref", compiled.workflow().ref())
              .put("dialect", compiled.workflow().dialect().label())
              .put("graph", GraphView.of(compiled.workflow()))
              .put("parameters", ParameterSchema.of(compiled.workflow().parameters()));
      case Compilation.Refused _ -> found.put("valid", false);
    }
    return Reply.data(
        found
            .put("errors", Answers.list(compilation.diagnostics(), true))
            .put("warnings", Answers.list(compilation.diagnostics(), false))
            .build());
  }

  private static WorkflowSource source(Call call) {
    return WorkflowSource.of(DefinitionBody.read(call, "workflow.yaml"));
  }
}
