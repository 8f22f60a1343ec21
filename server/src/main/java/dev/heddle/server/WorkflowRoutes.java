package dev.heddle.server;

import static dev.heddle.platform.access.Operation.CREATE;
import static dev.heddle.platform.access.Operation.READ;
import static dev.heddle.platform.access.Resource.ACTIONS;
import static dev.heddle.platform.access.Resource.PACKS;
import static dev.heddle.platform.access.Resource.WORKFLOWS;
import static dev.heddle.server.http.Policy.one;
import static dev.heddle.server.http.Policy.some;
import static dev.heddle.server.http.Route.V1;
import static dev.heddle.server.http.Route.get;
import static dev.heddle.server.http.Route.post;

import dev.heddle.server.http.Route;
import dev.heddle.server.resource.ActionResource;
import dev.heddle.server.resource.Starts;
import dev.heddle.server.resource.Targets;
import dev.heddle.server.resource.WorkflowResource;
import java.util.List;
import java.util.stream.Stream;

/** Workflows and actions: read, written, checked. */
final class WorkflowRoutes {

  private WorkflowRoutes() {}

  static Stream<List<Route>> of(Services services, Starts starts, Targets targets) {
    return Stream.of(
        workflows(
            new WorkflowResource(
                services.workflows(), services.definitions(), services.packs(), starts),
            targets),
        actions(new ActionResource(services.actions()), targets));
  }

  private static List<Route> workflows(WorkflowResource all, Targets targets) {
    String path = V1 + "/workflows";
    String ofPack = V1 + "/packs/{pack_ref}/workflows";
    Things workflows = new Things(path, "{workflow_ref}", WORKFLOWS, targets::workflow);
    return List.of(
        workflows.list("listWorkflows", all::list),
        post(path + "/validate", "validateWorkflow", some(WORKFLOWS, READ), all::validate),
        workflows.get("getWorkflow", all::get),
        workflows.replace("replaceWorkflow", all::replace),
        workflows.get("/versions", "listWorkflowVersions", all::versions),
        workflows.get("/versions/{definition}", "getWorkflowVersion", all::version),
        workflows.delete("deleteWorkflow", all::delete),
        get(ofPack, "listPackWorkflows", one(PACKS, READ, targets::pack), all::listOfPack),
        post(ofPack, "createWorkflow", one(WORKFLOWS, CREATE, targets::pack), all::create));
  }

  private static List<Route> actions(ActionResource all, Targets targets) {
    String path = V1 + "/actions";
    Things actions = new Things(path, "{action_ref}", ACTIONS, targets::action);
    return List.of(
        actions.list("listActions", all::list),
        actions.create("createAction", all::create),
        get(path + "/search", "searchActions", some(ACTIONS, READ), all::search),
        actions.get("getAction", all::get),
        actions.delete("deleteAction", all::delete));
  }
}
