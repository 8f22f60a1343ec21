package dev.heddle.worker.script;

import dev.heddle.engine.port.LogLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Passes log lines on and keeps the last of what the script printed (S3-46). */
final class LogTail implements Consumer<LogLine> {

  private static final int MOST_CHARACTERS = 64 << 10;

  private final Consumer<LogLine> log;
  private final int lines;
  private final Deque<String> kept = new ArrayDeque<>();

  LogTail(Consumer<LogLine> log, int lines) {
    this.log = log;
    this.lines = lines;
  }

  @Override
  public void accept(LogLine line) {
    if (line.stream() != LogLine.Stream.ENGINE) {
      keep(line.text());
    }
    log.accept(line);
  }

  private synchronized void keep(String text) {
    kept.addLast(text);
    if (kept.size() > lines) {
      kept.removeFirst();
    }
  }

  synchronized String text() {
    String all = String.join("\n", kept);
    return all.length() <= MOST_CHARACTERS ? all : all.substring(all.length() - MOST_CHARACTERS);
  }
}
