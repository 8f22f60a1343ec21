package dev.heddle.engine.loop;

import dev.heddle.engine.port.ExecutionStore.Due;
import dev.heddle.model.execution.ExecutionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** When to look at which execution again, as far as that is soon; the rest stays in the store. */
final class Timers {

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::execution));
  private final Map<ExecutionId, Instant> earliest = new HashMap<>();

  void set(ExecutionId execution, Instant at) {
    Instant known = earliest.get(execution);
    if (known == null || at.isBefore(known)) {
      earliest.put(execution, at);
      queue.add(new Due(at, execution));
    }
  }

  @Nullable Instant next() {
    Due first = queue.peek();
    return first == null ? null : first.at();
  }

  /** Takes out the executions whose time has come. */
  List<ExecutionId> expire(Instant now) {
    List<ExecutionId> due = new ArrayList<>();
    for (Due first = queue.peek();
        first != null && !first.at().isAfter(now);
        first = queue.peek()) {
      queue.poll();
      if (first.at().equals(earliest.get(first.execution()))) {
        earliest.remove(first.execution());
        due.add(first.execution());
      }
    }
    return due;
  }

  void clear() {
    queue.clear();
    earliest.clear();
  }
}
