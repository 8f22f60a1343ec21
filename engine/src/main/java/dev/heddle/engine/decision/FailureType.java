package dev.heddle.engine.decision;

import dev.heddle.expressions.ExpressionException;
import dev.heddle.model.execution.Failure;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The failures the engine itself finds; their labels are stable ({@code task.x.error.type}). */
enum FailureType {
  /** An expression of the task cannot be evaluated (S1-042). */
  TEMPLATE_ERROR,
  /** A {@code ${…}} of a step stands for nothing (S4-15, S4-18). */
  UNRESOLVED_REFERENCE,
  /** Whoever started the execution may not do what the task asks for (S1-030, S1-168). */
  FORBIDDEN,
  /** A publication cannot be evaluated (S1-061). */
  PUBLISH_ERROR,
  /** {@code with_items} gave null (S1-083). */
  WITH_ITEMS_NOT_A_LIST,
  /** There is no such action (S1-076). */
  ACTION_NOT_FOUND,
  /** The action is there but switched off. */
  ACTION_DISABLED,
  /** The input does not fit the parameters of what is called (S1-006). */
  INVALID_PARAMETERS,
  /** {@code wait_for} names no inquiry of the execution (S1-110). */
  INQUIRY_NOT_FOUND,
  /** A policy allows no more of it (S1-162). */
  POLICY_VIOLATED,
  /** Too many executions above it (S1-115). */
  MAX_DEPTH_EXCEEDED,
  /** Nothing here can carry out this kind of work. */
  UNSUPPORTED_WORK,
  /**
   * No worker that it may run on came within the limit; said by who hands attempts out (S1-169).
   */
  UNSCHEDULABLE;

  private static final Set<String> LABELS =
      Arrays.stream(values()).map(FailureType::label).collect(Collectors.toUnmodifiableSet());

  /** What it means that an expression could not be evaluated. */
  static FailureType of(ExpressionException failed) {
    return switch (failed.code()) {
      case UNRESOLVED_REFERENCE -> UNRESOLVED_REFERENCE;
      case FORBIDDEN -> FORBIDDEN;
      default -> TEMPLATE_ERROR;
    };
  }

  Failure because(String message) {
    return Failure.of(label(), message);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether another attempt would meet the same failure, so that retries are in vain. */
  static boolean isFinal(Failure failure) {
    return LABELS.contains(failure.type());
  }
}
