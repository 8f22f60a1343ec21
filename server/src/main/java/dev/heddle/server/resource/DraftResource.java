package dev.heddle.server.resource;

import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.executions.StartRequest;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Reply;

/**
 * Runs of a text that is no version of its workflow (yet): what an editor tries. Whoever may do
 * this may as well store the text and start it.
 */
public final class DraftResource {

  private final Workflows workflows;
  private final Executions executions;
  private final ExecutionResource shown;
  private final Starts starts;

  public DraftResource(
      Workflows workflows, Executions executions, ExecutionResource shown, Starts starts) {
    this.workflows = workflows;
    this.executions = executions;
    this.shown = shown;
    this.starts = starts;
  }

  public Reply execute(Call call) {
    String ref = call.path("workflow_ref");
    Fields fields = call.body();
    WorkflowSource source = WorkflowSource.of(DefinitionBody.read(fields, "workflow.yaml"));
    StartRequest request = ExecutionResource.request(fields, call);
    call.require(Resource.WORKFLOWS, Operation.EXECUTE, Target.of(ref));
    starts.requireCalls(call, source);
    Definition draft = Answers.of(workflows.draft(ref, source));
    return shown.started(Answers.of(executions.start(draft, request)));
  }
}
