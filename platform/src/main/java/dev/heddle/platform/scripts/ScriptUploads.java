package dev.heddle.platform.scripts;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.Dialect;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.catalog.Registration;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.executions.StartRequest;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Takes script files, which start when they arrive, and shows them: an upload is a definition and
 * its one execution, whose id is the id of the upload (S3-57 … S3-60).
 */
public final class ScriptUploads {

  private final Definitions definitions;
  private final Executions executions;
  private final ArtifactStore artifacts;

  public ScriptUploads(Definitions definitions, Executions executions, ArtifactStore artifacts) {
    this.definitions = definitions;
    this.executions = executions;
    this.artifacts = artifacts;
  }

  /** The two files of an upload. */
  public record Upload(SourceText workflow, SourceText requirements) {

    /** What it is called by: {@code script.} and the name of the file. */
    public Answer<String> ref() {
      return compiled().map(compiled -> compiled.workflow().ref());
    }

    private WorkflowSource source() {
      return new WorkflowSource(workflow, requirements);
    }

    private Answer<Compilation.Compiled> compiled() {
      return switch (source().compile(Dialect.SCRIPT)) {
        case Compilation.Compiled compiled -> Answer.done(compiled);
        case Compilation.Refused refused ->
            Answer.refused(
                new Refusal(
                    Refusal.Kind.INVALID,
                    "invalid_workflow",
                    "The workflow is not valid",
                    List.of(),
                    refused.diagnostics()));
      };
    }
  }

  /** Stores an upload and starts it: 400 with every mistake, and nothing is stored (S3-57). */
  public Answer<MapValue> submit(Upload upload, String login) {
    return upload
        .compiled()
        .then(_ -> start(upload, login))
        .then(execution -> workflow(execution.id()));
  }

  private Answer<Execution> start(Upload upload, String login) {
    return switch (definitions.register(upload.source(), List.of())) {
      case Registration.Registered registered ->
          executions.start(registered.definition(), StartRequest.of(MapValue.EMPTY, login));
      case Registration.Refused refused ->
          Answer.refused(
              new Refusal(
                  Refusal.Kind.INVALID,
                  "invalid_workflow",
                  "The workflow is not valid",
                  List.of(),
                  refused.diagnostics()));
    };
  }

  /**
   * Cancels an upload and starts new files in its place. New files that are wrong leave the old
   * upload as it is; one that has ended already is simply followed by the new one (S3-60).
   */
  public Answer<MapValue> update(ExecutionId id, Upload upload, String login) {
    return upload
        .compiled()
        .then(_ -> found(id))
        .then(former -> {
          Execution execution = former.execution();
          if (!execution.status().isTerminal()) {
            Answer<Execution> cancelled = cancelNow(execution.id(), login);
            if (cancelled instanceof Answer.Refused<Execution>(Refusal refusal)
                && refusal.kind() != Refusal.Kind.CONFLICT) {
              return Answer.refused(refusal);
            }
          }
          return submit(upload, login);
        });
  }

  /** Stops an upload and all that runs for it: 409 if it has ended (S3-59). */
  public Answer<MapValue> cancel(ExecutionId id, String login) {
    return found(id)
        .then(former ->
            former.execution().status().isTerminal()
                ? Answer.refused(
                    Refusal.conflict("workflow_ended", "The workflow " + id + " has ended already"))
                : cancelNow(id, login))
        .then(_ -> workflow(id));
  }

  private Answer<Execution> cancelNow(ExecutionId id, String login) {
    return executions.cancel(id, login, Optional.of(CancellationPolicy.CANCEL_RUNNING));
  }

  public Answer<MapValue> workflow(ExecutionId id) {
    return found(id).map(ScriptView::workflow);
  }

  public Answer<List<MapValue>> tasks(ExecutionId id) {
    return found(id).map(ScriptView::tasks);
  }

  /** One for each attempt, oldest first. */
  public Answer<List<MapValue>> runs(ExecutionId id) {
    return found(id).map(ScriptView::runs);
  }

  public Answer<MapValue> run(ExecutionId id, String run) {
    return found(id)
        .then(view ->
            view.run(run)
                .map(Answer::done)
                .orElseGet(() -> missing("There is no run " + run + " of the workflow " + id)));
  }

  /** What a task printed; whoever gets it closes it. 404 as long as there is nothing. */
  public Answer<ArtifactStore.Content> output(ExecutionId id, String task) {
    return found(id)
        .then(view ->
            view.output(task)
                .flatMap(this::open)
                .map(Answer::done)
                .orElseGet(() -> missing("There is no output of a task " + task)));
  }

  private Optional<ArtifactStore.Content> open(ArtifactPath path) {
    try {
      return artifacts.open(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer<ScriptView> found(ExecutionId id) {
    return executions
        .find(id)
        .then(execution -> {
          Optional<Definition> definition =
              definitions
                  .find(execution.definition())
                  .filter(each -> each.workflow().dialect() == Dialect.SCRIPT);
          if (definition.isEmpty()) {
            return missing("There is no workflow " + id);
          }
          return executions
              .tasks(id)
              .map((List<TaskExecution> tasks) ->
                  new ScriptView(execution, definition.get(), tasks));
        });
  }

  private static <T> Answer<T> missing(String message) {
    return Answer.refused(Refusal.notFound("unknown_workflow", message));
  }
}
