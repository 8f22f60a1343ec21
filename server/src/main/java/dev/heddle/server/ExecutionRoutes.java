package dev.heddle.server;

import static dev.heddle.platform.access.Operation.EXECUTE;
import static dev.heddle.platform.access.Operation.READ;
import static dev.heddle.platform.access.Operation.UPDATE;
import static dev.heddle.platform.access.Resource.EXECUTIONS;
import static dev.heddle.platform.access.Resource.WORKFLOWS;
import static dev.heddle.server.http.Policy.one;
import static dev.heddle.server.http.Policy.some;
import static dev.heddle.server.http.Policy.whole;
import static dev.heddle.server.http.Route.V1;
import static dev.heddle.server.http.Route.get;
import static dev.heddle.server.http.Route.post;

import dev.heddle.server.http.Route;
import dev.heddle.server.resource.DraftResource;
import dev.heddle.server.resource.ExecutionResource;
import dev.heddle.server.resource.Starts;
import dev.heddle.server.resource.Targets;
import dev.heddle.server.resource.ThroughputResource;
import dev.heddle.server.stream.StreamResource;
import java.util.List;
import java.util.stream.Stream;

/** Executions: started, followed, steered. */
final class ExecutionRoutes {

  private ExecutionRoutes() {}

  static Stream<List<Route>> of(
      Services services,
      Starts starts,
      Targets targets,
      StreamResource streams,
      ThroughputResource throughput) {
    ExecutionResource all =
        new ExecutionResource(
            services.executions(), services.provenance(), services.definitions(), starts);
    return Stream.of(
        executions(all, targets, streams, throughput),
        workflowExecutions(all, targets),
        ofWorkflow(
            all,
            new DraftResource(services.workflows(), services.executions(), all, starts),
            targets));
  }

  private static List<Route> executions(
      ExecutionResource all,
      Targets targets,
      StreamResource streams,
      ThroughputResource throughput) {
    String path = V1 + "/executions";
    Things executions = new Things(path, "{id}", EXECUTIONS, targets::execution);
    return List.of(
        executions.list("listExecutions", all::list),
        post(path + "/execute", "executeAction", some(WORKFLOWS, EXECUTE), all::execute),
        get(path + "/stats", "countExecutions", some(EXECUTIONS, READ), all::stats),
        get(path + "/throughput", "showThroughput", whole(EXECUTIONS, READ), throughput::show),
        get(
            path + "/stream",
            "streamExecution",
            one(EXECUTIONS, READ, targets::streamed),
            streams::byQuery),
        executions.get("getExecution", all::get),
        executions.get("/events", "followExecution", streams::byPath),
        executions.get("/logs", "readLogs", all::logs),
        executions.get("/story", "readStory", all::story),
        executions.post("/cancel", "cancelExecution", EXECUTE, all::cancel),
        executions.get("/rerun", "previewRerun", all::previewRerun),
        executions.post("/rerun", "rerunExecution", EXECUTE, all::rerun));
  }

  private static List<Route> workflowExecutions(ExecutionResource all, Targets targets) {
    Things executions =
        new Things(V1 + "/workflow-executions", "{id}", EXECUTIONS, targets::execution);
    return List.of(
        executions.get("getWorkflowExecution", all::get),
        executions.get("/tasks", "listTasks", all::tasks),
        executions.get("/graph", "getGraph", all::graph),
        executions.post("/pause", "pauseExecution", EXECUTE, all::pause),
        executions.post("/resume", "resumeExecution", EXECUTE, all::resume),
        executions.post("/cancel", "cancelWorkflowExecution", EXECUTE, all::cancel),
        executions.post("/retry", "retryWorkflowExecution", EXECUTE, all::retry));
  }

  private static List<Route> ofWorkflow(
      ExecutionResource all, DraftResource drafts, Targets targets) {
    String path = V1 + "/workflows/{workflow_ref}";
    return List.of(
        post(
            path + "/execute",
            "executeWorkflow",
            one(WORKFLOWS, EXECUTE, targets::workflow),
            all::executeWorkflow),
        // Storing and starting in one: this asks for the first, the second is required within.
        post(
            path + "/draft/execute",
            "executeDraft",
            one(WORKFLOWS, UPDATE, targets::workflow),
            drafts::execute),
        get(
            path + "/executions",
            "listWorkflowExecutions",
            some(EXECUTIONS, READ),
            all::listOfWorkflow));
  }
}
