package dev.heddle.dialects.source;

import dev.heddle.model.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what there is to say about one compilation. Keeps the first {@link #LIMIT} entries, so
 * that a hostile file cannot make a large answer, and says so when there were more. Not
 * thread-safe.
 */
public final class Diagnostics {

  public static final int LIMIT = 200;

  /** A name in a message may be as long as the file. */
  private static final int LONGEST_TEXT = 1_000;

  private final Set<Diagnostic> entries = new LinkedHashSet<>();
  private boolean errors;
  private boolean overflow;

  public void error(String code, String message, SourceSpan span) {
    error(code, message, "", span);
  }

  public void error(String code, String message, String hint, SourceSpan span) {
    add(Diagnostic.error(code, message, hint, span));
  }

  public void warning(String code, String message, String hint, SourceSpan span) {
    add(Diagnostic.warning(code, message, hint, span));
  }

  public void add(Diagnostic given) {
    Diagnostic diagnostic =
        new Diagnostic(
            given.severity(), given.code(), cut(given.message()), cut(given.hint()), given.span());
    errors |= diagnostic.isError();
    if (entries.size() < LIMIT) {
      entries.add(diagnostic);
      return;
    }
    overflow |= !entries.contains(diagnostic);
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int end = text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_TEXT) - 1);
    return text.substring(0, end) + "…";
  }

  public boolean hasErrors() {
    return errors;
  }

  /** Whether further entries are dropped, so that searching for suggestions is wasted work. */
  public boolean isFull() {
    return entries.size() >= LIMIT;
  }

  /** All entries by position. */
  public List<Diagnostic> sorted() {
    List<Diagnostic> sorted = new ArrayList<>(entries);
    sorted.sort(
        Comparator.comparing((Diagnostic diagnostic) -> diagnostic.span().file())
            .thenComparingInt(diagnostic -> diagnostic.span().line())
            .thenComparingInt(diagnostic -> diagnostic.span().column()));
    if (overflow) {
      String message = "only the first " + LIMIT + " messages are shown";
      SourceSpan last = sorted.getLast().span();
      sorted.add(
          new Diagnostic(
              errors ? Severity.ERROR : Severity.WARNING, "too_many_messages", message, "", last));
    }
    return List.copyOf(sorted);
  }
}
