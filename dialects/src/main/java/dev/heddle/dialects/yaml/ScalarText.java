package dev.heddle.dialects.yaml;

import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.SourceSpan;

/**
 * How a scalar stands in its file. Quotes, escapes, indentation and folding change only blanks and
 * escaped characters, so the n-th visible character of the content is the n-th visible one of the
 * source.
 */
public final class ScalarText {

  /** For scalars that do not come from a file. */
  static final ScalarText UNPLACED = new ScalarText(new SourceText("", ""), 0, Style.NONE);

  enum Style {
    NONE,
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    BLOCK
  }

  private final SourceText source;
  private final int startPoint;
  private final Style style;

  /** {@code startPoint}: how many code points stand before the scalar and its quote. */
  ScalarText(SourceText source, int startPoint, Style style) {
    this.source = source;
    this.startPoint = startPoint;
    this.style = style;
  }

  SourceSpan spanAt(SourceSpan span, String content, int offset) {
    if (style == Style.NONE) {
      return span;
    }
    int visible = 0;
    for (int i = 0; i < Math.min(offset, content.length()); i++) {
      visible += isBlank(content.charAt(i)) ? 0 : 1;
    }
    int start = source.text().offsetByCodePoints(0, startPoint);
    return spanOf(span, start, find(start, visible));
  }

  /** The index in the source of visible character number {@code visible}. */
  private int find(int start, int visible) {
    String text = source.text();
    int at = contentStart(start);
    int seen = 0;
    while (at < text.length()) {
      int length = unitLength(at);
      int decoded = decodedLength(at);
      if (decoded > 0 && seen + decoded > visible) {
        return at;
      }
      seen += decoded;
      at += length;
    }
    return Math.min(at, text.length());
  }

  private int contentStart(int start) {
    String text = source.text();
    int at = start;
    while (at < text.length() && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
      while (at < text.length() && !isBlank(text.charAt(at))) {
        at++;
      }
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
    }
    if (style == Style.PLAIN) {
      return at;
    }
    if (style != Style.BLOCK) {
      return at + 1;
    }
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  /** How many characters of the source make one character of the content. */
  private int unitLength(int at) {
    String text = source.text();
    char c = text.charAt(at);
    if (style == Style.SINGLE_QUOTED && c == '\'') {
      return 2;
    }
    if (style != Style.DOUBLE_QUOTED || c != '\\' || at + 1 >= text.length()) {
      return 1;
    }
    return switch (text.charAt(at + 1)) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  /** How many visible characters the unit at that index stands for. */
  private int decodedLength(int at) {
    String text = source.text();
    char c = text.charAt(at);
    if (style != Style.DOUBLE_QUOTED || c != '\\' || at + 1 >= text.length()) {
      return isBlank(c) ? 0 : 1;
    }
    return switch (text.charAt(at + 1)) {
      case 'n', 't', 'r', ' ', '\t', '\n', '\r' -> 0;
      case 'x', 'u', 'U' -> {
        int end = Math.min(text.length(), at + unitLength(at));
        int point = Integer.parseInt(text, at + 2, end, 16);
        yield point < 0x80 && isBlank((char) point) ? 0 : Character.charCount(point);
      }
      default -> 1;
    };
  }

  private SourceSpan spanOf(SourceSpan span, int start, int index) {
    String text = source.text();
    int line = span.line();
    int lineStart = start;
    for (int i = start; i < index; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 >= text.length() || text.charAt(i + 1) != '\n'))) {
        line++;
        lineStart = i + 1;
      }
    }
    int column = text.codePointCount(lineStart, index) + 1;
    return source.span(line, line == span.line() ? span.column() + column - 1 : column);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
