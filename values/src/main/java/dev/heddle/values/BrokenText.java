package dev.heddle.values;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that cannot be kept or passed on as it is: one with a NUL, or with half of a surrogate
 * pair, which UTF-8 cannot write. Who lets values in from outside refuses it.
 *
 * @param path where it is, dotted; empty for the value itself
 * @param reason what is wrong with it, to follow the path: {@code holds a NUL}
 */
public record BrokenText(String path, String reason) {

  /** All broken texts of a value, secrets and keys included. */
  public static List<BrokenText> in(Value value) {
    List<BrokenText> found = new ArrayList<>();
    look("", value, found);
    return List.copyOf(found);
  }

  /** Whether a text is broken. */
  public static boolean is(String text) {
    return !reason(text).isEmpty();
  }

  private static void look(String path, Value value, List<BrokenText> found) {
    switch (value.plain()) {
      case TextValue(String text) -> note(path, text, "holds ", found);
      case ListValue(List<Value> items) -> {
        for (int i = 0; i < items.size(); i++) {
          look(path(path, String.valueOf(i)), items.get(i), found);
        }
      }
      case MapValue map ->
          map.entries()
              .forEach((key, member) -> {
                note(path, key, "has a key with ", found);
                look(path(path, key), member, found);
              });
      default -> {}
    }
  }

  private static void note(String path, String text, String verb, List<BrokenText> found) {
    String reason = reason(text);
    if (!reason.isEmpty()) {
      found.add(new BrokenText(path, verb + reason));
    }
  }

  private static String path(String before, String name) {
    String shown = is(name) ? "?" : name;
    return before.isEmpty() ? shown : before + "." + shown;
  }

  private static String reason(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\0') {
        return "a NUL at character " + (i + 1);
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return "half of a surrogate pair at character " + (i + 1);
        }
        i++;
      }
    }
    return "";
  }
}
