package dev.heddle.expressions;

import java.util.List;

/** One part of a regular expression. */
sealed interface RegexNode {

  /** No quantifier limit from above. */
  int UNLIMITED = -1;

  /** One code point out of a set. */
  record OneOf(List<Range> ranges, boolean negated, boolean ignoreCase) implements RegexNode {

    boolean matches(int codePoint) {
      boolean found = contains(codePoint);
      if (!found && ignoreCase) {
        found =
            contains(Character.toLowerCase(codePoint))
                || contains(Character.toUpperCase(codePoint));
      }
      return found != negated;
    }

    private boolean contains(int codePoint) {
      for (Range range : ranges) {
        if (codePoint >= range.first() && codePoint <= range.last()) {
          return true;
        }
      }
      return false;
    }
  }

  /** Code points from {@code first} to {@code last}. */
  record Range(int first, int last) {}

  /** A place that consumes nothing. */
  enum Place implements RegexNode {
    TEXT_START,
    TEXT_END,
    LINE_START,
    LINE_END,
    WORD_EDGE,
    NO_WORD_EDGE
  }

  record Sequence(List<RegexNode> parts) implements RegexNode {}

  record Choice(List<RegexNode> options) implements RegexNode {}

  record Repeat(RegexNode part, int least, int most) implements RegexNode {}
}
