package dev.heddle.platform.catalog;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.steps.StepsDialect;
import dev.heddle.model.Workflow;
import java.time.Duration;
import java.util.Map;

/** How long an attempt of a step may take if neither it nor its workflow says so (S4-11, D-27). */
public record StepTimeout(Duration limit) {

  public static final StepTimeout DEFAULT = new StepTimeout(StepsDialect.DEFAULT_TIMEOUT);

  private static final String VARIABLE = "HEDDLE_STEP_TIMEOUT";

  public StepTimeout {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException(VARIABLE + " must be a number of seconds above 0");
    }
  }

  /**
   * What the environment of the process says, in seconds.
   *
   * @throws IllegalArgumentException if it says what cannot be
   */
  public static StepTimeout of(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "").strip();
    if (value.isEmpty()) {
      return DEFAULT;
    }
    if (!value.matches("[0-9]{1,8}")) {
      throw new IllegalArgumentException(
          VARIABLE + " must be a number of seconds above 0, not " + value);
    }
    return new StepTimeout(Duration.ofSeconds(Long.parseLong(value)));
  }

  Workflow in(Compilation.Compiled compiled) {
    return StepsDialect.withDefaultTimeout(compiled, limit);
  }
}
