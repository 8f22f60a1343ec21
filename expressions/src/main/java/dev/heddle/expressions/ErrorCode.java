package dev.heddle.expressions;

import java.util.Locale;

/** Why an expression could not be read or evaluated; the name in lower case is part of the API. */
public enum ErrorCode {
  /** The text is no expression. */
  SYNTAX_ERROR,
  /** A name, key or index does not exist; {@code default} catches this one only (S1-041). */
  UNDEFINED,
  /** A {@code ${…}} of the steps dialect stands for nothing and has no default (S4-15). */
  UNRESOLVED_REFERENCE,
  /** A value has the wrong type. */
  TYPE_ERROR,
  /** A value has the right type, but the operation cannot use it. */
  INVALID_VALUE,
  DIVISION_BY_ZERO,
  /** More steps, output, digits or nesting than {@link Limits} allow. */
  LIMIT_EXCEEDED,
  /** The identity the workflow runs as may not read the key. */
  FORBIDDEN,
  UNKNOWN_FUNCTION,
  UNKNOWN_FILTER,
  WRONG_ARGUMENTS,
  /** {@code succeeded()} and its like outside transitions and publications (S1-034). */
  OUTCOME_NOT_ALLOWED;

  /** The stable text of this code, for example {@code type_error}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
