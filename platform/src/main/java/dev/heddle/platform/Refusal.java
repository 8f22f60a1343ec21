package dev.heddle.platform;

import dev.heddle.dialects.source.Diagnostic;
import java.util.List;

/**
 * Why a service did not do what it was asked; nothing has changed.
 *
 * @param code stable, in snake case
 * @param fields what is wrong with the values sent
 * @param diagnostics what there is to say about a definition that was sent
 */
public record Refusal(
    Kind kind, String code, String message, List<FieldError> fields, List<Diagnostic> diagnostics) {

  public Refusal {
    fields = List.copyOf(fields);
    diagnostics = List.copyOf(diagnostics);
  }

  /** What sort of refusal it is; the HTTP status in brackets. */
  public enum Kind {
    /** What was sent is wrong (400). */
    INVALID,
    /** Somebody else may do it (403). */
    FORBIDDEN,
    /** There is no such thing (404). */
    NOT_FOUND,
    /** It cannot be done in the present state (409). */
    CONFLICT,
    /** What was sent proves nothing (401). */
    UNAUTHENTICATED,
    /** It was tried too often; later (429). */
    TOO_OFTEN
  }

  public static Refusal of(Kind kind, String code, String message) {
    return new Refusal(kind, code, message, List.of(), List.of());
  }

  public static Refusal notFound(String code, String message) {
    return of(Kind.NOT_FOUND, code, message);
  }

  public static Refusal conflict(String code, String message) {
    return of(Kind.CONFLICT, code, message);
  }

  public static Refusal forbidden(String code, String message) {
    return of(Kind.FORBIDDEN, code, message);
  }

  public static Refusal invalid(String code, String message, List<FieldError> fields) {
    return new Refusal(Kind.INVALID, code, message, fields, List.of());
  }
}
