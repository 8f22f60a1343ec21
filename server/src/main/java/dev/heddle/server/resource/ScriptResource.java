package dev.heddle.server.resource;

import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.scripts.ScriptUploads;
import dev.heddle.platform.scripts.ScriptUploads.Upload;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Form;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Reply;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import java.util.List;

/** Script files that start when they arrive (S3-57 … S3-60); views of executions. */
public final class ScriptResource {

  private static final String PATH = "/workflows/";
  private static final int LONGEST_ID = 64;

  private final ScriptUploads uploads;
  private final Targets targets;

  public ScriptResource(ScriptUploads uploads, Targets targets) {
    this.uploads = uploads;
    this.targets = targets;
  }

  public Reply create(Call call) {
    Form form = call.form();
    return created(call, upload(form, "workflow"));
  }

  /** The same under the names of its source (S3-57). */
  public Reply upload(Call call) {
    Form form = call.form();
    return created(call, upload(form, "file"));
  }

  private Reply created(Call call, Upload upload) {
    authorise(call, upload);
    MapValue workflow = Answers.of(uploads.submit(upload, call.caller().login()));
    return Reply.created(PATH + text(workflow), workflow);
  }

  private static Upload upload(Form form, String name) {
    Form.Part workflow = form.required(name);
    String requirements = form.part("requirements").map(Form.Part::text).orElse("");
    form.end();
    return new Upload(
        new SourceText(
            workflow.file().isEmpty() ? "upload.workflow" : workflow.file(), workflow.text()),
        new SourceText("requirements.txt", requirements));
  }

  /** Whoever uploads creates a workflow and runs it. */
  private static void authorise(Call call, Upload upload) {
    Target target = Target.of(Answers.of(upload.ref()));
    call.require(Resource.WORKFLOWS, Operation.CREATE, target);
    call.require(Resource.WORKFLOWS, Operation.EXECUTE, target);
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(Answers.of(uploads.workflow(id(call))));
  }

  public Reply tasks(Call call) {
    call.query();
    return list(Answers.of(uploads.tasks(id(call))));
  }

  public Reply runs(Call call) {
    call.query();
    return list(Answers.of(uploads.runs(id(call))));
  }

  public Reply run(Call call) {
    call.query();
    return Reply.data(Answers.of(uploads.run(id(call), call.path("run_id"))));
  }

  public Reply output(Call call) {
    call.query();
    ArtifactStore.Content content = Answers.of(uploads.output(id(call), call.path("name")));
    return new Reply.Bytes(content.bytes(), content.size());
  }

  public Reply cancel(Call call) {
    call.body().end();
    return Reply.data(Answers.of(uploads.cancel(id(call), call.caller().login())));
  }

  /** With the id in the body. */
  public Reply cancelNamed(Call call) {
    Fields fields = call.body();
    String id = fields.requiredText("id", LONGEST_ID);
    fields.end();
    return Reply.data(Answers.of(uploads.cancel(steered(call, id), call.caller().login())));
  }

  public Reply update(Call call) {
    Form form = call.form();
    return updated(call, id(call), upload(form, "workflow"));
  }

  /** With the id as a part of the form. */
  public Reply updateNamed(Call call) {
    Form form = call.form();
    String id = form.required("id").text().strip();
    return updated(call, steered(call, id), upload(form, "file"));
  }

  private Reply updated(Call call, ExecutionId former, Upload upload) {
    authorise(call, upload);
    MapValue workflow = Answers.of(uploads.update(former, upload, call.caller().login()));
    return Reply.created(PATH + text(workflow), workflow);
  }

  /** An upload the caller may steer; what the path names is checked with the route. */
  private ExecutionId steered(Call call, String text) {
    ExecutionId id = ExecutionResource.id(text);
    Target target =
        targets
            .execution(id)
            .orElseThrow(() -> ProblemException.notFound("There is no such workflow."));
    call.require(Resource.EXECUTIONS, Operation.EXECUTE, target);
    return id;
  }

  private static ExecutionId id(Call call) {
    return ExecutionResource.id(call.path("id"));
  }

  private static String text(MapValue workflow) {
    return workflow.getOr("id", dev.heddle.values.Value.nothing())
            instanceof dev.heddle.values.TextValue(String id)
        ? id
        : "";
  }

  private static Reply list(List<MapValue> entries) {
    return Reply.data(new ListValue(List.copyOf(entries)));
  }
}
