package dev.heddle.cli;

import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@code heddle} command that goes on in this process, until it is interrupted. */
final class Background implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile List<Runnable> interrupts = List.of();
  private volatile int exitCode = -1;

  private Background(Map<String, String> environment, String... arguments) {
    Lines out = new Lines();
    thread =
        Thread.ofVirtual()
            .start(() ->
                exitCode = CliRun.run(environment, out, out, each -> interrupts = each, arguments));
  }

  static Background of(Map<String, String> environment, String... arguments) {
    return new Background(environment, arguments);
  }

  /** The next line with a text in it. */
  String await(String part) throws InterruptedException {
    List<String> seen = new ArrayList<>();
    while (true) {
      String line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("no line with '" + part + "', but " + seen);
      }
      seen.add(line);
      if (line.contains(part)) {
        return line;
      }
    }
  }

  /** What it ends with by itself, awaited. */
  int exitCode() {
    join();
    return exitCode;
  }

  /** As the first Ctrl-C would. */
  @Override
  public void close() {
    interrupts.stream().findFirst().ifPresent(Runnable::run);
    join();
  }

  private void join() {
    try {
      if (!thread.join(PATIENCE)) {
        throw new AssertionError("the command has not ended");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Lines extends Writer {
    private final StringBuilder line = new StringBuilder();

    @Override
    public synchronized void write(char[] text, int from, int length) {
      for (int i = from; i < from + length; i++) {
        if (text[i] == '\n') {
          lines.add(line.toString());
          line.setLength(0);
        } else {
          line.append(text[i]);
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
