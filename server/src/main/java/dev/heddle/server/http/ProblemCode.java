package dev.heddle.server.http;

import java.util.Locale;

/** Why a request is refused; the {@link #label()} is stable, clients may branch on it. */
public enum ProblemCode {
  MALFORMED_REQUEST(400, "The request is not valid HTTP"),
  INVALID_JSON(400, "The body is not valid JSON"),
  INVALID_REQUEST(400, "The request is not valid"),
  INVALID_DEFINITION(400, "The definition has errors"),
  INVALID_PARAMETERS(400, "The parameters do not fit"),
  INVALID_RESPONSE(400, "The answer does not fit its schema"),
  UNAUTHENTICATED(401, "Who you are is not known"),
  FORBIDDEN(403, "You may not do this"),
  CROSS_SITE(403, "Requests from other sites are refused"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "This method is not allowed here"),
  REQUEST_TIMEOUT(408, "The request did not arrive in time"),
  CONFLICT(409, "The state does not allow this"),
  BODY_TOO_LARGE(413, "The body is too large"),
  URI_TOO_LONG(414, "The address is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json"),
  FOREIGN_HOST(421, "This server does not answer for that host"),
  TOO_MANY_STREAMS(429, "Too many streams are open"),
  HEADERS_TOO_LARGE(431, "The headers are too large"),
  INTERNAL_ERROR(500, "The server failed"),
  UNAVAILABLE(503, "The server cannot answer now");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** The {@code code} of a problem document. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The code for a refusal by the HTTP library, which knows only a status. */
  static ProblemCode ofStatus(int status) {
    return switch (status) {
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 408 -> REQUEST_TIMEOUT;
      case 413 -> BODY_TOO_LARGE;
      case 414 -> URI_TOO_LONG;
      case 431 -> HEADERS_TOO_LARGE;
      case 503 -> UNAVAILABLE;
      default -> status >= 400 && status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
    };
  }
}
