package dev.heddle.server.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the HTTP library itself refuses, such as headers beyond the limit, as bare problems. */
public final class Refusals extends ErrorHandler {

  /** What stands in place of an address that could not be read. */
  private static final String UNREADABLE = "/badMessage";

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    SecurityHeaders.addTo(response.getHeaders());
    ProblemCode code = ProblemCode.ofStatus(response.getStatus());
    Gate.write(
        response,
        callback,
        Problem.of(isBadPath(request, response) ? ProblemCode.NOT_FOUND : code));
    return true;
  }

  /** Whether the path has an encoding that stands for nothing, or for NUL (row 11). */
  private static boolean isBadPath(Request request, Response response) {
    return response.getStatus() == HttpStatus.BAD_REQUEST_400
        && UNREADABLE.equals(request.getHttpURI().getPath())
        && HttpStatus.getMessage(HttpStatus.BAD_REQUEST_400)
            .equals(request.getAttribute(ERROR_MESSAGE));
  }
}
