package dev.heddle.worker;

import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.Set;
import java.util.regex.Pattern;

/** The actions of the core pack that take no time (S1-015); pure, so anybody may call them. */
public final class Builtins {

  private static final Set<String> INSTANT = Set.of("noop", "echo", "fail");
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private Builtins() {}

  /** Whether {@link #run} carries out {@code name}. */
  public static boolean isInstant(String name) {
    return INSTANT.contains(name);
  }

  /**
   * Carries out a built-in action. A secret in the input stays marked in the result and is redacted
   * in a failure.
   *
   * @param name as in {@code Executor.Builtin}
   * @throws IllegalArgumentException if it is not {@link #isInstant instant}
   */
  public static Report run(String name, MapValue input) {
    return switch (name) {
      case "noop" -> noop(input);
      case "echo" -> new Report.Succeeded(echo(text(input, "message")));
      case "fail" -> fail(input);
      default -> throw new IllegalArgumentException("no instant action: " + name);
    };
  }

  private static Report noop(MapValue input) {
    long exitCode =
        input.getOr("exit_code", Value.of(0)).plain() instanceof IntegerValue code
            ? code.number()
            : 0;
    Value result =
        MapValue.builder()
            .put("message", text(input, "message"))
            .put("exit_code", exitCode)
            .put("succeeded", exitCode == 0)
            .build();
    if (exitCode == 0) {
      return new Report.Succeeded(result);
    }
    return new Report.Failed(
        new Failure(
            "action_failed",
            "exit code " + exitCode,
            MapValue.builder().put("exit_code", exitCode).build()),
        result);
  }

  private static Value echo(Value message) {
    return MapValue.builder()
        .put("stdout", message)
        .put("stderr", "")
        .put("exit_code", 0)
        .put("succeeded", true)
        .build();
  }

  private static Report fail(MapValue input) {
    String message = shown(text(input, "message"));
    String type = shown(text(input, "type"));
    return new Report.Failed(
        Failure.of(
            TYPE.matcher(type).matches() ? type : "action_failed",
            message.isEmpty() ? "failed as asked" : message),
        null);
  }

  /** The text of a parameter: texts as they are, absent and null as nothing, others as JSON. */
  private static Value text(MapValue input, String name) {
    Value value = input.getOr(name, NullValue.INSTANCE);
    return switch (value) {
      case SecretValue secret -> secret;
      case TextValue text -> text;
      case NullValue _ -> new TextValue("");
      default -> new TextValue(Json.write(value));
    };
  }

  private static String shown(Value text) {
    return text instanceof TextValue plain ? plain.text() : SecretValue.REDACTED;
  }
}
