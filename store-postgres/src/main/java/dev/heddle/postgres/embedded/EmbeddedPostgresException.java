package dev.heddle.postgres.embedded;

/** Says why the embedded server could not be used, and what the reader can do about it. */
public final class EmbeddedPostgresException extends RuntimeException {
  EmbeddedPostgresException(String message) {
    super(message);
  }

  EmbeddedPostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
