package dev.heddle.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How large the window is; it may change at any time. */
public interface WindowSize {

  int columns();

  int rows();

  /** For files and pipes. */
  WindowSize UNLIMITED = new Fixed(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** A size that does not change. */
  record Fixed(int columns, int rows) implements WindowSize {}

  /** Asks the terminal, at most once a second. */
  final class Measured implements WindowSize {

    private static final Fixed COMMON = new Fixed(80, 24);
    private static final long MAX_AGE = TimeUnit.SECONDS.toNanos(1);

    private Fixed last = COMMON;
    private long measuredAt = System.nanoTime() - 2 * MAX_AGE;

    @Override
    public synchronized int columns() {
      return current().columns();
    }

    @Override
    public synchronized int rows() {
      return current().rows();
    }

    private Fixed current() {
      long now = System.nanoTime();
      if (now - measuredAt > MAX_AGE) {
        last = measure();
        measuredAt = now;
      }
      return last;
    }

    private static Fixed measure() {
      try {
        Process stty =
            new ProcessBuilder("stty", "size")
                .redirectInput(new File("/dev/tty"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        stty.waitFor();
        return parse(text);
      } catch (IOException _) {
        return COMMON;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return COMMON;
      }
    }

    /** Reads {@code rows columns}; a terminal that does not know says zero. */
    static Fixed parse(String text) {
      String[] parts = text.strip().split(" ", -1);
      if (parts.length != 2 || !parts[0].matches("\\d{1,5}") || !parts[1].matches("\\d{1,5}")) {
        return COMMON;
      }
      int rows = Integer.parseInt(parts[0]);
      int columns = Integer.parseInt(parts[1]);
      return rows == 0 || columns == 0 ? COMMON : new Fixed(columns, rows);
    }
  }
}
