package dev.heddle.platform.timing;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** The allowed values of one field of a cron expression. */
record CronField(BitSet values, boolean everything) {

  CronField {
    values = (BitSet) values.clone();
  }

  boolean has(int value) {
    return values.get(value);
  }

  /** The first allowed value from {@code from} on, or -1. */
  int from(int from) {
    return values.nextSetBit(from);
  }

  int first() {
    return values.nextSetBit(0);
  }

  /**
   * Reads a list of values, ranges and steps.
   *
   * @param names what may stand for numbers, the first for {@code least}; none if empty
   * @throws IllegalArgumentException saying what is wrong
   */
  static CronField parse(String what, String text, int least, int most, List<String> names) {
    BitSet values = new BitSet(most + 1);
    boolean everything = false;
    for (String part : text.split(",", -1)) {
      int slash = part.indexOf('/');
      String range = slash < 0 ? part : part.substring(0, slash);
      int step = slash < 0 ? 1 : number(what, part.substring(slash + 1), 1, most, List.of());
      boolean all = range.equals("*") || range.equals("?");
      int dash = range.indexOf('-');
      int from =
          all
              ? least
              : number(what, dash < 0 ? range : range.substring(0, dash), least, most, names);
      int to;
      if (all) {
        to = most;
      } else if (dash >= 0) {
        to = number(what, range.substring(dash + 1), least, most, names);
      } else {
        to = slash < 0 ? from : most;
      }
      if (to < from) {
        throw new IllegalArgumentException(
            "the range `" + range + "` of the " + what + " runs backwards");
      }
      for (int value = from; value <= to; value += step) {
        values.set(value);
      }
      everything |= all && step == 1;
    }
    return new CronField(values, everything);
  }

  private static int number(String what, String text, int least, int most, List<String> names) {
    int named = names.indexOf(text.toUpperCase(Locale.ROOT));
    if (named >= 0) {
      return named + least;
    }
    if (text.length() <= 2 && text.chars().allMatch(c -> c >= '0' && c <= '9') && !text.isEmpty()) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "`" + text + "` cannot be a " + what + ", which is " + least + " to " + most);
  }
}
