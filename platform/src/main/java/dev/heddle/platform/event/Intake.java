package dev.heddle.platform.event;

import dev.heddle.engine.Engine;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.event.EventStore.Happening;
import dev.heddle.platform.rule.Rule;
import dev.heddle.values.MapValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Takes events in: applies the rules, stores events and enforcements of many requests with one
 * statement, and starts what they say. Meanwhile the next ones gather (group commit).
 */
final class Intake implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Intake.class.getName());
  private static final int AT_ONCE = 500;

  /** Beyond this many waiting events senders are told to come later. */
  private static final int MOST_WAITING = 20_000;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Rules rules;
  private final Matching matching;
  private final EventStore store;
  private final Starting starting;
  private final Engine engine;
  private final InstantSource clock;
  private final BlockingQueue<Given> given = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Thread thread;
  private volatile boolean closed;
  private volatile Runnable waiting = () -> {};

  Intake(
      Rules rules,
      Matching matching,
      EventStore store,
      Starting starting,
      Engine engine,
      InstantSource clock) {
    this.rules = rules;
    this.matching = matching;
    this.store = store;
    this.starting = starting;
    this.engine = engine;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("events").start(this::run);
  }

  /**
   * Something that has happened.
   *
   * @param rule the only one it is for; null for all on the trigger
   * @param key the same for the same happening; null if each is its own
   * @param gate what its enforcements must pass; null for what rules say
   */
  record News(
      String trigger,
      @Nullable String rule,
      String source,
      @Nullable String key,
      MapValue payload,
      Enforcement.@Nullable Gate gate) {}

  /** What became of it; {@code known} if it had been stored before. */
  record Taken(ExecutionId event, boolean known, List<Enforcement> enforcements) {}

  private record Given(News news, CompletableFuture<Taken> taken) {}

  /** Told when something was stored that waits at a gate. */
  void onWaiting(Runnable told) {
    waiting = told;
  }

  /** Completed once the event is durable; exceptionally if it is not. */
  CompletableFuture<Taken> take(News news) {
    Given one = new Given(news, new CompletableFuture<>());
    if (closed || !given.offer(one)) {
      one.taken()
          .completeExceptionally(new IllegalStateException("too many events wait to be stored"));
    }
    return one.taken();
  }

  private void run() {
    List<Given> batch = new ArrayList<>();
    try {
      while (!closed) {
        batch.add(given.take());
        given.drainTo(batch, AT_ONCE - 1);
        process(batch);
        batch.clear();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      given.drainTo(batch);
      fail(batch, new IllegalStateException("the server stops"));
    }
  }

  private void process(List<Given> batch) {
    List<Happening> happenings = new ArrayList<>(batch.size());
    Set<ExecutionId> added;
    try {
      Rulebook book = rules.book();
      Instant now = clock.instant();
      for (Given each : batch) {
        happenings.add(happening(book, each.news(), now));
      }
      added = store.record(happenings);
    } catch (RuntimeException failed) {
      if (batch.size() > 1) {
        apart(batch, failed);
        return;
      }
      LOG.log(Level.WARNING, "An event could not be stored", failed);
      fail(batch, failed);
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      Happening happening = happenings.get(i);
      boolean isNew = added.contains(happening.event().id());
      if (isNew) {
        happening.enforcements().forEach(this::begin);
      }
      batch.get(i).taken().complete(taken(happening, isNew));
    }
  }

  /**
   * Stores one by one what could not be stored together, so that one that cannot be stored keeps no
   * others from it (security row 27); but not for long, for the database may be away.
   */
  private void apart(List<Given> batch, RuntimeException failed) {
    Instant until = clock.instant().plus(PATIENCE);
    for (Given each : batch) {
      if (clock.instant().isAfter(until)) {
        fail(List.of(each), failed);
      } else {
        process(List.of(each));
      }
    }
  }

  private void begin(Enforcement enforcement) {
    if (enforcement.state() == Enforcement.State.WAITING) {
      waiting.run();
    } else {
      starting.start(enforcement, true);
    }
  }

  private Taken taken(Happening happening, boolean isNew) {
    return new Taken(happening.event().id(), !isNew, isNew ? happening.enforcements() : List.of());
  }

  private Happening happening(Rulebook book, News news, Instant now) {
    Event event =
        new Event(engine.newId(), news.trigger(), news.rule(), news.source(), news.payload(), now);
    List<Enforcement> enforcements = new ArrayList<>();
    for (Rule rule : book.concerned(event)) {
      matching
          .apply(book, rule, event, engine::newId, news.gate(), now)
          .ifPresent(enforcements::add);
    }
    return new Happening(event, news.key(), enforcements);
  }

  private static void fail(List<Given> batch, RuntimeException failed) {
    batch.forEach(each -> each.taken().completeExceptionally(failed));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
