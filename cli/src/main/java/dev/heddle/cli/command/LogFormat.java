package dev.heddle.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How log lines look; known before the command line is parsed, for parsing may log already. */
public enum LogFormat {
  TEXT,
  JSON;

  private static final String OPTION = "--log-format";

  /** As asked for by the option, else by {@code HEDDLE_LOG_FORMAT}; text for anything unknown. */
  public static LogFormat of(List<String> arguments, Map<String, String> environment) {
    String asked = environment.getOrDefault("HEDDLE_LOG_FORMAT", "");
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith(OPTION + "=")) {
        asked = argument.substring(OPTION.length() + 1);
      } else if (argument.equals(OPTION) && i + 1 < arguments.size()) {
        asked = arguments.get(i + 1);
      }
    }
    return asked.toLowerCase(Locale.ROOT).equals("json") ? JSON : TEXT;
  }
}
