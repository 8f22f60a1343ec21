package dev.heddle.cli.wiring;

import dev.heddle.engine.Engine;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.platform.access.Access;
import dev.heddle.platform.inquiries.ResponseHandles;
import dev.heddle.platform.notification.Notifications;
import dev.heddle.platform.notification.Outbox;
import dev.heddle.platform.notification.Subscriptions;
import dev.heddle.postgres.notification.PostgresNotificationStore;
import dev.heddle.postgres.notification.PostgresSubscriptionStore;
import org.jspecify.annotations.Nullable;

/** What tells others what happens. */
final class NotificationWiring implements AutoCloseable {

  private final Foundation foundation;
  private final Engine engine;
  private @Nullable Notifications notifications;

  NotificationWiring(Foundation foundation, Engine engine) {
    this.foundation = foundation;
    this.engine = engine;
  }

  /** What tells those who listen; made when it is first asked for. */
  synchronized Notifications notifications() {
    Notifications made = notifications;
    if (made == null) {
      made =
          new Notifications(
              new PostgresNotificationStore(foundation.database()), engine, foundation.clock());
      notifications = made;
    }
    return made;
  }

  Subscriptions subscriptions() {
    return new Subscriptions(
        new PostgresSubscriptionStore(foundation.database()), foundation.key(), foundation.clock());
  }

  /** What tells subscribers by requests, until closed. */
  Outbox outbox(Access access, ResponseHandles handles) {
    return new Outbox(
        new PostgresSubscriptionStore(foundation.database()),
        new Outbox.Means(
            new RequestCourier(foundation.environment()),
            access.identities()::acting,
            id -> AttemptId.parse(id).map(handles::of),
            foundation.key()),
        Outbox.Pace.STANDARD,
        foundation.clock());
  }

  @Override
  public synchronized void close() {
    if (notifications != null) {
      notifications.close();
    }
  }
}
