package dev.heddle.server.http;

import java.util.List;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    // The stack says nothing that the problem does not, and an attacker could have many made.
    super(problem.code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public ProblemException(ProblemCode code, String detail) {
    this(Problem.of(code, detail));
  }

  /** A request whose content is wrong at the places named. */
  public static ProblemException invalid(List<FieldError> errors) {
    return new ProblemException(Problem.of(ProblemCode.INVALID_REQUEST, errors));
  }

  /** A request whose content is wrong at one place. */
  public static ProblemException invalid(String path, String message) {
    return invalid(List.of(FieldError.at(path, message)));
  }

  /** Something named by the request does not exist. */
  public static ProblemException notFound(String what) {
    return new ProblemException(ProblemCode.NOT_FOUND, what);
  }

  public Problem problem() {
    return problem;
  }
}
