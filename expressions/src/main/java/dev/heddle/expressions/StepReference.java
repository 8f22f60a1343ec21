package dev.heddle.expressions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code ${…}} of the steps dialect (S4-12 … S4-18).
 *
 * @param fallback what stands behind {@code :-}; Java null if there is none
 * @param start where in the text, in UTF-16 units from 0
 * @param end behind the closing brace
 */
public record StepReference(Target target, @Nullable String fallback, int start, int end) {

  /** What a reference names. */
  public sealed interface Target {

    /** {@code ${NAME}}: an environment variable. */
    record Variable(String name) implements Target {}

    /** {@code ${inputs.name.field}}: an input of the execution, or a part of it. */
    record Input(List<String> path) implements Target {
      public Input {
        path = List.copyOf(path);
      }

      public String name() {
        return path.getFirst();
      }
    }

    /** {@code ${steps.id.outputs.name.field}}: an output of an earlier step, or a part of it. */
    record Output(String step, List<String> path) implements Target {
      public Output {
        path = List.copyOf(path);
      }

      public String name() {
        return path.getFirst();
      }
    }

    /** {@code ${steps.id.output}} and its like. */
    record Whole(String step, Field field) implements Target {}
  }

  /** What a step shows besides its outputs. */
  public enum Field {
    /** All of its standard output. */
    OUTPUT,
    /** Standard output, then standard error. */
    LOGS,
    EXIT_CODE
  }
}
