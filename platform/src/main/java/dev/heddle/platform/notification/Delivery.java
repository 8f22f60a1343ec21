package dev.heddle.platform.notification;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One notification on its way to one subscriber: a row of the outbox.
 *
 * @param notification its position
 * @param attempts how often it was sent
 * @param dueAt when it is sent next, if it is pending
 * @param error why it did not arrive the last time
 */
public record Delivery(
    long id,
    String subscription,
    String notification,
    String type,
    String body,
    State state,
    int attempts,
    Instant dueAt,
    @Nullable String error,
    Instant createdAt) {

  /** How far it has come. */
  public enum State {
    PENDING,
    DELIVERED,
    /** Tried so often that it is not tried any more, unless somebody says so. */
    DEAD;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<State> of(String label) {
      return Stream.of(values()).filter(each -> each.label().equals(label)).findFirst();
    }
  }
}
