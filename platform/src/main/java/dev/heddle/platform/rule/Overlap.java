package dev.heddle.platform.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What happens if a rule shall start something while what it started before still runs. */
public enum Overlap {
  /** Both run. */
  ALLOW,
  /** The new one is left out. */
  SKIP,
  /** The new one waits until the older ones have ended. */
  QUEUE,
  /** The older ones are cancelled, then the newest starts. */
  CANCEL_OLDER;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Overlap> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }
}
