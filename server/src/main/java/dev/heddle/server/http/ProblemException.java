package dev.heddle.server.http;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {

  private final transient Problem problem;
  private final transient Reply.@Nullable Body page;

  public ProblemException(Problem problem) {
    this(problem, null);
  }

  private ProblemException(Problem problem, Reply.@Nullable Body page) {
    // The stack says nothing that the problem does not, and an attacker could have many made.
    super(problem.code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
    this.page = page;
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

  /** The same problem, shown to a person as a page. */
  public ProblemException shownAs(Reply.Body newPage) {
    return new ProblemException(problem, newPage);
  }

  /** Whether it is shown as a page already. */
  public boolean hasPage() {
    return page != null;
  }

  /** What is answered instead of the problem as JSON, if anything. */
  Optional<Reply.Body> page() {
    return Optional.ofNullable(page);
  }
}
