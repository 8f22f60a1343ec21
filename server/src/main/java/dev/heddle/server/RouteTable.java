package dev.heddle.server;

import static dev.heddle.server.http.Policy.AUTHOR;
import static dev.heddle.server.http.Policy.PUBLIC;
import static dev.heddle.server.http.Policy.READ;
import static dev.heddle.server.http.Policy.RESPOND;
import static dev.heddle.server.http.Policy.RUN;
import static dev.heddle.server.http.Route.delete;
import static dev.heddle.server.http.Route.get;
import static dev.heddle.server.http.Route.post;
import static dev.heddle.server.http.Route.put;

import dev.heddle.server.http.Limits;
import dev.heddle.server.http.Route;
import dev.heddle.server.http.Routes;
import dev.heddle.server.resource.ActionResource;
import dev.heddle.server.resource.ExecutionResource;
import dev.heddle.server.resource.InquiryResource;
import dev.heddle.server.resource.PackResource;
import dev.heddle.server.resource.SystemResource;
import dev.heddle.server.resource.WorkflowResource;
import dev.heddle.server.stream.ChangeFeed;
import dev.heddle.server.stream.StreamResource;
import java.util.List;
import java.util.stream.Stream;

/** Everything that can be reached: the contract, row by row. */
final class RouteTable {

  private static final String V1 = "/api/v1";

  private RouteTable() {}

  static Routes of(Services services, ChangeFeed feed, Metrics metrics, Limits limits) {
    ExecutionResource executions =
        new ExecutionResource(services.executions(), services.definitions());
    return new Routes(
        Stream.of(
                executions(
                    executions,
                    new StreamResource(services.executions(), feed, limits.heartbeat())),
                workflowExecutions(executions),
                workflows(
                    new WorkflowResource(
                        services.workflows(), services.definitions(), services.packs()),
                    executions),
                packs(new PackResource(services.packs()), new ActionResource(services.packs())),
                inquiries(new InquiryResource(services.inquiries())),
                system(new SystemResource(), metrics))
            .flatMap(List::stream)
            .toList());
  }

  private static List<Route> executions(ExecutionResource all, StreamResource streams) {
    String path = V1 + "/executions";
    return List.of(
        get(path, "listExecutions", READ, all::list),
        post(path + "/execute", "executeAction", RUN, all::execute),
        get(path + "/stats", "countExecutions", READ, all::stats),
        get(path + "/stream", "streamExecution", READ, streams::byQuery),
        get(path + "/{id}", "getExecution", READ, all::get),
        get(path + "/{id}/events", "followExecution", READ, streams::byPath),
        get(path + "/{id}/logs", "readLogs", READ, all::logs),
        get(path + "/{id}/story", "readStory", READ, all::story),
        post(path + "/{id}/cancel", "cancelExecution", RUN, all::cancel),
        post(path + "/{id}/rerun", "rerunExecution", RUN, all::rerun));
  }

  private static List<Route> workflowExecutions(ExecutionResource all) {
    String path = V1 + "/workflow-executions/{id}";
    return List.of(
        get(path, "getWorkflowExecution", READ, all::get),
        get(path + "/tasks", "listTasks", READ, all::tasks),
        get(path + "/graph", "getGraph", READ, all::graph),
        post(path + "/pause", "pauseExecution", RUN, all::pause),
        post(path + "/resume", "resumeExecution", RUN, all::resume),
        post(path + "/cancel", "cancelWorkflowExecution", RUN, all::cancel),
        post(path + "/retry", "retryWorkflowExecution", RUN, all::retry));
  }

  private static List<Route> workflows(WorkflowResource all, ExecutionResource executions) {
    String path = V1 + "/workflows";
    String one = path + "/{workflow_ref}";
    String ofPack = V1 + "/packs/{pack_ref}/workflows";
    return List.of(
        get(path, "listWorkflows", READ, all::list),
        post(path + "/validate", "validateWorkflow", READ, all::validate),
        get(one, "getWorkflow", READ, all::get),
        put(one, "replaceWorkflow", AUTHOR, all::replace),
        delete(one, "deleteWorkflow", AUTHOR, all::delete),
        post(one + "/execute", "executeWorkflow", RUN, executions::executeWorkflow),
        get(one + "/executions", "listWorkflowExecutions", READ, executions::listOfWorkflow),
        get(ofPack, "listPackWorkflows", READ, all::listOfPack),
        post(ofPack, "createWorkflow", AUTHOR, all::create));
  }

  private static List<Route> packs(PackResource all, ActionResource actions) {
    return List.of(
        get(V1 + "/packs", "listPacks", READ, all::list),
        post(V1 + "/packs", "createPack", AUTHOR, all::create),
        get(V1 + "/packs/{pack_ref}", "getPack", READ, all::get),
        get(V1 + "/actions", "listActions", READ, actions::list),
        get(V1 + "/actions/search", "searchActions", READ, actions::search),
        get(V1 + "/actions/{action_ref}", "getAction", READ, actions::get));
  }

  private static List<Route> inquiries(InquiryResource all) {
    String path = V1 + "/inquiries";
    return List.of(
        get(path, "listInquiries", READ, all::list),
        get(path + "/{id}", "getInquiry", READ, all::get),
        post(path + "/{id}/respond", "respondToInquiry", RESPOND, all::respond),
        post(path + "/{id}/cancel", "cancelInquiry", RESPOND, all::cancel));
  }

  private static List<Route> system(SystemResource all, Metrics metrics) {
    return List.of(
        get("/health", "health", PUBLIC, all::health),
        get("/metrics", "metrics", READ, metrics.endpoint()),
        get("/openapi.yaml", "contract", PUBLIC, all::contract),
        get("/docs", "docs", PUBLIC, all::docs),
        get("/docs/{file}", "docsFile", PUBLIC, all::docsFile));
  }
}
