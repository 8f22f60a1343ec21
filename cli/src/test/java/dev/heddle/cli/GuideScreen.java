package dev.heddle.cli;

import java.io.Writer;
import java.time.Duration;
import java.util.function.Predicate;

/** Keeps what is written, and lets others wait until it has come. */
final class GuideScreen extends Writer {

  private final StringBuilder written = new StringBuilder();

  @Override
  public synchronized void write(char[] text, int offset, int length) {
    written.append(text, offset, length);
    notifyAll();
  }

  synchronized String text() {
    return written.toString();
  }

  /** Whether the text came to fulfil the condition in time. */
  synchronized boolean await(Predicate<String> condition, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.test(written.toString())) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
