package dev.heddle.cli.terminal;

/** Text as a terminal shows it: how many columns it takes, and nothing that steers the terminal. */
public final class DisplayText {

  private DisplayText() {}

  /**
   * Foreign text on one line: a log line, a prompt, a message. Control characters, among them those
   * that move the cursor or turn the direction of writing, are left out.
   */
  public static String oneLine(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == '\t' || point == '\n' ? ' ' : point)
        .filter(point -> !isControl(point))
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** How many columns {@code text} takes. */
  public static int width(String text) {
    return text.codePoints().map(DisplayText::columns).sum();
  }

  /** As much of {@code text} as fits, with an ellipsis in the last column if that is not all. */
  public static String fit(String text, int columns, String ellipsis) {
    if (width(text) <= columns) {
      return text;
    }
    int room = columns - width(ellipsis);
    if (room < 0) {
      return "";
    }
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int point : text.codePoints().toArray()) {
      used += columns(point);
      if (used > room) {
        break;
      }
      kept.appendCodePoint(point);
    }
    return kept.append(ellipsis).toString();
  }

  public static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  private static boolean isControl(int point) {
    return Character.isISOControl(point)
        || (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069);
  }

  private static int columns(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  /** East Asian scripts and pictographs. */
  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115F)
        || (point >= 0x2E80 && point <= 0xA4CF)
        || (point >= 0xAC00 && point <= 0xD7A3)
        || (point >= 0xF900 && point <= 0xFAFF)
        || (point >= 0xFE30 && point <= 0xFE6F)
        || (point >= 0xFF00 && point <= 0xFF60)
        || (point >= 0x1F300 && point <= 0x1FAFF)
        || (point >= 0x20000 && point <= 0x3FFFD);
  }
}
