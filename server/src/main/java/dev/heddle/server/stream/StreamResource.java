package dev.heddle.server.stream;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.executions.Executions;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.ProblemException;
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
    call.query();
    return follow(call.path("id"), call);
  }

  public Reply byQuery(Call call) {
    Optional<String> id = call.query("execution_id").text("execution_id");
    return follow(
        id.orElseThrow(() -> ProblemException.invalid("query.execution_id", "is missing")), call);
  }

  private Reply follow(String text, Call call) {
    ExecutionId id =
        ExecutionId.parse(text)
            .orElseThrow(() -> ProblemException.notFound("There is no such execution."));
    Answers.of(executions.find(id));
    // A browser also sends what other servers gave it: what is no cursor starts from the beginning.
    Cursor after = call.header("Last-Event-ID").flatMap(Cursor::parse).orElse(Cursor.START);
    return new Reply.Events(
        new ExecutionEvents(id, after, executions, feed, heartbeat, LogView::toValue));
  }
}
