package dev.heddle.platform.event;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Timers in memory. */
public final class MemoryTimerStore implements TimerStore {

  private final TreeMap<String, Timer> timers = new TreeMap<>();

  @Override
  public synchronized boolean put(
      long catalogRevision, long ruleRevision, List<Wanted> wanted, Instant now) {
    for (Wanted each : wanted) {
      timers.compute(
          each.rule(),
          (_, former) -> {
            if (former == null) {
              return new Timer(each.rule(), each.spec(), now, each.first(), null, true, false);
            }
            boolean same = former.spec().equals(each.spec());
            if (same && former.active()) {
              return former;
            }
            Instant last = same ? former.last() : null;
            Instant next = each.once() && last != null ? null : each.first();
            return new Timer(each.rule(), each.spec(), now, next, last, true, former.paused());
          });
    }
    Set<String> rules = wanted.stream().map(Wanted::rule).collect(Collectors.toSet());
    timers.replaceAll((rule, timer) ->
        rules.contains(rule)
            ? timer
            : new Timer(
                rule,
                timer.spec(),
                timer.anchor(),
                timer.next(),
                timer.last(),
                false,
                timer.paused()));
    return true;
  }

  private Stream<Timer> awake() {
    return timers.values().stream()
        .filter(timer -> timer.active() && !timer.paused() && timer.next() != null);
  }

  @Override
  public synchronized List<Timer> due(Instant now, int limit) {
    return awake()
        .filter(timer -> !Objects.requireNonNull(timer.next()).isAfter(now))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Instant> next() {
    return awake()
        .map(timer -> Objects.requireNonNull(timer.next()))
        .min(Comparator.naturalOrder());
  }

  @Override
  public synchronized boolean advance(
      Timer before, @Nullable Instant last, @Nullable Instant next) {
    if (!before.equals(timers.get(before.rule()))) {
      return false;
    }
    timers.put(
        before.rule(),
        new Timer(
            before.rule(), before.spec(), before.anchor(), next, last, true, before.paused()));
    return true;
  }

  @Override
  public synchronized Optional<Timer> find(String rule) {
    return Optional.ofNullable(timers.get(rule));
  }

  @Override
  public synchronized List<Timer> all() {
    return List.copyOf(timers.values());
  }

  @Override
  public synchronized boolean pause(String rule, boolean paused, @Nullable Instant next) {
    return timers.computeIfPresent(
            rule,
            (_, timer) ->
                new Timer(
                    rule, timer.spec(), timer.anchor(), next, timer.last(), timer.active(), paused))
        != null;
  }
}
