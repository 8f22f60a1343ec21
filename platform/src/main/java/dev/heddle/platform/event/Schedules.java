package dev.heddle.platform.event;

import dev.heddle.engine.Engine;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.event.Intake.News;
import dev.heddle.platform.event.Intake.Taken;
import dev.heddle.platform.event.TimerStore.Timer;
import dev.heddle.platform.rule.Overlap;
import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.timing.Timing;
import dev.heddle.platform.trigger.CoreTriggers;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules on the clock: when they are due, pausing them, and running what lies in the past. */
public final class Schedules {

  /** The most times one backfill may have. */
  public static final int MOST_TIMES = 1_000;

  private static final int SHOWN_AHEAD = 5;
  private static final int MOST_ROOM = 100;

  private final Rules rules;
  private final EventStore events;
  private final TimerStore timers;
  private final Intake intake;
  private final Engine engine;
  private final InstantSource clock;

  Schedules(
      Rules rules,
      EventStore events,
      TimerStore timers,
      Intake intake,
      Engine engine,
      InstantSource clock) {
    this.rules = rules;
    this.events = events;
    this.timers = timers;
    this.intake = intake;
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * A rule on the clock.
   *
   * @param last when it was due last; null if never
   * @param next when it is due, at most five times; none while it is paused or off
   */
  public record Schedule(Rule rule, boolean paused, @Nullable Instant last, List<Instant> next) {
    public Schedule {
      next = List.copyOf(next);
    }
  }

  /** All of them, by the refs of their rules. */
  public List<Schedule> list() {
    return rules().stream().map(look()).toList();
  }

  /** The rules on the clock, by ref: a list that shows a part needs only the schedules of that. */
  public List<Rule> rules() {
    return rules.book().rules().stream()
        .filter(rule -> CoreTriggers.isTimer(rule.trigger()))
        .toList();
  }

  /** Tells the schedules of rules as they are now; all timers are read at once. */
  public Function<Rule, Schedule> look() {
    Map<String, Timer> known = new HashMap<>();
    timers.all().forEach(timer -> known.put(timer.rule(), timer));
    return rule -> schedule(rule, Optional.ofNullable(known.get(rule.ref())));
  }

  public Answer<Schedule> find(String ref) {
    return timed(ref).map(rule -> schedule(rule, timers.find(ref)));
  }

  private Answer<Rule> timed(String ref) {
    return rules
        .book()
        .rule(ref)
        .filter(rule -> CoreTriggers.isTimer(rule.trigger()))
        .<Answer<Rule>>map(Answer::done)
        .orElseGet(() ->
            Answer.refused(
                Refusal.notFound("unknown_schedule", "There is no schedule `" + ref + "`")));
  }

  private static Schedule schedule(Rule rule, Optional<Timer> known) {
    Timer timer = known.filter(each -> each.spec().equals(Timers.spec(rule))).orElse(null);
    if (timer == null || !rule.enabled()) {
      return new Schedule(rule, false, timer == null ? null : timer.last(), List.of());
    }
    Timing timing = Timers.timing(rule);
    List<Instant> ahead = new ArrayList<>();
    Optional<Instant> next = timer.paused() ? Optional.empty() : Optional.ofNullable(timer.next());
    if (next.isPresent()) {
      ahead.add(next.get());
      Iterator<Instant> times = timing.times(timer.anchor(), next.get());
      while (ahead.size() < SHOWN_AHEAD && times.hasNext()) {
        ahead.add(times.next());
      }
    }
    return new Schedule(rule, timer.paused(), timer.last(), ahead);
  }

  /** Lets it rest; what is due meanwhile is passed over. */
  public Answer<Schedule> pause(String ref) {
    return rest(ref, true);
  }

  /** Lets it go on with what is due from now on. */
  public Answer<Schedule> resume(String ref) {
    return rest(ref, false);
  }

  private Answer<Schedule> rest(String ref, boolean paused) {
    return timed(ref)
        .then(rule -> {
          Timer timer = timers.find(ref).orElse(null);
          if (timer == null || !timer.active() || timer.paused() == paused) {
            return Answer.refused(
                Refusal.conflict(
                    "conflict",
                    timer == null || !timer.active()
                        ? "The schedule is not running"
                        : "The schedule is " + (paused ? "paused" : "not paused") + " already"));
          }
          Instant next =
              paused
                  ? timer.next()
                  : Timers.timing(rule).next(timer.anchor(), clock.instant()).orElse(null);
          timers.pause(ref, paused, next);
          return find(ref);
        });
  }

  /**
   * Times in the past to be run.
   *
   * @param id empty if nothing was started
   */
  public record Backfill(Optional<ExecutionId> id, List<Instant> times) {
    public Backfill {
      times = List.copyOf(times);
    }
  }

  /**
   * Runs a schedule for every time in a range at which it would have been due.
   *
   * @param room how many may be under way at a time
   * @param preview whether only to say which times these are
   */
  public Answer<Backfill> backfill(
      String ref, Instant from, Instant to, int room, boolean preview) {
    if (room < 1 || room > MOST_ROOM || !from.isBefore(to)) {
      return Answer.refused(
          Refusal.of(
              Refusal.Kind.INVALID,
              "invalid_request",
              "`from` is before `to`, and 1 to " + MOST_ROOM + " run at a time"));
    }
    return timed(ref)
        .then(rule ->
            preview || rule.enabled()
                ? Answer.done(rule)
                : Answer.refused(
                    Refusal.conflict(
                        "schedule_disabled",
                        "The schedule `" + ref + "` is disabled, so nothing would start")))
        .then(rule -> {
          List<Instant> times = times(rule, from, to);
          if (times.size() > MOST_TIMES) {
            return Answer.refused(
                Refusal.of(
                    Refusal.Kind.INVALID,
                    "too_many_times",
                    "There are more than " + MOST_TIMES + " times in that range"));
          }
          return Answer.done(
              preview ? new Backfill(Optional.empty(), times) : run(rule, times, room));
        });
  }

  private static String gate(ExecutionId backfill) {
    return "backfill:" + backfill;
  }

  /**
   * How far a backfill has come.
   *
   * @param waiting for those before them
   * @param failed or timed out, or cancelled
   * @param leftOut those of which nothing was started, or whose execution is removed by now
   */
  public record Progress(
      ExecutionId id, long waiting, long running, long completed, long failed, long leftOut) {

    public long count() {
      return waiting + running + completed + failed + leftOut;
    }
  }

  /** 404 unless it is a backfill of that schedule. */
  public Answer<Progress> progress(String ref, ExecutionId id) {
    Map<String, Long> standings = events.progress(ref, gate(id));
    if (standings.isEmpty()) {
      return Answer.refused(
          Refusal.notFound("unknown_backfill", "There is no backfill " + id + " of " + ref));
    }
    Map<Stage, Long> counts = new EnumMap<>(Stage.class);
    standings.forEach((standing, count) -> counts.merge(Stage.of(standing), count, Long::sum));
    Function<Stage, Long> many = stage -> counts.getOrDefault(stage, 0L);
    return Answer.done(
        new Progress(
            id,
            many.apply(Stage.WAITING),
            many.apply(Stage.RUNNING),
            many.apply(Stage.COMPLETED),
            many.apply(Stage.FAILED),
            many.apply(Stage.LEFT_OUT)));
  }

  private enum Stage {
    WAITING,
    RUNNING,
    COMPLETED,
    FAILED,
    LEFT_OUT;

    /** Of the state of an enforcement, or of its execution. */
    static Stage of(String standing) {
      return switch (standing) {
        case "waiting" -> WAITING;
        case "created", "processed", "requested", "running", "canceling" -> RUNNING;
        case "completed" -> COMPLETED;
        case "failed", "timeout", "cancelled" -> FAILED;
        default -> LEFT_OUT;
      };
    }
  }

  /** From {@code from}, included, to {@code to}, not included. */
  private List<Instant> times(Rule rule, Instant from, Instant to) {
    Timing timing = Timers.timing(rule);
    Instant anchor = timers.find(rule.ref()).map(Timer::anchor).orElse(from);
    // Intervals count from when their timer was made, and the past lies before that.
    Instant start = anchor.isBefore(from) ? anchor : from;
    List<Instant> times = new ArrayList<>();
    Iterator<Instant> all = timing.times(start, from.minusNanos(1));
    while (all.hasNext() && times.size() <= MOST_TIMES) {
      Instant at = all.next();
      if (!at.isBefore(to)) {
        break;
      }
      times.add(at);
    }
    return times;
  }

  private Backfill run(Rule rule, List<Instant> times, int room) {
    ExecutionId id = engine.newId();
    Enforcement.Gate gate = new Enforcement.Gate(gate(id), room, Overlap.QUEUE);
    Instant now = clock.instant();
    List<CompletableFuture<Taken>> taken = new ArrayList<>();
    for (Instant at : times) {
      MapValue payload = Timers.payload(rule, at, now).with("backfill", Value.of(id.toString()));
      taken.add(
          intake.take(
              new News(
                  rule.trigger(),
                  rule.ref(),
                  "backfill",
                  "backfill " + id + " " + at,
                  payload,
                  gate)));
    }
    taken.forEach(CompletableFuture::join);
    return new Backfill(Optional.of(id), times);
  }
}
