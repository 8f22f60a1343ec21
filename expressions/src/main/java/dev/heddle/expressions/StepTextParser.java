package dev.heddle.expressions;

import dev.heddle.expressions.StepReference.Field;
import dev.heddle.expressions.StepReference.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the references of the steps dialect (5.3). */
final class StepTextParser {

  private static final String OPEN = "${";
  private static final String FALLBACK = ":-";
  private static final int LONGEST_INDEX = 9;
  private static final String LITERAL_HINT = "for a literal ${ write $${";

  private final String text;
  private final StepText.Place place;
  private final Consumer<Problem> problems;
  private final List<StepText.Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();

  StepTextParser(String text, StepText.Place place, Consumer<Problem> problems) {
    this.text = text;
    this.place = place;
    this.problems = problems;
  }

  StepText parse() {
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf(OPEN, at);
      if (open < 0) {
        break;
      }
      if (open > at && text.charAt(open - 1) == '$') {
        literal.append(text, at, open - 1).append(OPEN);
        at = open + OPEN.length();
        continue;
      }
      literal.append(text, at, open);
      at = reference(open);
    }
    literal.append(text, at, text.length());
    return new StepText(text, parts, literal.toString());
  }

  /** Reads what begins at {@code open}; returns where to go on. */
  private int reference(int open) {
    if (text.startsWith("${{", open)) {
      problem(
          open,
          open + 3,
          "`${{ … }}` is the syntax of the spec dialect",
          "write ${inputs.name}, ${steps.id.outputs.name} or ${NAME}; " + LITERAL_HINT);
      return keep(open, open + 3);
    }
    if (place == StepText.Place.COMMAND && !isOurs(open)) {
      return keep(open, open + OPEN.length());
    }
    int close = close(open + OPEN.length());
    if (close < 0) {
      problem(open, text.length(), "`${` is never closed", "add a }; " + LITERAL_HINT);
      return keep(open, text.length());
    }
    String body = text.substring(open + OPEN.length(), close);
    int split = body.indexOf(FALLBACK);
    String name = split < 0 ? body : body.substring(0, split);
    Optional<Target> target = target(name);
    if (target.isEmpty()) {
      problem(
          open,
          close + 1,
          "`${" + body + "}` is no reference",
          "write ${NAME}, ${inputs.name}, ${steps.id.outputs.name}, or .output, .logs, .exit_code"
              + " of a step, each with :-default if you like; "
              + LITERAL_HINT);
      return keep(open, close + 1);
    }
    String fallback = split < 0 ? null : body.substring(split + FALLBACK.length());
    parts.add(
        new StepText.Part(
            literal.toString(), new StepReference(target.get(), fallback, open, close + 1)));
    literal.setLength(0);
    return close + 1;
  }

  private int keep(int from, int to) {
    literal.append(text, from, to);
    return to;
  }

  /** In a command the platform replaces only these; all else is the shell's (S4-19). */
  private boolean isOurs(int open) {
    return text.startsWith("${inputs.", open) || text.startsWith("${steps.", open);
  }

  /** The brace that closes a reference, or -1; braces within are counted (S4-13). */
  private int close(int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        if (depth == 0) {
          return i;
        }
        depth--;
      }
    }
    return -1;
  }

  private static Optional<Target> target(String name) {
    List<String> words = Arrays.asList(name.split("\\.", -1));
    if (words.size() > 1 && words.getFirst().equals("inputs")) {
      List<String> path = words.subList(1, words.size());
      return isPath(path) ? Optional.of(new Target.Input(path)) : Optional.empty();
    }
    if (words.size() > 1 && words.getFirst().equals("steps")) {
      return ofStep(words);
    }
    return isName(name, false) ? Optional.of(new Target.Variable(name)) : Optional.empty();
  }

  private static Optional<Target> ofStep(List<String> words) {
    if (words.size() < 3 || !isName(words.get(1), true)) {
      return Optional.empty();
    }
    String step = words.get(1);
    if (words.get(2).equals("outputs")) {
      List<String> path = words.subList(3, words.size());
      return isPath(path) ? Optional.of(new Target.Output(step, path)) : Optional.empty();
    }
    if (words.size() > 3) {
      return Optional.empty();
    }
    return Arrays.stream(Field.values())
        .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(words.get(2)))
        .<Target>map(field -> new Target.Whole(step, field))
        .findFirst();
  }

  private static boolean isPath(List<String> words) {
    return !words.isEmpty()
        && isName(words.getFirst(), true)
        && words.stream().allMatch(word -> isName(word, true) || isIndex(word));
  }

  private static boolean isName(String word, boolean hyphens) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean later = isDigit(c) || (hyphens && c == '-');
      if (!letter && (i == 0 || !later)) {
        return false;
      }
    }
    return !word.isEmpty();
  }

  private static boolean isIndex(String word) {
    return !word.isEmpty()
        && word.length() <= LONGEST_INDEX
        && word.chars().allMatch(c -> isDigit((char) c));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void problem(int start, int end, String message, String hint) {
    problems.accept(new Problem("invalid_reference", message, hint, start, end - start, List.of()));
  }
}
