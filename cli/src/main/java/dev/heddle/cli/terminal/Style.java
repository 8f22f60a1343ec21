package dev.heddle.cli.terminal;

/**
 * What a terminal can show.
 *
 * @param colour whether text may be coloured
 * @param unicode whether signs beyond ASCII arrive as they should
 */
public record Style(boolean colour, boolean unicode) {

  /** For files, pipes and tests. */
  public static final Style PLAIN = new Style(false, true);

  public String paint(String text, Colour in) {
    return colour ? in.wrap(text) : text;
  }

  /** {@code sign}, or what stands for it where only ASCII is shown. */
  public String sign(String sign, String ascii) {
    return unicode ? sign : ascii;
  }
}
