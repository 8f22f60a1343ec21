package dev.heddle.platform.event;

import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.ExecutionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where events and enforcements are durable. */
public interface EventStore {

  /**
   * An event with what rules made of it.
   *
   * @param key the same for the same happening; null if each is its own
   */
  record Happening(Event event, @Nullable String key, List<Enforcement> enforcements) {
    public Happening {
      enforcements = List.copyOf(enforcements);
    }
  }

  /**
   * Stores events with their enforcements, all or nothing.
   *
   * @return the ids of those that are new; others of the same key were stored before, and nothing
   *     of them is stored now
   */
  Set<ExecutionId> record(List<Happening> happenings);

  /** The id of the event stored under a key. */
  Optional<ExecutionId> ofKey(String key);

  Optional<Event> event(ExecutionId id);

  /** Newest first. */
  List<Event> events(EventFilter filter, int offset, int limit);

  Optional<Enforcement> enforcement(ExecutionId id);

  /** Newest first. */
  List<Enforcement> enforcements(EnforcementFilter filter, int offset, int limit);

  /**
   * How far those of a rule that share a gate have come: how many are in each state or, once they
   * were processed, how many of their executions are; {@link #REMOVED} if those are gone.
   */
  Map<String, Long> progress(String rule, String gate);

  /** Of an execution that has ended and was removed since. */
  String REMOVED = "removed";

  /** The executions of these were started. */
  void settle(Collection<ExecutionId> enforcements);

  /** It will start nothing. */
  void refuse(ExecutionId enforcement, Enforcement.State state, String reason);

  /** Those that were to be started before a moment and are not known to be, oldest first. */
  List<Enforcement> unsettled(Instant before, int limit);

  /** The gates at which enforcements wait. */
  List<String> gates();

  /**
   * Does at a gate what is decided there, one server at a time; empty if another server is at it.
   */
  Optional<Gates.Moves> pass(String gate, Function<Gates.Queue, Gates.Moves> decide);

  /** Which events; absent parts let all through. */
  record EventFilter(@Nullable String trigger, @Nullable String source, Reach reach) {}

  /** Which enforcements; absent parts let all through. */
  record EnforcementFilter(
      @Nullable ExecutionId event,
      @Nullable String rule,
      Enforcement.@Nullable State state,
      @Nullable ExecutionId execution,
      Reach reach) {}
}
