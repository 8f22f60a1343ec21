package dev.heddle.worker.process;

import dev.heddle.worker.redact.TextSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Reads one output stream of a program to its end, whatever comes: bytes that are no UTF-8 become
 * replacement characters, and what nobody wants any more is read and forgotten, so that the program
 * never waits.
 */
final class OutputReader implements Runnable {

  private static final int CHUNK = 16 << 10;

  private final InputStream in;
  private final List<TextSink> sinks;
  private final BooleanSupplier wanted;

  OutputReader(InputStream in, List<TextSink> sinks, BooleanSupplier wanted) {
    this.in = in;
    this.sinks = List.copyOf(sinks);
    this.wanted = wanted;
  }

  @Override
  public void run() {
    try {
      read();
    } catch (IOException closed) {
      // the stream was closed under us because the attempt is over; what was read counts
    } finally {
      sinks.forEach(TextSink::end);
    }
  }

  private void read() throws IOException {
    Utf8Pieces pieces = new Utf8Pieces(sinks);
    byte[] chunk = new byte[CHUNK];
    while (true) {
      int count = in.read(chunk);
      if (count < 0) {
        break;
      }
      if (wanted.getAsBoolean()) {
        pieces.bytes(chunk, count);
      }
    }
    pieces.flush();
  }
}
