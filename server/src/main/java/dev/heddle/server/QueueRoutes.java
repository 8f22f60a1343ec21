package dev.heddle.server;

import static dev.heddle.platform.access.Operation.CREATE;
import static dev.heddle.platform.access.Operation.UPDATE;
import static dev.heddle.platform.access.Resource.POLICIES;
import static dev.heddle.platform.access.Resource.QUEUES;
import static dev.heddle.platform.access.Resource.QUEUE_ITEMS;
import static dev.heddle.server.http.Route.V1;

import dev.heddle.server.http.Route;
import dev.heddle.server.resource.PolicyResource;
import dev.heddle.server.resource.QueueResource;
import dev.heddle.server.resource.Starts;
import java.util.List;
import java.util.stream.Stream;

/** Work that waits, and the policies that make work wait. */
final class QueueRoutes {

  private QueueRoutes() {}

  static Stream<List<Route>> of(Services services, Starts starts) {
    return Stream.of(
        policies(new PolicyResource(services.policies())),
        queues(new QueueResource(services.queues(), starts, services.dispatcher()::ring)));
  }

  private static List<Route> policies(PolicyResource all) {
    Things policies = new Things(V1 + "/policies", "{policy_ref}", POLICIES, all::target);
    return List.of(
        policies.list("listPolicies", all::list),
        policies.create("createPolicy", all::create),
        policies.get("getPolicy", all::get),
        policies.replace("replacePolicy", all::replace),
        policies.delete("deletePolicy", all::delete));
  }

  private static List<Route> queues(QueueResource all) {
    String path = V1 + "/queues";
    Things queues = new Things(path, "{queue_ref}", QUEUES, all::target);
    Things items = new Things(path, "{queue_ref}", QUEUE_ITEMS, all::target);
    return List.of(
        queues.list("listQueues", all::list),
        queues.create("createQueue", all::create),
        queues.get("getQueue", all::get),
        queues.replace("replaceQueue", all::replace),
        queues.delete("deleteQueue", all::delete),
        queues.post("/pause", "pauseQueue", UPDATE, all::pause),
        queues.post("/resume", "resumeQueue", UPDATE, all::resume),
        items.get("/items", "listQueueItems", all::items),
        items.post("/items", "putQueueItem", CREATE, all::put),
        items.get("/items/{id}", "getQueueItem", all::item),
        items.post("/items/{id}/cancel", "cancelQueueItem", UPDATE, all::cancel));
  }
}
