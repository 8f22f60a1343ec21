package dev.heddle.platform.containers;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.steps.StepsDialect;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.Dialect;
import dev.heddle.model.StepsParameters;
import dev.heddle.model.execution.Execution;
import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.CatalogStore.WorkflowRow;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.executions.StartRequest;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The workflows of the steps dialect that were made by the API. They are workflows as all others
 * are, in the pack {@link #PACK}, called {@code container.name}; their ids are made of their names.
 */
public final class ContainerWorkflows {

  /** The pack they are in, made with the first of them. */
  public static final String PACK = "container";

  private final Workflows workflows;
  private final Packs packs;
  private final Definitions definitions;
  private final Executions executions;

  public ContainerWorkflows(
      Workflows workflows, Packs packs, Definitions definitions, Executions executions) {
    this.workflows = workflows;
    this.packs = packs;
    this.definitions = definitions;
    this.executions = executions;
  }

  /** Opaque, stable, and safe in paths. */
  public static String id(String ref) {
    String name = ref.substring(StepsDialect.REF_PREFIX.length());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The ref behind an id; empty if it is none. */
  public static Optional<String> ref(String id) {
    try {
      String name = new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8);
      String ref = StepsDialect.REF_PREFIX + name;
      return !name.isEmpty() && id(ref).equals(id) ? Optional.of(ref) : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  /** Those that {@code reach} lets through, by name. */
  public List<WorkflowRow> list(Reach reach) {
    return workflows.list(new Workflows.Filter(PACK, List.of(), null, null, reach)).stream()
        .filter(ContainerWorkflows::isOfSteps)
        .toList();
  }

  private static boolean isOfSteps(WorkflowRow row) {
    return row.dialect().equals(Dialect.STEPS.label());
  }

  public Answer<WorkflowRow> find(String id) {
    return ref(id)
        .map(workflows::find)
        .filter(found ->
            !(found instanceof Answer.Done<WorkflowRow>(WorkflowRow row)) || isOfSteps(row))
        .orElseGet(() ->
            Answer.refused(
                Refusal.notFound("unknown_workflow", "There is no workflow `" + id + "`")));
  }

  /** The definition that new executions run on. */
  public Answer<Definition> definition(WorkflowRow row) {
    return definitions
        .find(row.definition())
        .map(Answer::done)
        .orElseGet(
            () -> Answer.refused(Refusal.notFound("unknown_definition", "The definition is gone")));
  }

  /** A workflow of the steps dialect that could be stored. */
  public record Draft(String ref, WorkflowSource source) {}

  /** What a document describes: 400 with all mistakes, which JSON pointers into it place. */
  public Answer<Draft> draft(MapValue document) {
    return StepsDialect.compile("", document) instanceof Compilation.Refused refused
        ? refused(refused)
        : draft(WorkflowSource.of(new SourceText("workflow.json", Json.writePretty(document))));
  }

  /** What a text of YAML describes: 400 with all mistakes. */
  public Answer<Draft> draft(String yaml) {
    return draft(WorkflowSource.of(new SourceText("workflow.yaml", yaml)));
  }

  /** As whoever stores it will read it; what is of another dialect is not for here. */
  private static Answer<Draft> draft(WorkflowSource source) {
    return switch (source.compile()) {
      case Compilation.Compiled compiled when compiled.workflow().dialect() == Dialect.STEPS ->
          Answer.done(new Draft(compiled.workflow().ref(), source));
      case Compilation.Compiled compiled ->
          Answer.refused(
              Refusal.of(
                  Refusal.Kind.INVALID,
                  "wrong_dialect",
                  "A container workflow has steps; this is a workflow of the dialect "
                      + compiled.workflow().dialect().label()));
      case Compilation.Refused refused -> refused(refused);
    };
  }

  private static <T> Answer<T> refused(Compilation.Refused refused) {
    return Answer.refused(
        new Refusal(
            Refusal.Kind.INVALID,
            "invalid_workflow",
            "The workflow is not valid",
            List.of(),
            refused.diagnostics()));
  }

  /** Makes a workflow of a draft: 409 if there is one of that name. */
  public Answer<Workflows.Saved> create(Draft draft) {
    if (!(packs.find(PACK) instanceof Answer.Done)) {
      packs.create(PACK, "Container workflows", "Made by the API of container workflows.", "1");
    }
    return workflows.create(PACK, draft.source());
  }

  /** Replaces the given fields; what runs goes on with the former definition (S4-38). */
  public Answer<Workflows.Saved> patch(String id, MapValue changed) {
    return find(id)
        .then(this::definition)
        .then(former ->
            draft(former.document().withAll(changed))
                .then(draft -> workflows.update(former.workflow().ref(), draft.source())));
  }

  public Answer<WorkflowRow> delete(String id) {
    return find(id).then(row -> workflows.delete(row.ref()));
  }

  /**
   * What an execution is started with (S4-40).
   *
   * @param defaults inputs that count where {@code inputs} has none
   * @param credentials {@code username} and {@code password}, or empty
   */
  public record Start(
      MapValue inputs, MapValue defaults, Optional<String> registry, MapValue credentials) {}

  /** Starts an execution: 400 with all inputs that are missing. */
  public Answer<Execution> execute(String id, Start start, String login) {
    List<FieldError> errors = new ArrayList<>();
    for (String name : start.inputs().keys()) {
      if (StepsParameters.isReserved(name)) {
        errors.add(new FieldError("inputs." + name, "is no name for an input"));
      }
    }
    if (!errors.isEmpty()) {
      return Answer.refused(Refusal.invalid("invalid_parameters", "Wrong inputs", errors));
    }
    MapValue parameters = start.defaults().withAll(start.inputs());
    MapValue credentials = credentials(start);
    if (!credentials.isEmpty()) {
      parameters = parameters.with(StepsParameters.CREDENTIALS, credentials);
    }
    StartRequest request = StartRequest.of(parameters, login);
    return find(id).then(row -> executions.start(row.ref(), request));
  }

  private static MapValue credentials(Start start) {
    if (start.credentials().isEmpty()) {
      return MapValue.EMPTY;
    }
    return start
        .registry()
        .map(host -> start.credentials().with("registry", dev.heddle.values.Value.of(host)))
        .orElse(start.credentials());
  }
}
