package dev.heddle.server.stream;

import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of an execution itself since the last look, as {@link TaskProgress} does
 * for tasks. Its states pass in stages: 1 requested, 2 running, 3 canceling, 4 ended.
 */
final class Progress {

  static final int ENDED = 4;

  private int stage;
  private boolean paused;

  /** Begins after the states up to {@code stage}. */
  Progress(int stage) {
    this.stage = stage;
  }

  /** A state to tell, and the stage it belongs to. */
  record News(int stage, MapValue data) {}

  /** The states that have passed since the last look, in order. */
  List<News> news(Execution execution) {
    List<News> news = new ArrayList<>();
    int now = stage(execution.status());
    if (stage < 1) {
      news.add(news(1, execution, ExecutionStatus.REQUESTED, execution.startedAt()));
    }
    if (stage < 2 && now >= 2) {
      news.add(news(2, execution, ExecutionStatus.RUNNING, execution.startedAt()));
    }
    if (stage < 3 && execution.hold() instanceof Execution.Hold.Stopping stopping) {
      news.add(news(3, execution, ExecutionStatus.CANCELING, stopping.at()));
    }
    if (execution.isPaused() != paused && now == 2) {
      paused = execution.isPaused();
      Instant at = execution.hold() instanceof Execution.Hold.Paused pause ? pause.at() : null;
      news.add(news(2, execution, ExecutionStatus.RUNNING, at));
    }
    if (stage < ENDED && now == ENDED) {
      news.add(news(ENDED, execution, execution.status(), execution.finishedAt()));
    }
    stage = Math.max(stage, now);
    return news;
  }

  private static int stage(ExecutionStatus status) {
    return switch (status) {
      case REQUESTED -> 1;
      case RUNNING -> 2;
      case CANCELING -> 3;
      case COMPLETED, FAILED, CANCELLED, TIMEOUT -> ENDED;
    };
  }

  private News news(int at, Execution execution, ExecutionStatus status, @Nullable Instant since) {
    boolean ended = at == ENDED;
    MapValue data =
        MapValue.builder()
            .put("id", execution.id().toString())
            .put("status", status.label())
            .put("paused", paused && !ended)
            .put("at", since == null ? Value.nothing() : Value.of(since.toString()))
            .put(
                "result",
                ended && execution.result() != null ? execution.result() : Value.nothing())
            .put(
                "error",
                ended && execution.failure() != null
                    ? execution.failure().toValue()
                    : Value.nothing())
            .build();
    return new News(at, data);
  }
}
