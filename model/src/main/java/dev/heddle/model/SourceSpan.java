package dev.heddle.model;

/** A place in a file, for messages; line and column count from 1. */
public record SourceSpan(String file, int line, int column) {

  /** For nodes that were built by hand and not read from a file. */
  public static final SourceSpan NONE = new SourceSpan("", 0, 0);

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
