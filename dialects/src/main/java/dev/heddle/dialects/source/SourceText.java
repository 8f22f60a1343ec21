package dev.heddle.dialects.source;

import dev.heddle.model.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * A file to compile.
 *
 * @param name as it shall appear in messages, usually a relative path
 * @param text the content; a byte order mark is dropped
 */
public record SourceText(String name, String text) {

  public SourceText {
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
  }

  /** A place in this text; line and column count from 1. */
  public SourceSpan span(int line, int column) {
    return new SourceSpan(name, line, column);
  }

  /** The lines without their ends; {@code \n}, {@code \r\n} and {@code \r} end a line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && c != '\r') {
        continue;
      }
      lines.add(text.substring(start, i));
      if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        i++;
      }
      start = i + 1;
    }
    lines.add(text.substring(start));
    return lines;
  }
}
