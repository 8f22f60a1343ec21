package dev.heddle.platform.notification;

import dev.heddle.values.MapValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Notifications that tests make, each of a transaction of its own. */
public final class MemoryNotificationStore implements NotificationStore {

  private final List<Notification> all = new ArrayList<>();
  private Position since = new Position(0, 0);

  /** Adds one as the next. */
  public synchronized Notification add(
      String type, Notification.Entity entity, String id, String ref) {
    Position position = new Position(all.size() + 1L, 1);
    Notification next =
        new Notification(
            position, type, entity, id, ref, "ada", null, MapValue.EMPTY, Instant.EPOCH);
    all.add(next);
    return next;
  }

  /** As if nobody had listened so far. */
  public synchronized void beginAnew() {
    since = end();
  }

  @Override
  public synchronized Listening listen(Duration atLeast) {
    return new Listening(since, true);
  }

  @Override
  public synchronized Position end() {
    return new Position(all.size(), Long.MAX_VALUE);
  }

  @Override
  public synchronized List<Notification> after(Position position, int limit) {
    return all.stream()
        .filter(each -> each.position().transaction() > position.transaction())
        .limit(limit)
        .toList();
  }

  @Override
  public void prune(Instant before) {}
}
