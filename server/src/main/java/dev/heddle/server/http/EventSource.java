package dev.heddle.server.http;

import java.io.IOException;

/** Writes the events of one stream; ends when there are no more, or when the client is gone. */
@FunctionalInterface
public interface EventSource {

  /**
   * Writes until the end.
   *
   * @throws IOException if the client is gone
   */
  void run(EventSink sink) throws IOException, InterruptedException;
}
