package dev.heddle.engine.port;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what attempts printed; losing the last moments in a crash is accepted. */
public interface LogStore {

  /** Adds lines in order. */
  void append(List<Entry> entries);

  /**
   * Lines of an execution after a number, oldest first.
   *
   * @param task only this attempt's; null for all
   */
  List<Numbered> read(ExecutionId execution, @Nullable TaskKey task, long after, int limit);

  /** A line and who printed it; {@code task} is null for the execution itself. */
  record Entry(ExecutionId execution, @Nullable TaskKey task, LogLine line) {

    public static Entry of(AttemptId attempt, LogLine line) {
      return new Entry(attempt.execution(), attempt.task(), line);
    }
  }

  /** A stored line; numbers grow in the order of storing. */
  record Numbered(long number, Entry entry) {}
}
