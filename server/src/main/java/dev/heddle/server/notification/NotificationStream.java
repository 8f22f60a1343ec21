package dev.heddle.server.notification;

import dev.heddle.platform.access.Principal;
import dev.heddle.platform.notification.Filter;
import dev.heddle.platform.notification.Notification;
import dev.heddle.platform.notification.Notifications;
import dev.heddle.platform.notification.Position;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One client: what it wants to hear, and what it was not sent yet. */
final class NotificationStream implements Notifications.Listener {

  /** Who is so far behind is cut off, and comes back after the last it got. */
  private static final int MOST_WAITING = 2_000;

  private static final int MOST_FILTERS = 100;

  private final Notifications notifications;
  private final Principal caller;
  private final Line line;
  private final Map<String, Filter> filters = new ConcurrentHashMap<>();
  private final Deque<String> waiting = new ArrayDeque<>();
  private boolean sending;
  private boolean joined;
  private boolean over;

  NotificationStream(Notifications notifications, Principal caller, Line line) {
    this.notifications = notifications;
    this.caller = caller;
    this.line = line;
  }

  /** The way to the client. */
  interface Line {
    void send(String text, Runnable sent);

    void tooSlow();
  }

  void welcome() {
    say(MapValue.builder().put("type", "welcome").put("user_id", caller.login()).build());
  }

  void receive(String text) {
    if (!(read(text) instanceof MapValue message)
        || !(message.get("type") instanceof TextValue(String type))) {
      problem("a message is an object with a type");
      return;
    }
    switch (type) {
      case "subscribe" -> subscribe(message);
      case "unsubscribe" -> unsubscribe(message);
      case "ping" -> say(Value.map("type", Value.of("pong")));
      default -> problem("a type is subscribe, unsubscribe or ping");
    }
  }

  private static @Nullable Value read(String text) {
    try {
      return Json.read(text);
    } catch (JsonException none) {
      return null;
    }
  }

  private void subscribe(MapValue message) {
    String text = text(message, "filter");
    Optional<Filter> filter = Filter.parse(text);
    String afterText = text(message, "after");
    Optional<Position> after = Position.parse(afterText);
    if (filter.isEmpty()) {
      problem("the filter is invalid");
    } else if (!afterText.isEmpty() && (joined || after.isEmpty())) {
      problem(joined ? "after stands in the first subscription" : "after is no id");
    } else if (filters.size() >= MOST_FILTERS) {
      problem("more than " + MOST_FILTERS + " filters");
    } else {
      filters.put(text, filter.get());
      if (joined) {
        say(subscribed(text));
      } else {
        joined = true;
        notifications.join(this, after.orElse(null));
      }
    }
  }

  private static MapValue subscribed(String filter) {
    return MapValue.builder().put("type", "subscribed").put("filter", filter).build();
  }

  private void unsubscribe(MapValue message) {
    String text = text(message, "filter");
    if (filters.remove(text) == null) {
      problem("there is no such subscription");
    } else {
      say(MapValue.builder().put("type", "unsubscribed").put("filter", text).build());
    }
  }

  private static String text(MapValue message, String key) {
    return message.get(key) instanceof TextValue(String text) ? text : "";
  }

  @Override
  public void begun(boolean complete) {
    filters.keySet().stream()
        .sorted()
        .forEach(filter -> say(subscribed(filter).with("complete", Value.of(complete))));
  }

  @Override
  public void hear(Notification notification) {
    if (filters.values().stream().anyMatch(filter -> filter.matches(notification))
        && notification.isFor(caller)) {
      say(notification.toValue());
    }
  }

  private void problem(String message) {
    say(MapValue.builder().put("type", "error").put("message", message).build());
  }

  private void say(MapValue message) {
    String next;
    synchronized (this) {
      if (over) {
        return;
      }
      if (waiting.size() >= MOST_WAITING) {
        over = true;
        waiting.clear();
        next = null;
      } else {
        waiting.add(Json.write(message));
        if (sending) {
          return;
        }
        sending = true;
        next = waiting.poll();
      }
    }
    if (next == null) {
      line.tooSlow();
    } else {
      line.send(next, this::sent);
    }
  }

  private void sent() {
    String next;
    synchronized (this) {
      next = waiting.poll();
      sending = next != null;
    }
    if (next != null) {
      line.send(next, this::sent);
    }
  }

  void closed() {
    synchronized (this) {
      over = true;
      waiting.clear();
    }
    notifications.leave(this);
  }
}
