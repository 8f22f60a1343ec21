package dev.heddle.worker.remote;

import dev.heddle.dispatch.wire.ToServer;
import dev.heddle.model.execution.AttemptId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attempts a worker has, counted: asked for each that comes and goes; guarded by the roster.
 */
final class Holding {

  private final Map<AttemptId, Held> all = new HashMap<>();
  private int running;

  @Nullable Held get(AttemptId attempt) {
    return all.get(attempt);
  }

  boolean has(AttemptId attempt) {
    return all.containsKey(attempt);
  }

  List<Held> all() {
    return List.copyOf(all.values());
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  int size() {
    return all.size();
  }

  /** Those that have not ended. */
  int running() {
    return running;
  }

  void add(Held held) {
    all.put(held.attempt, held);
    running++;
  }

  void end(Held held, ToServer.Finished end) {
    held.finished = end;
    running--;
  }

  @Nullable Held remove(AttemptId attempt) {
    Held removed = all.remove(attempt);
    if (removed != null && removed.finished == null) {
      running--;
    }
    return removed;
  }

  void clear() {
    all.clear();
    running = 0;
  }
}
