package dev.heddle.worker.container;

import java.io.IOException;

/** The container engine cannot be reached. */
final class EngineAwayException extends RuntimeException {

  EngineAwayException(Throwable cause) {
    super(cause);
  }

  /** Whether {@code failure} comes from the connection and not from an answer. */
  static boolean isCause(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  static String explain(String engine, Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "the container engine at "
        + engine
        + " cannot be reached ("
        + root.getMessage()
        + "): start it, name another one with DOCKER_HOST, or run with --runner process";
  }
}
