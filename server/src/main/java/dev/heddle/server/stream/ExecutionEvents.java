package dev.heddle.server.stream;

import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.platform.Answer;
import dev.heddle.platform.executions.Executions;
import dev.heddle.server.http.EventSink;
import dev.heddle.server.http.EventSource;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of one execution for one client: states and log lines until it has ended. Looks when
 * this node changed it, and from time to time for what other nodes do and for log lines.
 */
final class ExecutionEvents implements EventSource {

  private static final Duration SOONEST = Duration.ofMillis(200);
  private static final Duration LATEST = Duration.ofSeconds(2);

  /** Lines are stored beside the states; the last may come this long after the end. */
  private static final Duration TRAILING_LINES = Duration.ofMillis(100);

  private static final int LINES = 500;

  private final ExecutionId id;
  private final Executions executions;
  private final ChangeFeed feed;
  private final Duration heartbeat;
  private final Optional<Function<LogStore.Numbered, MapValue>> lineView;
  private final Progress progress;
  private final TaskProgress tasks;
  private Cursor cursor;

  /**
   * @param lineView how a log line is shown; empty to leave them out
   */
  ExecutionEvents(
      ExecutionId id,
      Cursor after,
      Executions executions,
      ChangeFeed feed,
      Duration heartbeat,
      Optional<Function<LogStore.Numbered, MapValue>> lineView) {
    this.id = id;
    this.executions = executions;
    this.feed = feed;
    this.heartbeat = heartbeat;
    this.lineView = lineView;
    this.cursor = after;
    this.progress = new Progress(after.stage());
    this.tasks = new TaskProgress(id, after.order());
  }

  @Override
  public void run(EventSink sink) throws IOException, InterruptedException {
    try (ChangeFeed.Watch watch = feed.watch(id)) {
      Duration patience = SOONEST;
      long lastSign = System.nanoTime();
      sink.heartbeat();
      while (true) {
        long begun = System.nanoTime();
        boolean said = look(sink);
        if (cursor.stage() == Progress.ENDED) {
          return;
        }
        if (said || begun - lastSign > heartbeat.toNanos()) {
          sink.heartbeat();
          lastSign = System.nanoTime();
        }
        sink.flush();
        // A look at many tasks costs more, so it comes less often: at most a fifth of the time.
        Duration cost = Duration.ofNanos(System.nanoTime() - begun);
        watch.await(longer(patience, cost.multipliedBy(4)));
        patience = said ? SOONEST : shorter(patience.multipliedBy(2), LATEST);
      }
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Sends what is new; whether there was anything. */
  private boolean look(EventSink sink) throws IOException, InterruptedException {
    Cursor before = cursor;
    // The execution first: the tasks read after it are then at least as far as it is.
    if (!(executions.find(id) instanceof Answer.Done<Execution>(Execution execution))
        || !(executions.tasks(id) instanceof Answer.Done<List<TaskExecution>>(var rows))) {
      cursor = cursor.withStage(Progress.ENDED);
      return false;
    }
    List<Progress.News> states = progress.news(execution);
    for (Progress.News state : states) {
      if (state.stage() < Progress.ENDED) {
        tell(sink, state);
      }
    }
    for (TaskProgress.News task : tasks.news(rows)) {
      cursor = cursor.withOrder(task.order());
      sink.send(cursor.toString(), "task", task.data());
    }
    if (lineView.isPresent() && endedJustNow(execution.finishedAt())) {
      sink.flush();
      Thread.sleep(TRAILING_LINES);
    }
    lines(sink);
    for (Progress.News state : states) {
      if (state.stage() == Progress.ENDED) {
        tell(sink, state);
      }
    }
    if (execution.status().isTerminal()) {
      cursor = cursor.withStage(Progress.ENDED);
    }
    return !cursor.equals(before) || !states.isEmpty();
  }

  private static boolean endedJustNow(@Nullable Instant end) {
    return end != null
        && Duration.between(end, Instant.now()).compareTo(TRAILING_LINES.multipliedBy(5)) < 0;
  }

  private void tell(EventSink sink, Progress.News state) throws IOException {
    cursor = cursor.withStage(state.stage());
    sink.send(cursor.toString(), "execution", state.data());
  }

  private void lines(EventSink sink) throws IOException {
    if (lineView.isPresent()) {
      lines(sink, lineView.get());
    }
  }

  private void lines(EventSink sink, Function<LogStore.Numbered, MapValue> view)
      throws IOException {
    List<LogStore.Numbered> lines;
    do {
      if (!(executions.logs(id, null, cursor.log(), LINES)
          instanceof Answer.Done<List<LogStore.Numbered>>(var found))) {
        return;
      }
      lines = found;
      for (LogStore.Numbered line : lines) {
        cursor = cursor.withLog(line.number());
        sink.send(cursor.toString(), "log", view.apply(line));
      }
    } while (lines.size() == LINES);
  }
}
