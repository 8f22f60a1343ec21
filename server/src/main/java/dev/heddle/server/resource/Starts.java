package dev.heddle.server.resource;

import dev.heddle.model.Workflow;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.ProblemException;

/**
 * Makes sure that callers may start what they name and all it starts in other packs: a workflow is
 * no way to what its starter may not start (security row 14). Every route that starts something,
 * now or later, asks here.
 */
public final class Starts {

  private final Workflows workflows;

  public Starts(Workflows workflows) {
    this.workflows = workflows;
  }

  /**
   * Lets a caller pass who may start an action or workflow as it is now.
   *
   * @throws ProblemException 403, or 404 if the caller may not even see it
   */
  public void require(Call call, String ref) {
    require(call, workflows.neededToStart(ref));
  }

  /** The same of a definition, which may be a former one. */
  void require(Call call, Workflow workflow) {
    require(call, workflows.neededToStart(workflow));
  }

  /** Lets a caller pass who may store a text as a workflow as far as what it calls goes. */
  void requireCalls(Call call, WorkflowSource source) {
    require(call, workflows.foreignCalls(source));
  }

  private static void require(Call call, Iterable<String> refs) {
    refs.forEach(ref -> call.require(Resource.WORKFLOWS, Operation.EXECUTE, Target.of(ref)));
  }
}
