package dev.heddle.cli.follow;

import dev.heddle.engine.port.LogStore;
import dev.heddle.engine.port.LogStore.Entry;
import dev.heddle.engine.port.LogStore.Numbered;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads log lines on from where the last reading ended. Not thread-safe. */
final class LogTails {

  private static final int LINES = 3;
  private static final int PAGE = 1_000;

  private final LogStore logs;
  private final Map<ExecutionId, Long> read = new HashMap<>();
  private final Map<AttemptId, Deque<String>> tails = new HashMap<>();

  LogTails(LogStore logs) {
    this.logs = logs;
  }

  /** The lines that came since the last call. */
  List<Entry> update(ExecutionId execution) {
    List<Entry> fresh = new ArrayList<>();
    List<Numbered> page;
    do {
      page = logs.read(execution, null, read.getOrDefault(execution, 0L), PAGE);
      for (Numbered line : page) {
        read.put(execution, line.number());
        fresh.add(line.entry());
        keep(line.entry());
      }
    } while (page.size() == PAGE);
    return fresh;
  }

  private void keep(Entry entry) {
    if (entry.task() == null) {
      return;
    }
    Deque<String> tail =
        tails.computeIfAbsent(
            new AttemptId(entry.execution(), entry.task()), _ -> new ArrayDeque<>());
    tail.addLast(entry.line().text());
    if (tail.size() > LINES) {
      tail.removeFirst();
    }
  }

  /** The last lines of each attempt of an execution. */
  Map<AttemptId, List<String>> of(ExecutionId execution) {
    Map<AttemptId, List<String>> current = new HashMap<>();
    tails.forEach((attempt, lines) -> {
      if (attempt.execution().equals(execution)) {
        current.put(attempt, List.copyOf(lines));
      }
    });
    return current;
  }
}
