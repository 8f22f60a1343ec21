package dev.heddle.platform.event;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Events and enforcements in memory. */
public final class MemoryEventStore implements EventStore {

  private volatile Consumer<List<Happening>> before = _ -> {};
  private final Predicate<ExecutionId> underWay;
  private final TreeMap<ExecutionId, Event> events = new TreeMap<>();
  private final TreeMap<ExecutionId, Enforcement> enforcements = new TreeMap<>();
  private final Map<String, ExecutionId> keys = new HashMap<>();

  /**
   * @param underWay whether an execution has not ended
   */
  public MemoryEventStore(Predicate<ExecutionId> underWay) {
    this.underWay = underWay;
  }

  /** Looks at everything that is to be stored, and may hold it up or let it fail. */
  public void watch(Consumer<List<Happening>> watcher) {
    before = watcher;
  }

  @Override
  public synchronized List<String> gates() {
    return enforcements.values().stream()
        .filter(each -> each.state() == Enforcement.State.WAITING)
        .map(each -> Objects.requireNonNull(each.gate()).name())
        .distinct()
        .toList();
  }

  @Override
  public synchronized Optional<Gates.Moves> pass(
      String gate, Function<Gates.Queue, Gates.Moves> decide) {
    List<Enforcement> here =
        enforcements.values().stream()
            .filter(each -> each.gate() != null && each.gate().name().equals(gate))
            .toList();
    List<ExecutionId> passed =
        here.stream()
            .filter(each ->
                each.state() == Enforcement.State.CREATED
                    || each.state() == Enforcement.State.PROCESSED)
            .filter(each ->
                each.state() == Enforcement.State.CREATED
                    || underWay.test(Objects.requireNonNull(each.execution())))
            .map(each -> Objects.requireNonNull(each.execution()))
            .toList();
    Gates.Moves moves =
        decide.apply(
            new Gates.Queue(
                here.stream().filter(each -> each.state() == Enforcement.State.WAITING).toList(),
                passed));
    moves.opened().forEach(each -> enforcements.put(each.id(), each));
    moves.skipped().forEach((id, reason) -> refuse(id, Enforcement.State.SKIPPED, reason));
    return Optional.of(moves);
  }

  /** Of executions it knows only whether they have ended: those count as completed. */
  @Override
  public synchronized Map<String, Long> progress(String rule, String gate) {
    return enforcements.values().stream()
        .filter(each -> each.rule().equals(rule))
        .filter(each -> each.gate() != null && each.gate().name().equals(gate))
        .collect(Collectors.groupingBy(this::standing, Collectors.counting()));
  }

  private String standing(Enforcement each) {
    if (each.state() != Enforcement.State.PROCESSED) {
      return each.state().label();
    }
    return underWay.test(Objects.requireNonNull(each.execution()))
        ? ExecutionStatus.RUNNING.label()
        : ExecutionStatus.COMPLETED.label();
  }

  @Override
  public synchronized Set<ExecutionId> record(List<Happening> happenings) {
    before.accept(happenings);
    Set<ExecutionId> added = new HashSet<>();
    for (Happening happening : happenings) {
      Event event = happening.event();
      if (happening.key() != null && keys.putIfAbsent(happening.key(), event.id()) != null) {
        continue;
      }
      events.put(event.id(), event);
      happening.enforcements().forEach(each -> enforcements.put(each.id(), each));
      added.add(event.id());
    }
    return added;
  }

  @Override
  public synchronized Optional<ExecutionId> ofKey(String key) {
    return Optional.ofNullable(keys.get(key));
  }

  @Override
  public synchronized Optional<Event> event(ExecutionId id) {
    return Optional.ofNullable(events.get(id));
  }

  @Override
  public synchronized List<Event> events(EventFilter filter, int offset, int limit) {
    return events.descendingMap().values().stream()
        .filter(event -> filter.trigger() == null || event.trigger().equals(filter.trigger()))
        .filter(event -> filter.source() == null || event.source().equals(filter.source()))
        .filter(event -> filter.reach().covers(event.trigger(), event.id().toString()))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Enforcement> enforcement(ExecutionId id) {
    return Optional.ofNullable(enforcements.get(id));
  }

  @Override
  public synchronized List<Enforcement> enforcements(
      EnforcementFilter filter, int offset, int limit) {
    return enforcements.descendingMap().values().stream()
        .filter(each -> filter.event() == null || each.event().equals(filter.event()))
        .filter(each -> filter.rule() == null || each.rule().equals(filter.rule()))
        .filter(each -> filter.state() == null || each.state() == filter.state())
        .filter(each -> filter.execution() == null || filter.execution().equals(each.execution()))
        .filter(each -> filter.reach().covers(each.rule(), each.id().toString()))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void settle(Collection<ExecutionId> ids) {
    for (ExecutionId id : ids) {
      enforcements.computeIfPresent(
          id,
          (_, each) ->
              each.state() == Enforcement.State.CREATED
                  ? each.as(Enforcement.State.PROCESSED, "")
                  : each);
    }
  }

  @Override
  public synchronized void refuse(ExecutionId id, Enforcement.State state, String reason) {
    enforcements.computeIfPresent(id, (_, each) -> each.as(state, reason));
  }

  @Override
  public synchronized List<Enforcement> unsettled(Instant before, int limit) {
    return enforcements.values().stream()
        .filter(each -> each.state() == Enforcement.State.CREATED)
        .filter(each -> each.createdAt().isBefore(before))
        .limit(limit)
        .toList();
  }
}
