package dev.heddle.platform.sensor;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.access.Grant;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Token;
import dev.heddle.platform.access.Tokens;
import dev.heddle.platform.event.Events;
import dev.heddle.platform.event.Rulebook;
import dev.heddle.platform.event.Rules;
import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.sensor.SensorStore.Line;
import dev.heddle.platform.trigger.SensorType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sensors running (S1-156): each on one server at a time, while a rule that is on uses one of
 * its triggers. Whoever holds the right to run one renews it; who does not hear of it takes over.
 */
public final class Sensors implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Sensors.class.getName());
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEW = Duration.ofSeconds(4);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration TOKEN_LIFE = Duration.ofDays(365);
  private static final int KEPT_LINES = 10_000;
  private static final Duration KEPT_FOR = Duration.ofDays(7);
  private static final Duration PRUNE = Duration.ofMinutes(10);
  private static final int AT_ONCE = 500;

  private final Rules rules;
  private final Events events;
  private final Tokens tokens;
  private final SensorStore store;
  private final InstantSource clock;
  private final String holder = UUID.randomUUID().toString();
  private final Map<String, Watched> watched = new HashMap<>();
  private final Map<String, Token> given = new HashMap<>();
  private final BlockingQueue<Line> printed = new LinkedBlockingQueue<>(10_000);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /** Only the thread above knows it. */
  private @Nullable SensorGuard guard;

  public Sensors(
      Rules rules, Events events, Tokens tokens, SensorStore store, InstantSource clock) {
    this.rules = rules;
    this.events = events;
    this.tokens = tokens;
    this.store = store;
    this.clock = clock;
  }

  /** All sensors of enabled packs. */
  public List<SensorType> list() {
    return rules.book().sensors();
  }

  public Answer<SensorType> find(String ref) {
    return list().stream()
        .filter(sensor -> sensor.ref().equals(ref))
        .findFirst()
        .<Answer<SensorType>>map(Answer::done)
        .orElseGet(() ->
            Answer.refused(Refusal.notFound("unknown_sensor", "There is no sensor `" + ref + "`")));
  }

  /** The enabled rules that use a sensor's triggers: without any it does not run. */
  public List<Rule> users(SensorType sensor) {
    Rulebook book = rules.book();
    return book.rules().stream()
        .filter(rule -> rule.enabled() && sensor.triggers().contains(rule.trigger()))
        .toList();
  }

  /** What a sensor printed after a line, oldest first (S1-157). */
  public Answer<List<Line>> lines(String ref, long after, int limit) {
    return find(ref).map(_ -> store.lines(ref, after, limit));
  }

  /**
   * Starts sensors from now on.
   *
   * @param api where they reach the API
   */
  public void start(URI api) {
    thread = Thread.ofVirtual().name("sensors").start(() -> run(api));
    Thread.ofVirtual().name("sensor-log").start(this::prune);
  }

  private void run(URI api) {
    try {
      watch(api);
    } finally {
      if (guard != null) {
        guard.close();
      }
    }
  }

  private void watch(URI api) {
    try {
      while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        attempt(() -> step(api));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    watched
        .values()
        .forEach(each -> {
          stop(each);
          attempt(() -> store.release(each.ref(), holder));
        });
    attempt(this::write);
  }

  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Could not see to the sensors; trying again", failed);
    }
  }

  private void step(URI api) {
    Instant now = clock.instant();
    Map<String, SensorType> wanted = new HashMap<>();
    for (SensorType sensor : list()) {
      if (sensor.enabled() && !users(sensor).isEmpty()) {
        wanted.put(sensor.ref(), sensor);
      }
    }
    for (String gone : Set.copyOf(watched.keySet())) {
      Watched each = watched.get(gone);
      if (each != null && !each.isOf(wanted.get(gone))) {
        stop(each);
        watched.remove(gone);
        store.release(gone, holder);
      }
    }
    for (SensorType sensor : wanted.values()) {
      see(sensor, api, now);
    }
    write();
  }

  /** Apart from what renews leases, which must never be late. */
  private void prune() {
    try {
      do {
        attempt(() -> store.prune(KEPT_LINES, clock.instant().minus(KEPT_FOR)));
      } while (!closed.await(PRUNE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void see(SensorType sensor, URI api, Instant now) {
    Watched each = watched.get(sensor.ref());
    if (each == null || each.heldUntil().isBefore(now.plus(LEASE).minus(RENEW))) {
      if (!store.hold(sensor.ref(), holder, LEASE)) {
        if (each != null) {
          stop(each); // another server runs it now
          watched.remove(sensor.ref());
        }
        return;
      }
      if (each == null) {
        each = new Watched(sensor, (stream, text) -> printed(sensor, stream, text));
        watched.put(sensor.ref(), each);
      }
      each.hold(now.plus(LEASE));
    }
    each.see(now, users(sensor), () -> environment(sensor, api));
  }

  private Map<String, String> environment(SensorType sensor, URI api) {
    if (guard == null) {
      guard = SensorGuard.start(holder);
    }
    Reach.Limit own = new Reach.Limit(Set.copyOf(sensor.triggers()), Set.of(), Set.of());
    Tokens.Made token =
        tokens.createFor(
            Token.Kind.SENSOR,
            sensor.ref(),
            List.of(Grant.of(Resource.EVENTS, Operation.CREATE).within(own)),
            TOKEN_LIFE);
    revoke(given.put(sensor.ref(), token.token()));
    return Map.of(
        "HEDDLE_API_URL",
        api.toString(),
        "HEDDLE_TOKEN",
        token.secret(),
        "HEDDLE_SENSOR_ID",
        sensor.ref(),
        "HEDDLE_SENSOR_REF",
        sensor.ref(),
        SensorGuard.VARIABLE,
        holder);
  }

  /** A token is good for one life of a sensor. */
  private void revoke(@Nullable Token token) {
    if (token != null) {
      tokens.revoke(token);
    }
  }

  private void stop(Watched each) {
    each.stop();
    attempt(() -> revoke(given.remove(each.ref())));
  }

  /** A line of output that is an event becomes one; any other is kept to be read. */
  private void printed(SensorType sensor, String stream, String text) {
    if (stream.equals("stdout")) {
      SensorLine line = SensorLine.of(text);
      if (line instanceof SensorLine.AnEvent event) {
        String problem = emitted(sensor, event);
        if (!problem.isEmpty()) {
          keep(sensor, "system", problem);
        }
        return;
      }
    }
    keep(sensor, stream, text);
  }

  /**
   * Emits an event, however long it takes until it can be stored: meanwhile nothing more is read of
   * what the sensor prints, so that it has to wait.
   *
   * @return why it never will be; empty if it was
   */
  private String emitted(SensorType sensor, SensorLine.AnEvent event) {
    Duration pause = FIRST_PAUSE;
    while (true) {
      Answer<String> answer = emit(sensor, event);
      if (answer instanceof Answer.Done<String>(String problem)) {
        return problem;
      }
      try {
        if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return "an event could not be stored before the server stopped";
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return "interrupted";
      }
      pause = pause.multipliedBy(2).compareTo(LEASE) < 0 ? pause.multipliedBy(2) : LEASE;
    }
  }

  /** What was wrong with it; refused if it should be tried again. */
  private Answer<String> emit(SensorType sensor, SensorLine.AnEvent event) {
    String trigger = event.trigger().isEmpty() ? sensor.triggers().getFirst() : event.trigger();
    if (!sensor.triggers().contains(trigger)) {
      return Answer.done("refused an event of " + trigger + ", which is none of its triggers");
    }
    String source = "sensor:" + sensor.ref();
    String key = event.key().isEmpty() ? null : event.key();
    try {
      return switch (events.emit(trigger, source, key, event.payload())) {
        case Answer.Done<Events.Accepted> _ -> Answer.done("");
        case Answer.Refused<Events.Accepted>(Refusal refusal)
            when refusal.kind() == Refusal.Kind.TOO_OFTEN ->
            Answer.refused(refusal);
        case Answer.Refused<Events.Accepted>(Refusal refusal) ->
            Answer.done("refused an event of " + trigger + ": " + refusal.message());
      };
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "An event of " + sensor.ref() + " waits to be stored", failed);
      return Answer.refused(
          Refusal.of(Refusal.Kind.TOO_OFTEN, "not_stored", "It could not be stored now"));
    }
  }

  private void keep(SensorType sensor, String stream, String text) {
    String shown = text.length() > 4_000 ? text.substring(0, 4_000) + "…" : text;
    boolean kept =
        printed.offer(new Line(0, sensor.ref(), clock.instant(), stream, shown.replace('\0', ' ')));
    if (!kept) {
      LOG.log(Level.DEBUG, "A line of {0} was dropped: it prints too much", sensor.ref());
    }
  }

  private void write() {
    List<Line> lines = new ArrayList<>();
    printed.drainTo(lines, AT_ONCE);
    if (!lines.isEmpty()) {
      store.append(lines);
    }
  }

  /** Stops them all; their servers let them go. */
  @Override
  public void close() {
    closed.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      running.join(Duration.ofSeconds(15));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
