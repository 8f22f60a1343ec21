package dev.heddle.platform.inquiries;

import com.networknt.schema.regex.RegularExpression;
import dev.heddle.values.JsonException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern of a schema that gives up instead of looking at a text for hours. */
final class BoundedPattern implements RegularExpression {

  /** How often one match may look at a character: some milliseconds. */
  private static final int MOST_LOOKS = 1_000_000;

  private final Pattern pattern;

  private BoundedPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Compiles a pattern.
   *
   * @throws JsonException if it is none
   */
  static RegularExpression of(String regex) {
    try {
      return new BoundedPattern(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      throw new JsonException("the schema has a pattern that is none", Math.max(0, e.getIndex()));
    }
  }

  @Override
  public boolean matches(String text) {
    return pattern.matcher(new CountedText(text, new AtomicInteger())).find();
  }

  /** The match took too many steps. */
  static final class Exhausted extends RuntimeException {
    Exhausted() {
      super("a pattern takes too long", null, false, false);
    }
  }

  /** A text that counts how often it is looked at; all its parts count together. */
  private record CountedText(CharSequence text, AtomicInteger looks) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (looks.incrementAndGet() > MOST_LOOKS) {
        throw new Exhausted();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new CountedText(text.subSequence(start, end), looks);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
