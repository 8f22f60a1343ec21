package dev.heddle.postgres;

/** Says why a database cannot be used and what to do about it; never contains a password. */
public final class DatabaseException extends RuntimeException {
  DatabaseException(String message) {
    super(message);
  }

  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
