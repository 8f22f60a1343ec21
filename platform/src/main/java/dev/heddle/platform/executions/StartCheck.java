package dev.heddle.platform.executions;

import dev.heddle.model.Parameters;
import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.values.MapValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks a request before anything is stored (S1-006). */
final class StartCheck {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
  private static final int MOST_VARIABLES = 200;
  private static final int LONGEST_VALUE = 64 * 1024;
  private static final int LONGEST_TAG = 255;

  private StartCheck() {}

  /** The bound parameters. */
  static Answer<MapValue> bind(Parameters parameters, StartRequest request) {
    List<FieldError> errors = new ArrayList<>();
    environment(request.environment(), errors);
    if (request.traceTag() != null && request.traceTag().length() > LONGEST_TAG) {
      errors.add(new FieldError("trace_tag", "a trace tag has at most 255 characters"));
    }
    if (request.priority() < 0 || request.priority() > StartRequest.HIGHEST_PRIORITY) {
      errors.add(
          new FieldError(
              "priority", "a priority is between 0 and " + StartRequest.HIGHEST_PRIORITY));
    }
    if (!errors.isEmpty()) {
      return refused("invalid_request", errors);
    }
    List<FieldError> broken = FieldError.brokenTexts("parameters", request.parameters());
    if (!broken.isEmpty()) {
      return Answer.refused(
          Refusal.invalid("invalid_parameters", "A parameter holds no valid text", broken));
    }
    return switch (parameters.bind(request.parameters())) {
      case Parameters.Bound.Arguments(MapValue values) -> Answer.done(values);
      case Parameters.Bound.Refused(List<Parameters.Violation> violations) ->
          refused(
              "invalid_parameters",
              violations.stream()
                  .map(each -> new FieldError("parameters." + each.path(), each.message()))
                  .toList());
    };
  }

  private static Answer<MapValue> refused(String code, List<FieldError> errors) {
    String message = String.join("; ", errors.stream().map(FieldError::message).toList());
    return Answer.refused(Refusal.invalid(code, message, errors));
  }

  private static void environment(Map<String, String> environment, List<FieldError> errors) {
    if (environment.size() > MOST_VARIABLES) {
      errors.add(new FieldError("env_vars", "at most " + MOST_VARIABLES + " variables"));
    }
    environment.forEach((name, value) -> {
      if (!VARIABLE.matcher(name).matches()) {
        errors.add(
            new FieldError(
                "env_vars", "a variable's name is letters, digits and _, no digit first"));
      } else if (value.length() > LONGEST_VALUE || value.indexOf('\0') >= 0) {
        errors.add(
            new FieldError(
                "env_vars." + name,
                "the value is longer than " + LONGEST_VALUE + " characters or holds a NUL"));
      }
    });
  }
}
