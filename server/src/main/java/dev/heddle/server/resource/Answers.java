package dev.heddle.server.resource;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.server.http.FieldError;
import dev.heddle.server.http.Problem;
import dev.heddle.server.http.ProblemException;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;

/** What services answer, as HTTP. */
public final class Answers {

  private Answers() {}

  /**
   * The value of an answer.
   *
   * @throws ProblemException if it was refused
   */
  public static <T> T of(Answer<T> answer) {
    return switch (answer) {
      case Answer.Done<T>(T value) -> value;
      case Answer.Refused<T>(Refusal refusal) -> throw new ProblemException(problem(refusal));
    };
  }

  private static Problem problem(Refusal refusal) {
    List<FieldError> errors = new ArrayList<>();
    refusal.fields().forEach(field -> errors.add(FieldError.at(field.path(), field.message())));
    refusal.diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(Answers::at)
        .forEach(errors::add);
    return new Problem(
        status(refusal.kind()), refusal.code(), title(refusal.kind()), refusal.message(), errors);
  }

  private static int status(Refusal.Kind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case UNAUTHENTICATED -> 401;
      case TOO_OFTEN -> 429;
    };
  }

  private static String title(Refusal.Kind kind) {
    return switch (kind) {
      case INVALID -> "What was sent is not valid";
      case FORBIDDEN -> "You may not do this";
      case NOT_FOUND -> "There is no such thing";
      case CONFLICT -> "The state does not allow this";
      case UNAUTHENTICATED -> "Who you are is not known";
      case TOO_OFTEN -> "This was tried too often";
    };
  }

  static FieldError at(Diagnostic diagnostic) {
    return new FieldError(
        diagnostic.span().file(),
        diagnostic.span().line(),
        diagnostic.span().column(),
        diagnostic.code(),
        diagnostic.message(),
        diagnostic.hint());
  }

  /** The errors, or the warnings, among diagnostics. */
  static ListValue list(List<Diagnostic> diagnostics, boolean errors) {
    return new ListValue(
        diagnostics.stream()
            .filter(diagnostic -> diagnostic.isError() == errors)
            .<Value>map(diagnostic -> at(diagnostic).toValue())
            .toList());
  }
}
