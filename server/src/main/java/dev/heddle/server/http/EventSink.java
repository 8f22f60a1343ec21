package dev.heddle.server.http;

import dev.heddle.values.Json;
import dev.heddle.values.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Writes server-sent events; a stream has one, used by one thread. */
public final class EventSink {

  /** How long a stream may go on after its caller lost the right to it. */
  private static final long LOOK_AGAIN_NANOS = 1_000_000_000L;

  private final OutputStream out;
  private final BooleanSupplier allowed;
  private long looked = System.nanoTime();

  /**
   * A sink for one client.
   *
   * @param allowed whether the client may go on listening
   */
  EventSink(OutputStream out, BooleanSupplier allowed) {
    this.out = out;
    this.allowed = allowed;
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
    long now = System.nanoTime();
    if (now - looked > LOOK_AGAIN_NANOS) {
      looked = now;
      if (!allowed.getAsBoolean()) {
        throw new NoLongerAllowedException();
      }
    }
    out.flush();
  }

  /** The client may no longer listen (security rows 2 and 19). */
  static final class NoLongerAllowedException extends IOException {
    NoLongerAllowedException() {
      super("the caller lost the right to this stream");
    }
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
