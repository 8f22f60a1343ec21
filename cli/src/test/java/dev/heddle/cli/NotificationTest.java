package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class NotificationTest {

  @TempDir Path directory;

  private final List<String> posted = new CopyOnWriteArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private HttpServer subscriber() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private final class Ear implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      heard.add(text.toString());
      from.request(1);
      return CompletableFuture.completedStage(null);
    }
  }

  private static String subscription(String ref, String host, int port) {
    return """
    {"ref": "%s", "url": "http://%s:%d/", "filters": ["entity_type:execution", "entity_type:artifact"]}
    """
        .formatted(ref, host, port);
  }

  private static boolean isOf(String text, String id) {
    return text.contains("\"entity_type\":\"execution\"") && text.contains(id);
  }

  private static boolean isTold(List<String> texts) {
    return texts.stream()
        .anyMatch(
            text -> text.contains("\"artifact_created\"") && text.contains("\"shop.report\""));
  }

  @Test
  @DisplayName("S1-174: a server tells over WebSocket and by requests; row 25: not to any address")
  void aServerTellsWhatHappens() throws Exception {
    HttpServer subscriber = subscriber();
    int port = subscriber.getAddress().getPort();
    try (TestHome home = new TestHome();
        HttpClient client = HttpClient.newHttpClient()) {
      Map<String, String> environment = new HashMap<>(home.environment());
      environment.put("HEDDLE_WEBHOOK_HOSTS", "127.0.0.1");
      try (ServerProcess server =
          ServerProcess.start(environment, directory.resolve("server.log"))) {
        String path = "/api/v1/subscriptions";
        assertThat(server.post(path, subscription("demo.here", "127.0.0.1", port)).statusCode())
            .isEqualTo(201);
        assertThat(server.post(path, subscription("demo.there", "localhost", port)).statusCode())
            .isEqualTo(201);
        WebSocket socket =
            client
                .newWebSocketBuilder()
                .buildAsync(
                    URI.create(server.address().toString().replace("http", "ws") + "/ws"),
                    new Ear())
                .join();
        socket.sendText("{\"type\": \"subscribe\", \"filter\": \"all\"}", true).join();
        ServerProcess.await(
            "subscription", () -> heard.stream().anyMatch(text -> text.contains("subscribed")));
        String answer =
            server.post("/api/v1/executions/execute", "{\"action_ref\": \"core.noop\"}").body();
        String id = answer.replaceFirst("(?s).*?\"id\":\"(\\w{13})\".*", "$1");

        ServerProcess.await(
            "requests", () -> posted.stream().filter(text -> isOf(text, id)).count() == 3);
        ServerProcess.await(
            "messages", () -> heard.stream().filter(text -> isOf(text, id)).count() == 3);
        assertThat(heard.stream().filter(text -> isOf(text, id)))
            .satisfiesExactly(
                first -> assertThat(first).contains("\"status\":\"requested\""),
                second -> assertThat(second).contains("\"status\":\"running\""),
                third -> assertThat(third).contains("\"status\":\"completed\""));
        assertThat(server.post("/api/v1/artifacts", "{\"ref\": \"shop.report\"}").statusCode())
            .isEqualTo(201);
        ServerProcess.await("an artifact, asked for", () -> isTold(posted));
        ServerProcess.await("an artifact, streamed", () -> isTold(heard));
        assertThat(server.get(path + "/demo.there/deliveries").body())
            .contains("\"state\":\"pending\"", "only public addresses are allowed")
            .doesNotContain("\"delivered\"");
        socket.abort();
      }
    } finally {
      subscriber.stop(0);
    }
  }
}
