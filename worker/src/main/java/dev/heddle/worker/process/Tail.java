package dev.heddle.worker.process;

import dev.heddle.worker.redact.TextSink;
import java.util.List;

/** Keeps the end of a text, where programs say why they failed. */
final class Tail implements TextSink {

  private static final int MAX_LINES = 100;

  private final int limit;
  private final StringBuilder kept = new StringBuilder();

  Tail(int limit) {
    this.limit = limit;
  }

  @Override
  public synchronized void text(String piece) {
    kept.append(piece);
    if (kept.length() > 2 * limit) {
      kept.delete(0, kept.length() - limit);
    }
  }

  @Override
  public void end() {}

  /** The last lines, without empty ones at the end. */
  synchronized String text() {
    String end = kept.substring(Math.max(0, kept.length() - limit)).stripTrailing();
    List<String> lines = end.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
  }
}
