package dev.heddle.server;

/** The server could not start; the message says why and what to do. */
public final class ServerException extends RuntimeException {

  ServerException(String message) {
    super(message);
  }

  ServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
