package dev.heddle.server.stream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of an execution a client has been told, as the id of the last event it got: enough to go
 * on after it, on any node and after a restart.
 *
 * @param log number of the last line
 * @param order the execution's counter at the last task event
 * @param stage of the execution's own states, see {@link Progress}
 */
record Cursor(long log, int order, int stage) {

  static final Cursor START = new Cursor(0, 0, 0);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,9})\\.(\\d)");

  /** Reads {@link #toString()}; empty if {@code text} is no cursor. */
  static Optional<Cursor> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Cursor(
            Long.parseLong(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3))));
  }

  Cursor withLog(long newLog) {
    return new Cursor(newLog, order, stage);
  }

  Cursor withOrder(int newOrder) {
    return new Cursor(log, Math.max(order, newOrder), stage);
  }

  Cursor withStage(int newStage) {
    return new Cursor(log, order, newStage);
  }

  @Override
  public String toString() {
    return log + "." + order + "." + stage;
  }
}
