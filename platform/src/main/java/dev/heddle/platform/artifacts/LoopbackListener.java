package dev.heddle.platform.artifacts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.heddle.engine.port.ArtifactStore.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers signed URLs of processes on this host, and nothing else. A request is decided by what is
 * signed; its body is read only when that is good (security row 26).
 */
final class LoopbackListener implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LoopbackListener.class.getName());
  private static final int BACKLOG = 128;

  private final HttpServer server;
  private final ExecutorService threads;
  private final URI address;

  private LoopbackListener(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
    this.address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  static LoopbackListener start(SignedObjects objects) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, objects));
    server.start();
    return new LoopbackListener(server, threads);
  }

  /** Where it answers; a grant is resolved against it. */
  URI address() {
    return address;
  }

  private static void answer(HttpExchange exchange, SignedObjects objects) throws IOException {
    try (exchange) {
      String grant = exchange.getRequestURI().getRawPath().substring(1);
      SignedObjects.Outcome outcome =
          switch (exchange.getRequestMethod()) {
            case "GET" -> objects.read(grant);
            case "PUT" -> objects.write(grant, exchange.getRequestBody());
            default -> null;
          };
      if (outcome == null) {
        exchange.getResponseHeaders().set("Allow", "GET, PUT");
        say(exchange, 405, "");
        return;
      }
      send(exchange, outcome);
    } catch (IOException | RuntimeException failure) {
      LOG.log(System.Logger.Level.DEBUG, "a request for a stored object failed", failure);
      throw failure;
    }
  }

  private static void send(HttpExchange exchange, SignedObjects.Outcome outcome)
      throws IOException {
    switch (outcome) {
      case SignedObjects.Outcome.Found(Content content) -> {
        try (InputStream bytes = content.bytes()) {
          exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
          exchange.sendResponseHeaders(200, content.size() == 0 ? -1 : content.size());
          bytes.transferTo(exchange.getResponseBody());
        }
      }
      case SignedObjects.Outcome.Stored _ -> say(exchange, 204, "");
      case SignedObjects.Outcome.Missing _ -> say(exchange, 404, "there is no such object\n");
      case SignedObjects.Outcome.TooLarge _ -> say(exchange, 413, "the object is too large\n");
      case SignedObjects.Outcome.Expired _ -> say(exchange, 403, "this URL has expired\n");
      case SignedObjects.Outcome.Refused _ ->
          say(exchange, 403, "this URL is not signed for that\n");
    }
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    // sent before the rest of a body that nobody wants is waited for
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
