package dev.heddle.server;

import static dev.heddle.platform.access.Operation.EXECUTE;
import static dev.heddle.platform.access.Operation.READ;
import static dev.heddle.platform.access.Resource.SYSTEM;
import static dev.heddle.platform.access.Resource.WORKERS;
import static dev.heddle.server.http.Policy.PUBLIC;
import static dev.heddle.server.http.Policy.whole;
import static dev.heddle.server.http.Route.V1;
import static dev.heddle.server.http.Route.get;

import dev.heddle.server.http.Route;
import dev.heddle.server.resource.SystemResource;
import dev.heddle.server.ui.UiResource;
import dev.heddle.server.worker.WorkerResource;
import java.util.List;

/** The server itself: what it shows to browsers, to those who watch it, and to its workers. */
final class ServerRoutes {

  /** The operation that becomes a stream by an upgrade. */
  static final String WORKER_STREAM = "openWorkerStream";

  private ServerRoutes() {}

  static List<Route> workers(Workforce workforce) {
    WorkerResource all = new WorkerResource(workforce.directory(), workforce.contents());
    String path = V1 + "/workers";
    return List.of(
        get(path, "listWorkers", whole(WORKERS, READ), all::list),
        get(path + "/stream", WORKER_STREAM, whole(WORKERS, EXECUTE), all::stream),
        get(path + "/content/{digest}", "getWorkerContent", whole(WORKERS, EXECUTE), all::content));
  }

  static List<Route> userInterface(UiResource ui) {
    return List.of(
        get("/", "start", PUBLIC, ui::start),
        get("/ui", "page", PUBLIC, ui::page),
        get("/ui/assets/{file}", "asset", PUBLIC, ui::asset),
        get("/ui/{page}", "pageOf", PUBLIC, ui::page),
        get("/ui/{page}/{id}", "pageOfOne", PUBLIC, ui::page));
  }

  static List<Route> system(SystemResource all, Metrics metrics) {
    return List.of(
        get("/health", "health", PUBLIC, all::health),
        get("/metrics", "metrics", whole(SYSTEM, READ), metrics.endpoint()),
        get("/openapi.yaml", "contract", PUBLIC, all::contract),
        get("/docs", "docs", PUBLIC, all::docs),
        get("/docs/{file}", "docsFile", PUBLIC, all::docsFile));
  }
}
