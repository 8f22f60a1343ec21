package dev.heddle.cli.follow;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lines a person types. Reading from a terminal cannot be interrupted, so a thread of its own does
 * it, and whoever waits for a line may stop waiting.
 */
public final class TypedLines {

  private static final Duration GLANCE = Duration.ofMillis(300);

  /** No line, for the input has ended. */
  private static final String END = new String("end");

  private final BufferedReader in;
  private final BlockingQueue<String> typed = new ArrayBlockingQueue<>(16);
  private boolean reading;

  public TypedLines(BufferedReader in) {
    this.in = in;
  }

  /** The next line; empty if the input has ended or {@code wanted} became false. */
  public Optional<String> next(BooleanSupplier wanted) throws InterruptedException {
    if (!reading) {
      reading = true;
      Thread.ofPlatform().name("typed-lines").daemon().start(this::read);
    }
    while (wanted.getAsBoolean()) {
      String line = typed.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
      if (line != null) {
        return isEnd(line) ? Optional.empty() : Optional.of(line);
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("ReferenceEquality") // what is typed may read the same
  private static boolean isEnd(String line) {
    return line == END;
  }

  private void read() {
    try {
      String line = in.readLine();
      while (line != null) {
        typed.put(line);
        line = in.readLine();
      }
      typed.put(END);
    } catch (IOException _) {
      typed.offer(END);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
