package dev.heddle.platform.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where subscriptions and their outbox are durable. */
public interface SubscriptionStore {

  /**
   * Adds a subscription to what happens from now on; false if there is one of its ref.
   *
   * @param secret sealed
   */
  boolean add(Subscription subscription, String secret);

  /** All by ref. */
  List<Subscription> all();

  /** What signatures are made with, sealed; empty if there is no such subscription. */
  Optional<String> secret(String ref);

  /**
   * Switches it; switched on, it goes on with what happens from then on. False if there is none.
   */
  boolean enable(String ref, boolean enabled);

  /** Removes it with its outbox; false if there is none. */
  boolean delete(String ref);

  /**
   * Puts what has happened since the last time into the outbox, all or nothing; at most one server
   * does it at a time for a subscription.
   *
   * @param choose what is to be told of it
   * @return how much was looked at
   */
  int advance(
      String ref, int limit, Instant now, Function<List<Notification>, List<Letter>> choose);

  /**
   * Takes what is due; it is due again after {@code lease} unless {@link #ended} says otherwise.
   */
  List<Delivery> take(Instant now, Duration lease, int limit);

  /**
   * What became of an attempt.
   *
   * @param again when it is tried again, if it is pending
   */
  void ended(long id, Delivery.State state, @Nullable String error, Instant again);

  /** Newest first. */
  List<Delivery> deliveries(
      String subscription, Delivery.@Nullable State state, int offset, int limit);

  /** Lets one that is dead be tried again; false if there is none. */
  boolean revive(String subscription, long id, Instant now);

  /** Removes deliveries that arrived or died before, and notifications from before. */
  void prune(Instant endedBefore, Instant notedBefore);

  /** What a subscriber is told: of which notification, and the text. */
  record Letter(Notification notification, String body) {}
}
