package dev.heddle.platform.notification;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the order of all notifications; clients go on after one.
 *
 * @param transaction the number of the transaction that wrote it
 * @param number among all notifications
 */
public record Position(long transaction, long number) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");

  /** Reads {@link #toString()}; empty if {@code text} is no position. */
  public static Optional<Position> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(new Position(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return transaction + "." + number;
  }
}
