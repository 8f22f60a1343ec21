package dev.heddle.cli.api;

import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;

/** The API said no, in problem details (RFC 9457). */
public final class ApiException extends RuntimeException {

  private static final int UNAUTHENTICATED = 401;
  private static final int FORBIDDEN = 403;

  private final int status;
  private final String code;
  private final transient List<String> errors;
  private final boolean elsewhere;

  private ApiException(
      int status, String code, String message, List<String> errors, boolean elsewhere) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = List.copyOf(errors);
    this.elsewhere = elsewhere;
  }

  /**
   * A problem document as an exception.
   *
   * @param elsewhere whether a server said it
   */
  static ApiException of(int status, MapValue problem, boolean elsewhere) {
    String detail = text(problem, "detail");
    String title = text(problem, "title");
    String message = detail.isEmpty() ? title : detail;
    List<String> errors = new ArrayList<>();
    if (problem.get("errors") instanceof ListValue(List<Value> items)) {
      for (Value item : items) {
        if (item instanceof MapValue error) {
          errors.add(line(error));
        }
      }
    }
    return new ApiException(
        status,
        text(problem, "code"),
        message.isEmpty() ? "the server answered with status " + status : message,
        errors,
        elsewhere);
  }

  private static String line(MapValue error) {
    StringBuilder line = new StringBuilder(text(error, "path"));
    if (error.get("line") instanceof IntegerValue number) {
      line.append(':').append(number).append(':').append(error.getOr("column", Value.of(1)));
    }
    if (!line.isEmpty()) {
      line.append(": ");
    }
    line.append(text(error, "message"));
    String hint = text(error, "hint");
    return hint.isEmpty() ? line.toString() : line + " (" + hint + ")";
  }

  private static String text(MapValue from, String name) {
    return from.get(name) instanceof TextValue(String text) ? text : "";
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What kind of problem it is; stable. */
  public String code() {
    return code;
  }

  /** What is wrong with each part of what was sent. */
  public List<String> errors() {
    return errors;
  }

  /** What to do about it, or empty. */
  public String hint() {
    if (!elsewhere) {
      return "";
    }
    return switch (status) {
      case UNAUTHENTICATED -> "log in with: heddle login";
      case FORBIDDEN -> "heddle auth whoami says what you may do";
      default -> "";
    };
  }
}
