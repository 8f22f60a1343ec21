package dev.heddle.worker.process;

import dev.heddle.engine.port.LogLine;
import dev.heddle.worker.redact.TextSink;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Cuts a text into log lines and passes them on as soon as they are complete. */
final class LogLines implements TextSink {

  private final LogLine.Stream stream;
  private final int maxLine;
  private final LogBudget budget;
  private final InstantSource clock;
  private final Consumer<LogLine> out;
  private final StringBuilder line = new StringBuilder();

  /** Whether the line under way goes on after a part of it was passed on. */
  private boolean continued;

  LogLines(
      LogLine.Stream stream,
      int maxLine,
      LogBudget budget,
      InstantSource clock,
      Consumer<LogLine> out) {
    this.stream = stream;
    this.maxLine = maxLine;
    this.budget = budget;
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void text(String piece) {
    int start = 0;
    while (start < piece.length() && !budget.isSpent()) {
      int newLine = piece.indexOf('\n', start);
      int end = newLine < 0 ? piece.length() : newLine;
      append(piece, start, end);
      if (newLine >= 0) {
        finishLine();
      }
      start = end + 1;
    }
  }

  @Override
  public void end() {
    if (!line.isEmpty()) {
      finishLine();
    }
  }

  private void append(String piece, int start, int end) {
    int at = start;
    while (at < end) {
      if (line.length() == maxLine) {
        pass(line.toString());
        continued = true;
      }
      int part = Math.min(end - at, maxLine - line.length());
      line.append(piece, at, at + part);
      at += part;
    }
  }

  private void finishLine() {
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    if (!line.isEmpty() || !continued) {
      pass(line.toString());
    }
    continued = false;
  }

  private void pass(String text) {
    line.setLength(0);
    switch (budget.ask(text.length())) {
      case LOG -> out.accept(new LogLine(clock.instant(), stream, text));
      case FIRST_DROPPED ->
          out.accept(
              new LogLine(
                  clock.instant(),
                  LogLine.Stream.ENGINE,
                  "the limit on log output is reached; further lines are not stored"));
      case DROP -> {}
    }
  }
}
