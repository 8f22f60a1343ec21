package dev.heddle.platform.pack.install;

import java.util.Comparator;

/** A version as packs write it; newer ones are greater: 1.10 after 1.9, 2.0-rc1 before 2.0. */
public record PackVersion(String text) implements Comparable<PackVersion> {

  private static final Comparator<PackVersion> ORDER =
      Comparator.comparing((PackVersion version) -> version.numbers(), PackVersion::byParts)
          .thenComparing(version -> version.before().isEmpty())
          .thenComparing(PackVersion::before, PackVersion::byParts)
          .thenComparing(PackVersion::text);

  private String plain() {
    int plus = text.indexOf('+');
    String plain = plus < 0 ? text : text.substring(0, plus);
    return plain.startsWith("v") ? plain.substring(1) : plain;
  }

  private String numbers() {
    int dash = plain().indexOf('-');
    return dash < 0 ? plain() : plain().substring(0, dash);
  }

  /** What says that it comes before the version of its numbers. */
  private String before() {
    int dash = plain().indexOf('-');
    return dash < 0 ? "" : plain().substring(dash + 1);
  }

  private static int byParts(String one, String other) {
    String[] ones = one.split("\\.", -1);
    String[] others = other.split("\\.", -1);
    for (int i = 0; i < Math.max(ones.length, others.length); i++) {
      int order = byPart(i < ones.length ? ones[i] : "0", i < others.length ? others[i] : "0");
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int byPart(String one, String other) {
    boolean numbers = isNumber(one) && isNumber(other);
    return numbers
        ? Long.compare(Long.parseLong(one), Long.parseLong(other))
        : one.compareTo(other);
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty()
        && part.length() < 18
        && part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(PackVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return text;
  }
}
