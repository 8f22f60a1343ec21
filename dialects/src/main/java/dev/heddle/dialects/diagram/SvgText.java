package dev.heddle.dialects.diagram;

/** Texts of the picture: about how wide they are, and their escaped form. */
final class SvgText {

  private static final double NAME_CHARACTER = 7.9;
  private static final double SMALL_CHARACTER = 6.4;

  private SvgText() {}

  static double nameWidth(String text) {
    return width(text) * NAME_CHARACTER;
  }

  static double smallWidth(String text) {
    return width(text) * SMALL_CHARACTER;
  }

  /** In Latin letters; those of East Asian scripts and emoji are twice as wide. */
  private static double width(String text) {
    return text.codePoints().mapToDouble(c -> c < 0x1100 ? 1 : 1.9).sum();
  }

  /** Escapes markup and drops what XML cannot hold. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            default -> escaped.appendCodePoint(isAllowed(c) ? c : ' ');
          }
        });
    return escaped.toString();
  }

  private static boolean isAllowed(int c) {
    return c >= ' ' && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF);
  }
}
