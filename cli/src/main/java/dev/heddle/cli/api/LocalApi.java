package dev.heddle.cli.api;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.access.Principal;
import dev.heddle.server.LocalRoutes;
import dev.heddle.server.http.InProcess;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Reply;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    return document(reply(request));
  }

  @Override
  public byte[] download(ApiRequest request) {
    if (!(reply(request) instanceof Reply.Bytes bytes)) {
      return new byte[0];
    }
    try (InputStream content = bytes.content()) {
      return content.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Reply reply(ApiRequest request) {
    Path file = request.file();
    try {
      return file == null
          ? routes.call(request.method(), request.path(), request.query(), request.body())
          : routes.call(
              request.method(), request.path(), request.query(), () -> Files.newInputStream(file));
    } catch (ProblemException refused) {
      throw ApiException.of(refused.problem().status(), refused.problem().toValue(), false);
    }
  }

  private static MapValue document(Reply reply) {
    return reply instanceof Reply.Body body
            && !body.content().isEmpty()
            && Json.read(body.content()) instanceof MapValue document
        ? document
        : MapValue.EMPTY;
  }

  @Override
  public void close() {
    wiring.close();
  }
}
