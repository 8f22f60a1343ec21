package dev.heddle.server.stream;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.executions.Executions;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.server.resource.Answers;
import dev.heddle.server.resource.LogView;
import java.time.Duration;
import java.util.Optional;

/** Streams of server-sent events (S1-175). */
public final class StreamResource {

  private final Executions executions;
  private final ChangeFeed feed;
  private final Duration heartbeat;

  public StreamResource(Executions executions, ChangeFeed feed, Duration heartbeat) {
    this.executions = executions;
    this.feed = feed;
    this.heartbeat = heartbeat;
  }

  public Reply byPath(Call call) {
    return follow(call.path("id"), call.query("logs"), call);
  }

  public Reply byQuery(Call call) {
    Query query = call.query("execution_id", "logs");
    return follow(
        query
            .text("execution_id")
            .orElseThrow(() -> ProblemException.invalid("query.execution_id", "is missing")),
        query,
        call);
  }

  private Reply follow(String text, Query query, Call call) {
    ExecutionId id =
        ExecutionId.parse(text)
            .orElseThrow(() -> ProblemException.notFound("There is no such execution."));
    Answers.of(executions.find(id));
    // A browser also sends what other servers gave it: what is no cursor starts from the beginning.
    Cursor after = call.header("Last-Event-ID").flatMap(Cursor::parse).orElse(Cursor.START);
    boolean logs = query.flag("logs").orElse(true);
    return new Reply.Events(
        new ExecutionEvents(
            id,
            after,
            executions,
            feed,
            heartbeat,
            logs ? Optional.of(LogView::toValue) : Optional.empty()));
  }
}
