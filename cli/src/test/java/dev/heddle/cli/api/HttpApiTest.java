package dev.heddle.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What commands do with what servers, and others, answer")
final class HttpApiTest {

  private static final ApiRequest REQUEST = ApiRequest.get("/api/v1/rules");
  private static final String RULES = "{\"data\": []}";
  private static final String EXPIRED =
      "{\"status\": 401, \"title\": \"Who you are is not known\"}";

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private HttpApi api(Map<String, String> environment) {
    return new HttpApi(new Connections(environment).find(address(), null).orElseThrow());
  }

  private void reply(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      seen.add(
          exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Test
  @DisplayName("a redirect is not followed: the token goes nowhere else")
  void redirectsAreNotFollowed(@TempDir Path home) {
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          reply(exchange, 302, "");
        });
    try (HttpApi api = api(Map.of("HEDDLE_HOME", home.toString(), "HEDDLE_TOKEN", "t"))) {
      assertThatThrownBy(() -> api.call(REQUEST)).hasMessageContaining("status 302");
    }
    assertThat(seen).containsExactly("/api/v1/rules Bearer t");
  }

  @ParameterizedTest
  @CsvSource({"200, no Heddle server", "502, status 502"})
  void whatIsNoHeddleServerIsSaidToBeNone(int status, String message, @TempDir Path home) {
    server.createContext("/", exchange -> reply(exchange, status, "<html>secret page</html>"));
    try (HttpApi api = api(Map.of("HEDDLE_HOME", home.toString()))) {
      assertThatThrownBy(() -> api.call(REQUEST))
          .hasMessageContaining(message)
          .hasMessageNotContaining("secret page");
    }
  }

  @Test
  @DisplayName("S1-166: commands at the same time renew a session once, for its secret works once")
  void sessionsAreRenewedOnce(@TempDir Path home) throws Exception {
    Map<String, String> environment = Map.of("HEDDLE_HOME", home.toString());
    AtomicInteger refreshed = new AtomicInteger();
    server.createContext(
        "/api/v1/auth/refresh",
        exchange -> {
          refreshed.incrementAndGet();
          reply(
              exchange, 200, "{\"data\": {\"access_token\": \"new\", \"refresh_token\": \"r2\"}}");
        });
    server.createContext(
        "/api/v1/rules",
        exchange -> {
          boolean good =
              "Bearer new".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          reply(exchange, good ? 200 : 401, good ? RULES : EXPIRED);
        });
    Profiles profiles = Profiles.of(environment);
    profiles.change(
        book -> book.with("p", new Profile(address(), null, "ada", "old", "r1")).using("p"));
    List<Thread> commands = new ArrayList<>();
    List<Integer> answers = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 6; i++) {
      commands.add(
          Thread.ofPlatform()
              .start(() -> {
                try (HttpApi api =
                    new HttpApi(new Connections(environment).find(null, null).orElseThrow())) {
                  answers.add(api.all(REQUEST).size());
                }
              }));
    }
    for (Thread each : commands) {
      each.join();
    }
    assertThat(answers).hasSize(6).containsOnly(0);
    assertThat(refreshed).hasValue(1);
    assertThat(profiles.read().find("p").orElseThrow().refresh()).isEqualTo("r2");
  }

  @Test
  @DisplayName("a profile's token goes to its own server only")
  void tokensStayWithTheirServer(@TempDir Path home) {
    Map<String, String> environment = Map.of("HEDDLE_HOME", home.toString());
    Profiles.of(environment)
        .change(book ->
            book.with("p", new Profile("https://heddle.example.org", null, "ada", "t", null)));
    server.createContext("/", exchange -> reply(exchange, 200, RULES));
    try (HttpApi api = api(environment)) {
      api.call(REQUEST);
    }
    assertThat(seen).containsExactly("/api/v1/rules null");
  }
}
