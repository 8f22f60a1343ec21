package dev.heddle.cli.input;

/** Something typed or named on the command line is wrong; says what and what to do about it. */
public final class UsageException extends RuntimeException {

  private final String hint;

  public UsageException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  public UsageException(String message) {
    this(message, "");
  }

  /** What to do about it, or empty. */
  public String hint() {
    return hint;
  }
}
