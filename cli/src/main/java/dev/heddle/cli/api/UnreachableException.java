package dev.heddle.cli.api;

/** A server did not answer. */
public final class UnreachableException extends RuntimeException {

  private final String hint;

  UnreachableException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to do about it, or empty. */
  public String hint() {
    return hint;
  }
}
