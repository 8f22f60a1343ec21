package dev.heddle.expressions;

import java.util.ArrayList;
import java.util.List;

/**
 * An expression that could not be read or evaluated. It holds what went wrong, where in the
 * template text, and in nested templates under which leaf; the message renders all of it. No part
 * ever contains a value, only names, types and the source, so it may be shown and logged.
 */
public final class ExpressionException extends RuntimeException {

  private static final int NOWHERE = -1;
  private static final int SNIPPET = 72;

  private final ErrorCode code;
  private final String problem;
  private final String hint;
  private final String source;
  private final int offset;
  private final int length;
  private final List<String> leafPath;

  private ExpressionException(
      ErrorCode code,
      String problem,
      String hint,
      String source,
      int offset,
      int length,
      List<String> leafPath) {
    // No stack trace: the position in the template is what matters, and `default` must be cheap.
    super(problem, null, false, false);
    this.code = code;
    this.problem = problem;
    this.hint = hint;
    this.source = source;
    this.offset = offset;
    this.length = length;
    this.leafPath = leafPath;
  }

  /** A failure without a position; the evaluator adds the place of the node that failed. */
  public static ExpressionException of(ErrorCode code, String problem) {
    return of(code, problem, "");
  }

  /** As {@link #of(ErrorCode, String)} with an advice what to write instead. */
  public static ExpressionException of(ErrorCode code, String problem, String hint) {
    return new ExpressionException(code, problem, hint, "", NOWHERE, 0, List.of());
  }

  /** This failure at a place of {@code source}, unless it knows its place already. */
  ExpressionException at(String text, int start, int end) {
    return offset != NOWHERE
        ? this
        : new ExpressionException(code, problem, hint, text, start, end - start, leafPath);
  }

  /** This failure in a leaf below {@code key} of a list or map. */
  ExpressionException below(String key) {
    List<String> path = new ArrayList<>(leafPath.size() + 1);
    path.add(key);
    path.addAll(leafPath);
    return new ExpressionException(code, problem, hint, source, offset, length, List.copyOf(path));
  }

  public ErrorCode code() {
    return code;
  }

  /** What went wrong, without place and hint. */
  public String problem() {
    return problem;
  }

  /** What to write instead, or empty. */
  public String hint() {
    return hint;
  }

  /** Where in the template text of the leaf, in UTF-16 units from 0. */
  public int offset() {
    return Math.max(offset, 0);
  }

  /** How many UTF-16 units of the text are concerned. */
  public int length() {
    return length;
  }

  /** The keys and indexes that lead to the leaf; empty if the template is a single text. */
  public List<String> leafPath() {
    return leafPath;
  }

  public Problem toProblem() {
    return new Problem(code.code(), problem, hint, offset(), length, leafPath);
  }

  @Override
  public String getMessage() {
    StringBuilder message = new StringBuilder(problem);
    if (!hint.isEmpty()) {
      message.append("; ").append(hint);
    }
    if (offset != NOWHERE) {
      message.append(" (column ").append(offset + 1).append(" of `").append(snippet()).append('`');
      if (!leafPath.isEmpty()) {
        message.append(" in ").append(String.join(".", leafPath));
      }
      message.append(')');
    }
    return message.toString();
  }

  private String snippet() {
    int start = Math.max(0, Math.min(offset - SNIPPET / 2, source.length() - SNIPPET));
    int end = Math.min(source.length(), start + SNIPPET);
    String shown = source.substring(start, end).replace('\n', ' ');
    return (start > 0 ? "…" : "") + shown + (end < source.length() ? "…" : "");
  }
}
