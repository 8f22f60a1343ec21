package dev.heddle.server;

import static dev.heddle.platform.access.Operation.CREATE;
import static dev.heddle.platform.access.Operation.EXECUTE;
import static dev.heddle.platform.access.Operation.READ;
import static dev.heddle.platform.access.Operation.UPDATE;
import static dev.heddle.platform.access.Resource.EXECUTIONS;
import static dev.heddle.platform.access.Resource.WORKFLOWS;
import static dev.heddle.server.http.Accepts.BYTES;
import static dev.heddle.server.http.Accepts.FORM;
import static dev.heddle.server.http.Policy.PUBLIC;
import static dev.heddle.server.http.Policy.some;
import static dev.heddle.server.http.Route.delete;
import static dev.heddle.server.http.Route.get;
import static dev.heddle.server.http.Route.patch;
import static dev.heddle.server.http.Route.post;
import static dev.heddle.server.http.Route.put;

import dev.heddle.platform.containers.ContainerWorkflows;
import dev.heddle.server.http.Policy;
import dev.heddle.server.http.Route;
import dev.heddle.server.resource.DaggerResource;
import dev.heddle.server.resource.ObjectResource;
import dev.heddle.server.resource.ScriptResource;
import dev.heddle.server.resource.Starts;
import dev.heddle.server.resource.Targets;
import java.util.List;
import java.util.stream.Stream;

/** The APIs that came with the other two dialects: container workflows and scripts. */
final class DialectRoutes {

  private DialectRoutes() {}

  static Stream<List<Route>> of(Services services, Starts starts, Targets targets) {
    return Stream.of(
        containers(containers(services, starts), targets),
        scripts(new ScriptResource(services.scripts(), targets), targets),
        objects(new ObjectResource(services.signed())));
  }

  private static DaggerResource containers(Services services, Starts starts) {
    ContainerWorkflows workflows =
        new ContainerWorkflows(
            services.workflows(), services.packs(), services.definitions(), services.executions());
    return new DaggerResource(workflows, services.executions(), services.definitions(), starts);
  }

  private static List<Route> containers(DaggerResource all, Targets targets) {
    String path = "/dagger/workflows";
    String one = path + "/{workflow_id}";
    Things workflows = new Things(path, "{workflow_id}", WORKFLOWS, all::workflow);
    Things executions = new Things("/dagger/executions", "{id}", EXECUTIONS, targets::execution);
    return List.of(
        workflows.list("listContainerWorkflows", all::list),
        workflows.create("createContainerWorkflow", all::create),
        workflows.get("getContainerWorkflow", all::get),
        patch(one, "changeContainerWorkflow", workflows.may(UPDATE), all::patch),
        workflows.delete("deleteContainerWorkflow", all::delete),
        workflows.post("/execute", "executeContainerWorkflow", EXECUTE, all::execute),
        get(
            one + "/executions",
            "listContainerExecutions",
            some(EXECUTIONS, READ),
            all::executions),
        executions.get("getContainerExecution", all::execution),
        delete(
            "/dagger/executions/{id}",
            "cancelContainerExecution",
            executions.may(EXECUTE),
            all::cancel),
        get(
            "/monitoring/dagger/status",
            "containerWorkflowStatus",
            some(EXECUTIONS, READ),
            all::status));
  }

  private static List<Route> scripts(ScriptResource all, Targets targets) {
    Things executions = new Things("/workflows", "{id}", EXECUTIONS, targets::execution);
    Policy create = some(WORKFLOWS, CREATE);
    return List.of(
        post("/workflows", "createScripts", create, all::create).accepting(FORM),
        post("/upload", "uploadScripts", create, all::upload).accepting(FORM),
        post("/update", "updateNamedScripts", create, all::updateNamed).accepting(FORM),
        post("/cancel", "cancelNamedScripts", some(EXECUTIONS, EXECUTE), all::cancelNamed),
        executions.get("getScripts", all::get),
        executions.get("/tasks", "listScriptTasks", all::tasks),
        executions.get("/tasks/{name}/output", "readScriptOutput", all::output),
        executions.get("/runs", "listScriptRuns", all::runs),
        executions.get("/runs/{run_id}", "getScriptRun", all::run),
        executions.post("/cancel", "cancelScripts", EXECUTE, all::cancel),
        executions.post("/update", "updateScripts", EXECUTE, all::update).accepting(FORM));
  }

  /** Open to anybody: what is signed is the permission. */
  private static List<Route> objects(ObjectResource all) {
    return List.of(
        get("/artifacts/{grant}", "readArtifact", PUBLIC, all::read),
        put("/artifacts/{grant}", "writeArtifact", PUBLIC, all::write).accepting(BYTES));
  }
}
