package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.heddle.model.execution.ExecutionId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What watching asks of a server, which is played here. */
@Timeout(30)
@DisplayName("S1-173, S1-175: heddle execution watch follows the stream of events")
final class ExecutionWatchTest {

  private final String id = new ExecutionId(123_456_789_000L).toString();

  @TempDir private Path home;

  private final BlockingQueue<String> looks = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> streams = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile String status = "running";
  private volatile int streamStatus = 200;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = listen(0);
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  private HttpServer listen(int port) throws IOException {
    HttpServer made =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    made.createContext("/api/v1/executions/" + id, this::look);
    made.createContext("/api/v1/executions/" + id + "/events", this::stream);
    made.start();
    return made;
  }

  private void look(HttpExchange exchange) throws IOException {
    String body =
        "{\"data\": {\"id\": \"%s\", \"status\": \"%s\", \"workflow\": \"demo.w\"}}"
            .formatted(id, status);
    looks.add(status);
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    String after = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    streams.add(exchange.getRequestURI().getQuery() + " after " + after);
    try (exchange) {
      exchange.sendResponseHeaders(streamStatus, streamStatus == 200 ? 0 : -1);
      OutputStream out = exchange.getResponseBody();
      while (streamStatus == 200 && over.getCount() > 0) {
        String event = events.poll(20, TimeUnit.MILLISECONDS);
        String text = event == null ? ": still here\n\n" : event;
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<Integer> watch() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return CompletableFuture.supplyAsync(
        () ->
            CliRun.of(
                    Map.of("HEDDLE_HOME", home.toString()),
                    "",
                    "execution",
                    "watch",
                    id,
                    "--api-url",
                    address)
                .exitCode(),
        task -> Thread.ofVirtual().start(task));
  }

  private static String event(String id) {
    return "id: " + id + "\nevent: task\ndata: {}\n\n";
  }

  @Test
  @DisplayName("it asks when it is told to, and not while nothing happens")
  void looksWhenTold() throws Exception {
    CompletableFuture<Integer> exit = watch();
    assertThat(streams.take()).isEqualTo("logs=false after null");
    assertThat(looks.take()).isEqualTo("running");
    assertThat(looks.poll(700, TimeUnit.MILLISECONDS)).as("when connected").isIn("running", null);
    assertThat(looks.poll(700, TimeUnit.MILLISECONDS)).as("nothing happens").isNull();

    events.add(event("1.1.2"));
    assertThat(looks.take()).isEqualTo("running");
    status = "completed";
    events.add(event("1.2.4"));
    assertThat(exit.get()).isZero();
    assertThat(streams).isEmpty();
  }

  @Test
  @DisplayName(
      "a server that is started again is heard from where it was left; the exit code is right")
  void serversMayRestart() throws Exception {
    CompletableFuture<Integer> exit = watch();
    streams.take();
    String look = looks.take();
    while (look != null) {
      look = looks.poll(300, TimeUnit.MILLISECONDS);
    }
    events.add(event("7.5.2"));
    looks.take(); // it has heard that
    int port = server.getAddress().getPort();
    server.stop(0);
    server = listen(port);
    assertThat(streams.take()).isEqualTo("logs=false after 7.5.2");
    assertThat(exit).isNotDone();
    status = "failed";
    events.add(event("7.6.4"));
    assertThat(exit.get()).isEqualTo(1);
  }

  @Test
  @DisplayName("where there is no stream, it asks now and then")
  void fallsBack() throws Exception {
    streamStatus = 503;
    CompletableFuture<Integer> exit = watch();
    looks.take();
    looks.take();
    looks.take();
    status = "cancelled";
    assertThat(exit.get()).isEqualTo(3);
  }
}
