package dev.heddle.server.http;

import dev.heddle.platform.access.Principal;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

  /** What a request is sent with, if it is no JSON. */
  @FunctionalInterface
  public interface Body {
    InputStream open() throws IOException;
  }

  /**
   * The answer of the route of this path.
   *
   * @throws ProblemException if it is refused, or there is no such route
   */
  public Reply call(Method method, String path, Map<String, String> query, MapValue body) {
    byte[] text = Json.writeRevealed(body).getBytes(StandardCharsets.UTF_8);
    return call(method, path, query, () -> new ByteArrayInputStream(text));
  }

  /** The same for a route that reads bytes. */
  public Reply call(Method method, String path, Map<String, String> query, Body body) {
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
