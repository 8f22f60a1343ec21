package dev.heddle.worker.process;

import dev.heddle.worker.redact.TextSink;

/** Keeps the beginning of a text; may be looked at while it is still written. */
final class Capture implements TextSink {

  private final int limit;
  private final StringBuilder kept = new StringBuilder();
  private boolean truncated;

  Capture(int limit) {
    this.limit = limit;
  }

  @Override
  public synchronized void text(String piece) {
    int room = limit - kept.length();
    if (piece.length() > room) {
      truncated = true;
      kept.append(piece, 0, room);
      return;
    }
    kept.append(piece);
  }

  @Override
  public void end() {}

  synchronized boolean isFull() {
    return truncated;
  }

  /** What was kept, as it was printed. */
  synchronized String raw() {
    return kept.toString();
  }

  /** What was kept, with a word about what was not. */
  synchronized String noticed() {
    return truncated
        ? kept + "\n[heddle: output truncated after " + limit + " characters]\n"
        : kept.toString();
  }
}
