package dev.heddle.server.http;

import dev.heddle.values.Json;
import dev.heddle.values.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes server-sent events; a stream has one, used by one thread. */
public final class EventSink {

  private final OutputStream out;

  EventSink(OutputStream out) {
    this.out = out;
  }

  /**
   * Adds one event; it leaves with the next {@link #flush()}.
   *
   * @param id what a client sends as {@code Last-Event-ID} to go on after this event
   */
  public void send(String id, String event, Value data) throws IOException {
    // JSON text has no line breaks, so one data line always holds it.
    write("id: " + id + "\nevent: " + event + "\ndata: " + Json.write(data) + "\n\n");
  }

  /** Adds a comment, which keeps the connection open and finds out whether the client is. */
  public void heartbeat() throws IOException {
    write(": still here\n\n");
  }

  public void flush() throws IOException {
    out.flush();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
