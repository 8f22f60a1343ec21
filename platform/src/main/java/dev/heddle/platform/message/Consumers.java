package dev.heddle.platform.message;

import dev.heddle.platform.event.Events;
import dev.heddle.platform.event.Rulebook;
import dev.heddle.platform.event.Rules;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.message.ConsumerStore.Progress;
import dev.heddle.platform.message.ConsumerStore.Standing;
import dev.heddle.platform.trigger.MessageSource;
import dev.heddle.platform.trigger.TriggerType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Consumes for triggers of queues: for each on one server at a time, while a rule that is on uses
 * it. Two that consume at once for a moment do no harm: the broker hands each message to one.
 */
public final class Consumers implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Consumers.class.getName());
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Rules rules;
  private final Events events;
  private final Keys keys;
  private final Broker broker;
  private final ConsumerStore store;
  private final InstantSource clock;
  private final String holder = UUID.randomUUID().toString();
  private final Map<String, Held> running = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Duration patience = PATIENCE;
  private volatile @Nullable Thread thread;

  public Consumers(
      Rules rules,
      Events events,
      Keys keys,
      Broker broker,
      ConsumerStore store,
      InstantSource clock) {
    this.rules = rules;
    this.events = events;
    this.keys = keys;
    this.broker = broker;
    this.store = store;
    this.clock = clock;
  }

  /** A consumer, and until when it is ours to run. */
  private record Held(Consumer consumer, Instant until) {}

  /** How consuming for a trigger goes; empty if nobody ever did. */
  public Optional<Standing> standing(String trigger) {
    return store.standing(trigger);
  }

  /** Why nobody consumes for a trigger; empty if somebody should. */
  public Optional<String> obstacle(TriggerType trigger) {
    if (!trigger.enabled()) {
      return Optional.of("the trigger is disabled");
    }
    boolean used = rules.book().on(trigger.ref()).stream().anyMatch(rule -> rule.enabled());
    return used ? Optional.empty() : Optional.of("no enabled rule uses it");
  }

  public void start() {
    start(PATIENCE);
  }

  /**
   * Begins to consume.
   *
   * @param others how long other servers wait for this one before they consume in its place
   */
  public void start(Duration others) {
    patience = others;
    thread = Thread.ofVirtual().name("consumers").start(this::run);
  }

  private void run() {
    try {
      while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        attempt(this::step);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    Set.copyOf(running.keySet())
        .forEach(trigger -> attempt(() -> stop(trigger, "its server has stopped")));
  }

  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Could not see to the consumers; trying again", failed);
    }
  }

  /** Starts, renews and stops what should be. */
  void step() {
    Map<String, MessageSource> wanted = wanted();
    for (String trigger : Set.copyOf(running.keySet())) {
      Held held = running.get(trigger);
      if (held != null && !held.consumer().isOf(wanted.get(trigger))) {
        stop(trigger, wanted.containsKey(trigger) ? "it has changed" : "it is not used");
      }
    }
    wanted.forEach(this::see);
    running.forEach(this::report);
  }

  private Map<String, MessageSource> wanted() {
    Rulebook book = rules.book();
    Map<String, MessageSource> wanted = new HashMap<>();
    for (TriggerType trigger : book.triggers()) {
      if (obstacle(trigger).isEmpty()) {
        trigger.source().ifPresent(source -> wanted.put(trigger.ref(), source));
      }
    }
    return wanted;
  }

  private void see(String trigger, MessageSource source) {
    Instant now = clock.instant();
    Held held = running.get(trigger);
    if (held != null && held.until().isAfter(now.plus(patience.multipliedBy(3).dividedBy(4)))) {
      return;
    }
    if (!store.hold(trigger, holder, patience)) {
      if (held != null) {
        held.consumer().close(); // another server consumes now
        running.remove(trigger);
      }
      return;
    }
    Consumer consumer;
    if (held == null) {
      consumer = new Consumer(trigger, source, broker, events, keys, clock);
      consumer.start();
    } else {
      consumer = held.consumer();
    }
    running.put(trigger, new Held(consumer, now.plus(patience)));
  }

  private void report(String trigger, Held held) {
    Tally tally = held.consumer().tally();
    Optional<Progress> news = tally.news();
    if (news.isEmpty()) {
      return;
    }
    try {
      store.report(trigger, holder, news.get());
    } catch (RuntimeException failed) {
      tally.back(news.get());
      throw failed;
    }
  }

  private void stop(String trigger, String why) {
    Held held = running.remove(trigger);
    if (held != null) {
      held.consumer().close();
      report(trigger, held);
      store.release(trigger, holder, why, clock.instant());
    }
  }

  /** Stops them all; their queues keep what was not settled. */
  @Override
  public void close() {
    closed.countDown();
    Thread seeing = thread;
    if (seeing == null) {
      return;
    }
    try {
      seeing.join(Duration.ofSeconds(15));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
