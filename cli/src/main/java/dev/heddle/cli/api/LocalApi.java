package dev.heddle.cli.api;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.access.Principal;
import dev.heddle.server.LocalRoutes;
import dev.heddle.server.http.InProcess;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Reply;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.nio.file.Files;
import java.nio.file.Path;

/** The routes in this process, over the database, for the person at this machine. */
public final class LocalApi implements Api {

  private final Wiring wiring;
  private final InProcess routes;

  /** Over a database that is open; closes it. */
  public LocalApi(Wiring wiring, String login) {
    this.wiring = wiring;
    this.routes = LocalRoutes.of(wiring.services(), Principal.operator(login));
  }

  /** For what goes on in this process after a request: an execution that nobody else advances. */
  public Wiring wiring() {
    return wiring;
  }

  @Override
  public MapValue call(ApiRequest request) {
    Reply reply;
    try {
      reply = reply(request);
    } catch (ProblemException refused) {
      throw ApiException.of(refused.problem().status(), refused.problem().toValue(), false);
    }
    return reply instanceof Reply.Body body
            && !body.content().isEmpty()
            && Json.read(body.content()) instanceof MapValue document
        ? document
        : MapValue.EMPTY;
  }

  private Reply reply(ApiRequest request) {
    Path file = request.file();
    return file == null
        ? routes.call(request.method(), request.path(), request.query(), request.body())
        : routes.call(
            request.method(), request.path(), request.query(), () -> Files.newInputStream(file));
  }

  @Override
  public void close() {
    wiring.close();
  }
}
