package dev.heddle.server.http;

import java.util.Optional;

/** The methods any route uses; all others are refused before routing (security row 23). */
public enum Method {
  GET,
  POST,
  PUT,
  PATCH,
  DELETE;

  /** The method of a request line; empty for all that no route uses. */
  static Optional<Method> of(String name) {
    return switch (name) {
      case "GET" -> Optional.of(GET);
      case "POST" -> Optional.of(POST);
      case "PUT" -> Optional.of(PUT);
      case "PATCH" -> Optional.of(PATCH);
      case "DELETE" -> Optional.of(DELETE);
      default -> Optional.empty();
    };
  }

  /** Whether it may change something, so that it must not come from another site. */
  public boolean changesState() {
    return this != GET;
  }
}
