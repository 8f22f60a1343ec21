package dev.heddle.server;

import static dev.heddle.platform.access.Operation.UPDATE;
import static dev.heddle.platform.access.Resource.SUBSCRIPTIONS;
import static dev.heddle.server.http.Policy.KNOWN;
import static dev.heddle.server.http.Route.V1;
import static dev.heddle.server.http.Route.get;

import dev.heddle.server.http.Route;
import dev.heddle.server.notification.SubscriptionResource;
import java.util.List;

/** Telling what has happened: by a stream, or by requests to those who subscribed. */
final class NotificationRoutes {

  /** The operation that becomes a stream by an upgrade. */
  static final String STREAM = "openNotifications";

  private NotificationRoutes() {}

  static List<Route> of(Services services) {
    SubscriptionResource all = new SubscriptionResource(services.subscriptions());
    Things subscriptions =
        new Things(V1 + "/subscriptions", "{subscription_ref}", SUBSCRIPTIONS, all::target);
    return List.of(
        // what is told is what one may see
        get("/ws", STREAM, KNOWN, all::stream),
        subscriptions.list("listSubscriptions", all::list),
        subscriptions.create("createSubscription", all::create),
        subscriptions.get("getSubscription", all::get),
        subscriptions.delete("deleteSubscription", all::delete),
        subscriptions.post("/enable", "enableSubscription", UPDATE, all::enable),
        subscriptions.post("/disable", "disableSubscription", UPDATE, all::disable),
        subscriptions.get("/deliveries", "listDeliveries", all::deliveries),
        subscriptions.post("/deliveries/{id}/retry", "retryDelivery", UPDATE, all::retry));
  }
}
