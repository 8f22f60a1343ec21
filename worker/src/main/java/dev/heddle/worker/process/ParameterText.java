package dev.heddle.worker.process;

import dev.heddle.model.action.Executor.ParameterFormat;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Parameters as a program gets them, secrets in clear (S1-031, S1-137). */
final class ParameterText {

  private ParameterText() {}

  static String of(MapValue input, ParameterFormat format) {
    return switch (format) {
      case JSON -> Json.writeRevealed(input) + "\n";
      case YAML -> Yaml.write(input);
      case DOTENV -> dotenv(input);
    };
  }

  /** Parameters as environment variables, the legacy delivery. */
  static Map<String, String> variables(MapValue input) {
    Map<String, String> variables = new HashMap<>();
    input
        .entries()
        .forEach((name, value) ->
            variables.put(
                EnvironmentNames.PARAMETER_PREFIX + variable(name).toUpperCase(Locale.ROOT),
                text(value)));
    return variables;
  }

  /** One assignment a line, quoted for the shell: {@code NAME='it'\''s'}. */
  private static String dotenv(MapValue input) {
    StringBuilder lines = new StringBuilder();
    input
        .entries()
        .forEach((name, value) ->
            lines
                .append(variable(name))
                .append("='")
                .append(text(value).replace("'", "'\\''"))
                .append("'\n"));
    return lines.toString();
  }

  /** Texts as they are, null as nothing, everything else as JSON. */
  private static String text(Value value) {
    Value plain = value.plain();
    return switch (plain) {
      case TextValue text -> text.text();
      case NullValue _ -> "";
      default -> Json.writeRevealed(plain);
    };
  }

  private static String variable(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9_]", "_");
    return safe.isEmpty() || Character.isDigit(safe.charAt(0)) ? "_" + safe : safe;
  }
}
