package dev.heddle.cli.api;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Server-sent events as they arrive; what they say is left out. For one reader. */
public final class EventStream implements AutoCloseable {

  private static final int LONGEST = 1_000;

  private final InputStream in;
  private final byte[] line = new byte[LONGEST];
  private String id = "";

  EventStream(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * Waits for the next event.
   *
   * @return its id, by which to go on after it; empty if the stream has ended
   */
  public Optional<String> next() throws IOException {
    boolean any = false;
    while (true) {
      int length = readLine();
      if (length < 0) {
        return Optional.empty();
      }
      String text = new String(line, 0, length, StandardCharsets.UTF_8);
      if (text.isEmpty() && any) {
        return Optional.of(id);
      }
      if (text.startsWith("id:")) {
        id = text.substring(3).strip();
      }
      any |= !text.isEmpty() && !text.startsWith(":");
    }
  }

  /** How long the next line is, as far as it is kept; -1 at the end. */
  private int readLine() throws IOException {
    int length = 0;
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        return -1;
      }
      if (length < LONGEST && read != '\r') {
        line[length++] = (byte) read;
      }
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
