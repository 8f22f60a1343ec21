package dev.heddle.server.worker;

import dev.heddle.dispatch.WorkerDirectory;
import dev.heddle.dispatch.WorkerRecord;
import dev.heddle.dispatch.WorkerView;
import dev.heddle.dispatch.content.Digests;
import dev.heddle.dispatch.content.PackContents;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Problem;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Reply;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The workers of all servers, and the files they fetch. */
public final class WorkerResource {

  /** How long a silent worker is shown. */
  private static final Duration SHOWN = Duration.ofMinutes(10);

  private final WorkerDirectory directory;
  private final PackContents contents;

  public WorkerResource(WorkerDirectory directory, PackContents contents) {
    this.directory = directory;
    this.contents = contents;
  }

  public Reply list(Call call) {
    call.query();
    List<WorkerRecord> workers = directory.workers(SHOWN);
    return Reply.data(new ListValue(workers.stream().<Value>map(WorkerView::toValue).toList()));
  }

  /** The stream itself is opened by an upgrade; who asks without one is told so. */
  public Reply stream(Call call) {
    Problem problem =
        ProblemException.invalid(
                "header.upgrade", "must be websocket: this is the stream of `heddle worker`")
            .problem();
    return new Reply.Body(
        problem.status(),
        Problem.MEDIA_TYPE,
        new String(problem.toBytes(), StandardCharsets.UTF_8),
        Map.of());
  }

  public Reply content(Call call) {
    String digest = call.path("digest");
    if (!Digests.isDigest(digest)) {
      throw ProblemException.notFound("There is no such content.");
    }
    try {
      byte[] content =
          contents
              .content(digest)
              .orElseThrow(() -> ProblemException.notFound("There is no such content."));
      return new Reply.Bytes(new ByteArrayInputStream(content), content.length);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("content " + digest + " cannot be read", unreadable);
    }
  }
}
