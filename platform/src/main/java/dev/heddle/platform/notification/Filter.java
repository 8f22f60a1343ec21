package dev.heddle.platform.notification;

import dev.heddle.platform.notification.Notification.Entity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which notifications somebody wants to hear (S1-174); what is heard is what one may see of it. */
public sealed interface Filter {

  Pattern FORM =
      Pattern.compile(
          "(entity_type|entity|notification_type|user|trigger_ref):([\\w.:@+/-]{1,255})");
  Pattern TYPE =
      Pattern.compile(
          "(execution|workflow_execution|inquiry|event|enforcement|work_queue|work_queue_item"
              + "|artifact)_[a-z_]{1,40}");

  boolean matches(Notification notification);

  /** Everything. */
  record All() implements Filter {
    @Override
    public boolean matches(Notification notification) {
      return true;
    }
  }

  /** All things of a kind. */
  record OfKind(Entity kind) implements Filter {
    @Override
    public boolean matches(Notification notification) {
      return notification.entity() == kind;
    }
  }

  /** One thing. */
  record OfEntity(Entity kind, String id) implements Filter {
    @Override
    public boolean matches(Notification notification) {
      return notification.entity() == kind && notification.id().equals(id);
    }
  }

  /** One type of notifications. */
  record OfType(String type) implements Filter {
    @Override
    public boolean matches(Notification notification) {
      return notification.type().equals(type);
    }
  }

  /** What belongs to somebody. */
  record OfUser(String user) implements Filter {
    @Override
    public boolean matches(Notification notification) {
      return user.equals(notification.user());
    }
  }

  /** Events of a trigger, and what rules make of them. */
  record OfTrigger(String trigger) implements Filter {
    @Override
    public boolean matches(Notification notification) {
      return trigger.equals(notification.trigger());
    }
  }

  /**
   * Reads {@code all}, {@code entity_type:T}, {@code entity:T:ID} and so on; empty if it is none.
   */
  static Optional<Filter> parse(String text) {
    if (text.equals("all")) {
      return Optional.of(new All());
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String rest = form.group(2);
    return switch (form.group(1)) {
      case "entity_type" -> Entity.of(rest).map(OfKind::new);
      case "entity" -> entity(rest);
      case "notification_type" ->
          TYPE.matcher(rest).matches() ? Optional.of(new OfType(rest)) : Optional.empty();
      case "user" -> Optional.of(new OfUser(rest));
      default -> Optional.of(new OfTrigger(rest));
    };
  }

  private static Optional<Filter> entity(String text) {
    int colon = text.indexOf(':');
    return colon < 1 || colon == text.length() - 1
        ? Optional.empty()
        : Entity.of(text.substring(0, colon))
            .map(kind -> new OfEntity(kind, text.substring(colon + 1)));
  }
}
