package dev.heddle.dialects.source;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds what an author may have meant by a name that does not exist. */
public final class Suggestion {

  private static final int LONGEST = 64;
  private static final int MOST_LISTED = 20;

  private Suggestion() {}

  /** The known name nearest to {@code written}, if one is near enough to be a slip of it. */
  public static Optional<String> nearest(String written, Collection<String> known) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    int best = written.length() <= 2 ? 1 : Math.max(1, written.length() / 3) + 1;
    String found = null;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - written.length()) >= best) {
        continue;
      }
      int distance = distance(written, candidate);
      if (distance < best) {
        best = distance;
        found = candidate;
      }
    }
    return Optional.ofNullable(found);
  }

  /** "did you mean `x`?", or the list of what is known, or empty if nothing is. */
  public static String hint(String written, Collection<String> known) {
    return nearest(written, known)
        .map(name -> "did you mean `" + name + "`?")
        .orElseGet(() -> listing(known));
  }

  private static String listing(Collection<String> known) {
    if (known.isEmpty()) {
      return "";
    }
    List<String> shown = known.stream().limit(MOST_LISTED).toList();
    String rest = known.size() > shown.size() ? ", …" : "";
    return "known: " + String.join(", ", shown) + rest;
  }

  /** Edits to get from one to the other; swapping two neighbours is one edit. */
  private static int distance(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = same(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && same(from.charAt(i - 1), to.charAt(j - 2))
            && same(from.charAt(i - 2), to.charAt(j - 1))) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[to.length()];
  }

  private static boolean same(char a, char b) {
    return a == b || Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
