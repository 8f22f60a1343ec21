package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.api.HttpApi;
import dev.heddle.cli.api.UnreachableException;
import dev.heddle.cli.output.Documents;
import dev.heddle.cli.output.OutputFormat;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks on until an execution has ended, wherever it runs: when its server's stream of events says
 * that something has happened, or now and then while there is no stream. A server that is away is
 * asked again.
 */
final class Following {

  private static final Duration SOONEST = Duration.ofMillis(200);
  private static final Duration LATEST = Duration.ofSeconds(2);
  private static final int MOST_FAILURES = 30;
  private static final List<String> STATES = List.of("completed", "failed", "skipped", "cancelled");

  private final Context context;
  private final Api api;
  private final Set<String> told = new HashSet<>();
  private int failures;

  Following(Context context, Api api) {
    this.context = context;
    this.api = api;
  }

  /**
   * The exit code that fits how it ended; {@link ExitCodes#TIMED_OUT} if it has not.
   *
   * @param patience how long to look on
   */
  int untilEnd(ExecutionId id, Duration patience) throws InterruptedException {
    if (!(api instanceof HttpApi server)) {
      return untilEnd(id, patience, (pause, _) -> Thread.sleep(pause));
    }
    try (ExecutionBell bell = new ExecutionBell(server, id)) {
      return untilEnd(id, patience, bell::await);
    }
  }

  /** Waits for news. */
  @FunctionalInterface
  private interface Waiting {
    /**
     * Returns when there may be some.
     *
     * @param pause how long at most if nobody tells
     * @param most how long at most
     */
    void await(Duration pause, Duration most) throws InterruptedException;
  }

  private int untilEnd(ExecutionId id, Duration patience, Waiting waiting)
      throws InterruptedException {
    Instant end = context.clock().instant().plus(patience);
    Duration pause = SOONEST;
    while (true) {
      Optional<MapValue> seen = look(id);
      boolean news = seen.map(this::tell).orElse(false);
      Optional<ExecutionStatus> status =
          seen.flatMap(execution -> Statuses.find(Shown.text(execution, "status")));
      if (status.filter(ExecutionStatus::isTerminal).isPresent()) {
        finish(seen.orElseThrow());
        return ExitCodes.of(status.get());
      }
      Instant now = context.clock().instant();
      if (now.isAfter(end)) {
        context.note(
            "still running after " + patience.toSeconds() + " s: heddle execution watch " + id);
        return ExitCodes.TIMED_OUT;
      }
      pause = news ? SOONEST : shorter(pause.multipliedBy(2), LATEST);
      waiting.await(pause, Duration.between(now, end).plus(SOONEST));
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Optional<MapValue> look(ExecutionId id) {
    try {
      MapValue seen = api.one(ApiRequest.get("/api/v1/executions/{}", id));
      failures = 0;
      return Optional.of(seen);
    } catch (UnreachableException away) {
      failures++;
      if (failures > MOST_FAILURES) {
        throw away;
      }
      context.progress(String.valueOf(away.getMessage()));
      return Optional.empty();
    }
  }

  /** Says what has ended since the last look; whether there was anything. */
  private boolean tell(MapValue execution) {
    boolean news = false;
    for (String state : STATES) {
      if (execution.get(state + "_tasks") instanceof ListValue(List<Value> tasks)) {
        for (Value task : tasks) {
          String line = Shown.text(task) + "  " + state;
          if (told.add(line)) {
            news = true;
            say(line);
          }
        }
      }
    }
    for (MapValue blocker : Shown.each(execution, "waiting")) {
      String code = Shown.text(blocker, "code");
      String line = Shown.text(blocker, "task") + "  waits: " + Shown.text(blocker, "message");
      if ((code.equals("inquiry") || code.equals("policy") || code.equals("paused"))
          && told.add(line)) {
        say(line);
      }
    }
    return news;
  }

  private void say(String line) {
    if (context.options().isDocument()) {
      context.progress(DisplayText.oneLine(line));
    } else {
      context.print("  " + DisplayText.oneLine(line));
    }
  }

  private void finish(MapValue execution) {
    if (context.options().isDocument()) {
      context.print(execution);
      return;
    }
    new ExecutionPage(context).headline(execution);
    Value result = execution.getOr("result", Value.nothing());
    String error = Shown.text(execution, "error.message");
    if (!error.isEmpty()) {
      context.print("  " + DisplayText.oneLine(error));
    } else if (result instanceof TextValue(String text)) {
      context.print(text);
    } else if (!(result instanceof NullValue)) {
      context.print(Documents.text(result, OutputFormat.HUMAN).stripTrailing());
    }
  }
}
