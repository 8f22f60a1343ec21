package dev.heddle.server.http;

import dev.heddle.platform.access.Principal;
import dev.heddle.values.MapValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Routes without a socket, for one caller: the same policies, answers and audit log. */
public final class InProcess {

  private static final String HERE = "";

  private final Routes routes;
  private final Answering answering;
  private final Limits limits;
  private final Principal caller;

  public InProcess(Routes routes, Audit audit, Limits limits, Principal caller) {
    this.routes = routes;
    this.answering = new Answering(audit);
    this.limits = limits;
    this.caller = caller;
  }

  /**
   * The answer of the route of this path.
   *
   * @throws ProblemException if it is refused, or there is no such route
   */
  public Reply call(Method method, String path, Map<String, String> query, MapValue body) {
    Routes.Found found =
        routes
            .find(method, path)
            .orElseThrow(() -> ProblemException.notFound("There is no " + path + " here."));
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    query.forEach((name, value) -> parameters.put(name, List.of(value)));
    return answering.answer(
        found.route(),
        new Call(new SentHere(found.names(), parameters, body), caller, limits, HERE));
  }
}
