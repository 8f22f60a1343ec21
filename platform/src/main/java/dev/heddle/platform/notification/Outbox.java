package dev.heddle.platform.notification;

import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Permission;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.notification.SubscriptionStore.Letter;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells subscribers by requests: what has happened becomes rows of the outbox, rows become
 * requests. Each is sent at least once and signed; what does not arrive is tried again ever later,
 * and is dead in the end. Several servers share the work.
 */
public final class Outbox implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Outbox.class.getName());
  private static final Permission RELAY = new Permission(Resource.INQUIRIES, Operation.RELAY);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofDays(7);
  private static final Duration NOTED = Duration.ofHours(1);
  private static final Duration PRUNE = Duration.ofMinutes(10);
  private static final int AT_ONCE = 200;
  private static final int SENT_AT_ONCE = 20;
  private static final int LONGEST_ERROR = 300;

  private final SubscriptionStore store;
  private final Means means;
  private final Pace pace;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread thread;

  /**
   * What it works with.
   *
   * @param owners who acts under a login
   * @param handle what an inquiry is answered by; by the id that notifications have
   */
  public record Means(
      Courier courier,
      Function<String, Optional<Principal>> owners,
      Function<String, Optional<String>> handle,
      ServerKey key) {}

  /**
   * How often it looks and tries.
   *
   * @param first the pause before the second attempt; each is four times the one before
   * @param attempts after which a delivery is dead
   */
  public record Pace(Duration look, Duration first, int attempts) {
    public static final Pace STANDARD = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(5), 8);
  }

  public Outbox(SubscriptionStore store, Means means, Pace pace, InstantSource clock) {
    this.store = store;
    this.means = means;
    this.pace = pace;
    this.clock = clock;
  }

  public synchronized void start() {
    thread = Thread.ofVirtual().name("outbox").start(this::run);
  }

  private void run() {
    try {
      boolean busy = false;
      Instant pruned = Instant.EPOCH;
      while (busy || !closed.await(pace.look().toMillis(), TimeUnit.MILLISECONDS)) {
        busy = attempt();
        if (!busy && pruned.plus(PRUNE).isBefore(clock.instant())) {
          pruned = clock.instant();
          store.prune(pruned.minus(KEPT), pruned.minus(NOTED));
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean attempt() throws InterruptedException {
    try {
      return closed.getCount() > 0 && step();
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "The outbox could not be worked on; trying again", failed);
      return false;
    }
  }

  /** Does what there is to do now; whether there may be more. */
  boolean step() throws InterruptedException {
    boolean more = false;
    for (Subscription each : store.all()) {
      if (each.enabled()) {
        int seen =
            store.advance(each.ref(), AT_ONCE, clock.instant(), found -> chosen(each, found));
        more |= seen == AT_ONCE;
      }
    }
    List<Delivery> due = store.take(clock.instant(), LEASE, SENT_AT_ONCE);
    List<Thread> sending =
        due.stream().map(each -> Thread.ofVirtual().start(() -> send(each))).toList();
    for (Thread each : sending) {
      each.join();
    }
    return more || due.size() == SENT_AT_ONCE;
  }

  /** What the owner may see and wants to hear. */
  private List<Letter> chosen(Subscription subscription, List<Notification> found) {
    Optional<Principal> owner =
        subscription.owner().isEmpty()
            ? Optional.of(Principal.operator("system"))
            : means.owners().apply(subscription.owner());
    return owner.stream()
        .flatMap(who ->
            found.stream()
                .filter(each -> each.told().anyMatch(subscription::wants))
                .filter(each -> each.isFor(who))
                .map(each -> new Letter(each, Json.write(body(each, who)))))
        .toList();
  }

  /** Whoever may carry answers is told by what (S1-109). */
  private MapValue body(Notification notification, Principal owner) {
    MapValue said = notification.toValue();
    boolean asks =
        notification.type().equals("inquiry_created")
            && owner.may(RELAY, new Target(notification.ref(), notification.id()));
    return (asks ? means.handle().apply(notification.id()) : Optional.<String>empty())
        .map(handle ->
            said.with("payload", notification.payload().with("response_handle", Value.of(handle))))
        .orElse(said);
  }

  private void send(Delivery delivery) {
    try {
      Optional<String> problem = post(delivery);
      if (problem.isEmpty()) {
        store.ended(delivery.id(), Delivery.State.DELIVERED, null, clock.instant());
        return;
      }
      boolean dead = delivery.attempts() >= pace.attempts();
      store.ended(
          delivery.id(),
          dead ? Delivery.State.DEAD : Delivery.State.PENDING,
          problem.get(),
          clock.instant().plus(pause(delivery.attempts())));
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "A delivery could not be noted; it is sent again", failed);
    }
  }

  private Duration pause(int attempts) {
    Duration pause = pace.first().multipliedBy(1L << Math.min(2 * (attempts - 1), 30));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** Empty if it arrived. */
  private Optional<String> post(Delivery delivery) {
    Optional<Subscription> to =
        store.all().stream().filter(each -> each.ref().equals(delivery.subscription())).findFirst();
    Optional<String> secret = store.secret(delivery.subscription()).flatMap(means.key()::open);
    if (to.isEmpty() || secret.isEmpty()) {
      return Optional.of("the subscription is gone or its secret is unreadable");
    }
    long now = clock.instant().getEpochSecond();
    Map<String, String> headers =
        Map.of(
            "X-Heddle-Delivery", Long.toString(delivery.id()),
            "X-Heddle-Event", delivery.type(),
            "X-Heddle-Timestamp", Long.toString(now),
            "X-Heddle-Signature", Signature.of(secret.get(), now, delivery.body()));
    try {
      int status = means.courier().post(to.get().url(), headers, delivery.body());
      return status / 100 == 2 ? Optional.empty() : Optional.of("the answer was " + status);
    } catch (IOException failed) {
      String message = String.valueOf(failed.getMessage());
      return Optional.of(message.substring(0, Math.min(message.length(), LONGEST_ERROR)));
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    try {
      if (thread != null) {
        thread.join(LAST_WORDS);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
