package dev.heddle.worker.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real server on the loopback interface that remembers what it was asked. */
final class TestServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  final List<Request> requests = new CopyOnWriteArrayList<>();

  /** Opened when a request to {@code /hang} has arrived. */
  final CountDownLatch hanging = new CountDownLatch(1);

  private final CountDownLatch release = new CountDownLatch(1);

  /** One request as it arrived. */
  record Request(String method, String target, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  TestServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              body));
      String path = exchange.getRequestURI().getPath();
      switch (path) {
        case "/json" -> send(exchange, 200, "application/json", "{\"id\": 7}");
        case "/brokenJson" -> send(exchange, 200, "application/json", "{");
        case "/echo" ->
            send(
                exchange,
                200,
                "text/plain",
                exchange.getRequestHeaders().getFirst("Authorization"));
        case "/long" -> send(exchange, 200, "text/plain", "x".repeat(3000));
        case "/latin1" -> {
          exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=ISO-8859-1");
          exchange.sendResponseHeaders(200, 1);
          exchange.getResponseBody().write(0xe4);
        }
        case "/loop" -> {
          exchange.getResponseHeaders().add("Location", "/loop");
          exchange.sendResponseHeaders(302, -1);
        }
        case "/hang" -> hang();
        case "/nothing" -> exchange.sendResponseHeaders(204, -1);
        default -> {
          if (path.startsWith("/status/")) {
            send(exchange, Integer.parseInt(path.substring(8)), "text/plain", "so be it");
          } else if (path.startsWith("/redirect/")) {
            exchange.getResponseHeaders().add("Location", exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(Integer.parseInt(path.substring(10)), -1);
          } else {
            send(exchange, 200, "text/plain", "hello");
          }
        }
      }
    }
  }

  private void hang() {
    hanging.countDown();
    try {
      release.await();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("X-Twice", "1");
    exchange.getResponseHeaders().add("X-Twice", "2");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
