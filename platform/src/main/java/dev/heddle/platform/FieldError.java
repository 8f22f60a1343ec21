package dev.heddle.platform;

import dev.heddle.values.BrokenText;
import dev.heddle.values.Value;
import java.util.List;

/**
 * One mistake in what a caller sent.
 *
 * @param path dotted, such as {@code regions.0}; empty for the whole
 * @param message for people; repeats no value that was sent
 */
public record FieldError(String path, String message) {

  /** The texts in a value that cannot be kept. */
  public static List<FieldError> brokenTexts(String prefix, Value value) {
    return BrokenText.in(value).stream()
        .map(broken -> new FieldError(join(prefix, broken.path()), broken.reason()))
        .toList();
  }

  private static String join(String prefix, String path) {
    return prefix.isEmpty() || path.isEmpty() ? prefix + path : prefix + "." + path;
  }
}
