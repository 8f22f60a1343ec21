package dev.heddle.expressions;

import dev.heddle.expressions.RegexNode.Choice;
import dev.heddle.expressions.RegexNode.OneOf;
import dev.heddle.expressions.RegexNode.Place;
import dev.heddle.expressions.RegexNode.Range;
import dev.heddle.expressions.RegexNode.Repeat;
import dev.heddle.expressions.RegexNode.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the regular expressions that need no backtracking: no back references, no look-around.
 * Greedy and lazy quantifiers are the same here, because only whether something matches is asked.
 */
final class RegexParser {

  private static final int MAX_REPEAT = 1_000;
  private static final List<Range> DIGITS = List.of(new Range('0', '9'));
  private static final List<Range> WORD =
      List.of(new Range('0', '9'), new Range('A', 'Z'), new Range('_', '_'), new Range('a', 'z'));
  private static final List<Range> BLANKS = List.of(new Range('\t', '\r'), new Range(' ', ' '));

  private final String pattern;
  private int at;
  private int depth;
  private boolean ignoreCase;
  private boolean dotMatchesAll;
  private boolean multiLine;

  private RegexParser(String pattern) {
    this.pattern = pattern;
  }

  static RegexNode parse(String pattern) {
    RegexParser parser = new RegexParser(pattern);
    parser.flags();
    RegexNode node = parser.choice();
    if (parser.at < pattern.length()) {
      throw parser.failure("unmatched `)`");
    }
    return node;
  }

  /** {@code (?i)}, {@code (?s)} and {@code (?m)} at the start. */
  private void flags() {
    int end = pattern.indexOf(')');
    if (!pattern.startsWith("(?") || end < 0 || !isFlags(pattern.substring(2, end))) {
      return;
    }
    String flags = pattern.substring(2, end);
    ignoreCase = flags.indexOf('i') >= 0;
    dotMatchesAll = flags.indexOf('s') >= 0;
    multiLine = flags.indexOf('m') >= 0;
    at = end + 1;
  }

  private static boolean isFlags(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> "ims".indexOf(c) >= 0);
  }

  private RegexNode choice() {
    if (++depth > Limits.MAX_NESTING) {
      throw ExpressionException.of(
          ErrorCode.LIMIT_EXCEEDED, "the pattern is nested deeper than " + Limits.MAX_NESTING);
    }
    List<RegexNode> options = new ArrayList<>();
    options.add(sequence());
    while (accept('|')) {
      options.add(sequence());
    }
    depth--;
    return options.size() == 1 ? options.getFirst() : new Choice(options);
  }

  private RegexNode sequence() {
    List<RegexNode> parts = new ArrayList<>();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      parts.add(quantified(atom()));
    }
    return new Sequence(parts);
  }

  private RegexNode quantified(RegexNode atom) {
    RegexNode node = atom;
    int least;
    int most = RegexNode.UNLIMITED;
    if (accept('*')) {
      least = 0;
    } else if (accept('+')) {
      least = 1;
    } else if (accept('?')) {
      least = 0;
      most = 1;
    } else if (accept('{')) {
      least = count();
      most = !accept(',') ? least : peek() == '}' ? RegexNode.UNLIMITED : count();
      if (!accept('}') || (most != RegexNode.UNLIMITED && most < least)) {
        throw failure("a quantifier is {n}, {n,} or {n,m}; a literal brace is \\{");
      }
    } else {
      return node;
    }
    accept('?');
    if ("*+{".indexOf(peek()) >= 0) {
      throw failure("a quantifier cannot follow a quantifier");
    }
    node = new Repeat(node, least, most);
    return node;
  }

  private int count() {
    int start = at;
    int count = 0;
    while (at < pattern.length() && Character.digit(pattern.charAt(at), 10) >= 0) {
      count = Math.min(MAX_REPEAT + 1, count * 10 + Character.digit(pattern.charAt(at++), 10));
    }
    if (at == start || count > MAX_REPEAT) {
      throw failure("a quantifier needs a number up to " + MAX_REPEAT);
    }
    return count;
  }

  private RegexNode atom() {
    int c = next();
    return switch (c) {
      case '(' -> group();
      case '[' -> set();
      case '.' -> dotMatchesAll ? one(List.of(), true) : one(List.of(new Range('\n', '\n')), true);
      case '^' -> multiLine ? Place.LINE_START : Place.TEXT_START;
      case '$' -> multiLine ? Place.LINE_END : Place.TEXT_END;
      case '\\' -> escaped();
      case '*', '+', '?', '{' -> throw failure("there is nothing to repeat");
      default -> one(List.of(new Range(c, c)), false);
    };
  }

  private RegexNode group() {
    if (accept('?')) {
      boolean named = accept('P') ? accept('<') : peek() == '<' && !isLookBehind() && accept('<');
      if (named) {
        int end = pattern.indexOf('>', at);
        at = end < 0 ? pattern.length() : end + 1;
      } else if (!accept(':')) {
        throw failure("look-around and inner flags are not supported");
      }
    }
    RegexNode inner = choice();
    if (!accept(')')) {
      throw failure("a `(` is never closed");
    }
    return inner;
  }

  private boolean isLookBehind() {
    return pattern.startsWith("<=", at) || pattern.startsWith("<!", at);
  }

  private RegexNode escaped() {
    int c = next();
    return switch (c) {
      case 'b' -> Place.WORD_EDGE;
      case 'B' -> Place.NO_WORD_EDGE;
      case 'A' -> Place.TEXT_START;
      case 'z', 'Z' -> Place.TEXT_END;
      case 'D' -> one(DIGITS, true);
      case 'W' -> one(WORD, true);
      case 'S' -> one(BLANKS, true);
      default -> one(escapedRanges(c), false);
    };
  }

  private List<Range> escapedRanges(int c) {
    return switch (c) {
      case 'd' -> DIGITS;
      case 'w' -> WORD;
      case 's' -> BLANKS;
      default -> {
        int meant = escapedCharacter(c);
        yield List.of(new Range(meant, meant));
      }
    };
  }

  private int escapedCharacter(int c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw failure("this escape is not supported");
        }
        yield c;
      }
    };
  }

  private int hex(int digits) {
    int code = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw failure("expected " + digits + " hex digits");
      }
      code = code << 4 | digit;
    }
    return code;
  }

  private RegexNode set() {
    boolean negated = accept('^');
    List<Range> ranges = new ArrayList<>();
    boolean first = true;
    while (first || peek() != ']') {
      first = false;
      int c = next();
      if (c == '[' && peek() == ':') {
        throw failure("named classes such as [:alpha:] are not supported");
      }
      List<Range> single = c == '\\' ? setEscape(next()) : List.of(new Range(c, c));
      boolean isRange =
          single.size() == 1
              && single.getFirst().first() == single.getFirst().last()
              && peek() == '-'
              && at + 1 < pattern.length()
              && pattern.charAt(at + 1) != ']';
      if (isRange) {
        at++;
        int end = next();
        int last = end == '\\' ? escapedCharacter(next()) : end;
        if (last < single.getFirst().first()) {
          throw failure("a range in brackets runs backwards");
        }
        ranges.add(new Range(single.getFirst().first(), last));
      } else {
        ranges.addAll(single);
      }
    }
    at++;
    return one(ranges, negated);
  }

  private List<Range> setEscape(int c) {
    return switch (c) {
      case 'D' -> List.of(new Range(0, '0' - 1), new Range('9' + 1, Character.MAX_CODE_POINT));
      case 'S' ->
          List.of(
              new Range(0, '\t' - 1),
              new Range('\r' + 1, ' ' - 1),
              new Range(' ' + 1, Character.MAX_CODE_POINT));
      case 'W', 'b' -> throw failure("this escape is not supported in brackets");
      default -> escapedRanges(c);
    };
  }

  private OneOf one(List<Range> ranges, boolean negated) {
    return new OneOf(List.copyOf(ranges), negated, ignoreCase);
  }

  private int peek() {
    return at < pattern.length() ? pattern.charAt(at) : -1;
  }

  private boolean accept(char c) {
    boolean found = peek() == c;
    at += found ? 1 : 0;
    return found;
  }

  private int next() {
    if (at >= pattern.length()) {
      throw failure("it ends too early");
    }
    int codePoint = pattern.codePointAt(at);
    at += Character.charCount(codePoint);
    return codePoint;
  }

  private ExpressionException failure(String problem) {
    return ExpressionException.of(
        ErrorCode.INVALID_VALUE,
        "the pattern is no regular expression at character " + at + ": " + problem);
  }
}
