package dev.heddle.cli.output;

import java.util.Locale;

/** Who reads standard output. */
public enum OutputFormat {
  HUMAN,
  JSON,
  YAML;

  /** Reads what is typed; {@code table} is another word for {@code human}. */
  public static OutputFormat of(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "human", "table" -> HUMAN;
      case "json" -> JSON;
      case "yaml" -> YAML;
      default ->
          throw new IllegalArgumentException("'" + text + "' is none of human, json and yaml");
    };
  }
}
