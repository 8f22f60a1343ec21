package dev.heddle.dialects.source;

import dev.heddle.model.SourceSpan;
import java.util.List;

/**
 * One thing to say about a source text.
 *
 * @param code stable, for example {@code unknown_target}
 * @param message what is wrong, with the names involved
 * @param hint what to do about it, or empty
 */
public record Diagnostic(
    Severity severity, String code, String message, String hint, SourceSpan span) {

  public static Diagnostic error(String code, String message, String hint, SourceSpan span) {
    return new Diagnostic(Severity.ERROR, code, message, hint, span);
  }

  public static Diagnostic warning(String code, String message, String hint, SourceSpan span) {
    return new Diagnostic(Severity.WARNING, code, message, hint, span);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@code file:line:column: error: message [code]}, and the hint on a line of its own. */
  public String render() {
    String head = span + ": " + severity.label() + ": " + message + " [" + code + "]";
    return hint.isEmpty() ? head : head + "\n  hint: " + hint;
  }

  /** As {@link #render()}, with the line of the source and a caret under the place. */
  public String render(SourceText source) {
    if (!span.file().equals(source.name()) || span.line() < 1) {
      return render();
    }
    List<String> lines = source.lines();
    boolean isThere = span.line() <= lines.size() && !lines.get(span.line() - 1).isBlank();
    return isThere ? render(lines.get(span.line() - 1)) : render();
  }

  private String render(String line) {
    Excerpt excerpt = Excerpt.around(line, span.column());
    return render() + "\n  | " + excerpt.text() + "\n  | " + " ".repeat(excerpt.caret()) + "^";
  }

  /** At most a terminal line's worth of {@code text}, and where in it the caret belongs. */
  private record Excerpt(String text, int caret) {
    private static final int WIDTH = 100;

    static Excerpt around(String line, int column) {
      int[] points = line.codePoints().map(c -> c < ' ' ? ' ' : c).toArray();
      int caret = Math.clamp(column - 1, 0, points.length);
      int start = Math.max(0, Math.min(caret - WIDTH / 2, points.length - WIDTH));
      int length = Math.min(WIDTH, points.length - start);
      return new Excerpt(new String(points, start, length), caret - start);
    }
  }
}
