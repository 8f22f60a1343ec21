package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.BuiltInSets;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Rights;
import dev.heddle.platform.notification.Notification;
import dev.heddle.platform.notification.Notification.Entity;
import dev.heddle.server.http.Callers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications over WebSocket, each listener with its own rights. */
@Timeout(60)
final class NotificationStreamTest {

  private static volatile boolean known = true;
  private static TestPlatform platform;

  /** A token is a role; {@code stranger} may see another pack only. */
  private static final Callers BY_TOKEN =
      request ->
          request
              .header("Authorization")
              .map(text -> text.replace("Bearer ", ""))
              .filter(_ -> known)
              .map(NotificationStreamTest::role)
              .orElseGet(Principal::anonymous);

  private static Principal role(String name) {
    Rights rights =
        new Rights(
            BuiltInSets.VIEWER.grants().stream()
                .map(grant ->
                    name.equals("stranger") ? grant.within(Reach.Limit.pack("other")) : grant)
                .toList());
    return new Principal(Principal.Kind.USER, name, Set.of(), rights, null);
  }

  @BeforeAll
  static void start() {
    platform = TestPlatform.start(ServerOptions.onPort(0), BY_TOKEN);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  /** A client; what it hears lies in a queue. */
  private static final class Ear implements WebSocket.Listener, AutoCloseable {
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;

    Ear(String role, String... headers) {
      WebSocket.Builder builder = client.newWebSocketBuilder();
      for (int i = 0; i < headers.length; i += 2) {
        builder.header(headers[i], headers[i + 1]);
      }
      URI address = URI.create(platform.server.address().toString().replace("http", "ws") + "/ws");
      socket =
          (role.isEmpty() ? builder : builder.subprotocols("heddle.v1", "bearer." + role))
              .buildAsync(address, this)
              .join();
    }

    Ear say(String text) {
      socket.sendText(text.replace('\'', '"'), true).join();
      return this;
    }

    String next() throws InterruptedException {
      return String.valueOf(heard.poll(20, TimeUnit.SECONDS));
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        heard.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      closed.complete(status);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void close() {
      socket.abort();
      client.shutdownNow();
    }
  }

  private static Notification add(String id) {
    return platform.notified.add("execution_created", Entity.EXECUTION, id, "demo.chain");
  }

  @Test
  @DisplayName("S1-174, security row 2: each hears what fits and may be seen, once and in order")
  void eachHearsItsOwn() throws Exception {
    try (Ear ada = new Ear("ada");
        Ear stranger = new Ear("stranger")) {
      assertThat(ada.next()).contains("\"welcome\"");
      assertThat(stranger.next()).contains("\"welcome\"");
      ada.say("{'type': 'subscribe', 'filter': 'entity:execution:e1'}");
      assertThat(ada.next()).contains("\"subscribed\"", "\"complete\":true");
      ada.say("{'type': 'subscribe', 'filter': 'entity:execution:e1x'}");
      assertThat(ada.next()).contains("\"subscribed\"");
      stranger.say("{'type': 'subscribe', 'filter': 'all'}");
      assertThat(stranger.next()).contains("\"subscribed\"");

      add("e0");
      add("e1");
      platform.notified.add("execution_status_changed", Entity.EXECUTION, "e1", "demo.chain");
      platform.notified.add("execution_created", Entity.EXECUTION, "e2", "other.flow");

      assertThat(ada.next()).contains("\"execution_created\"", "\"entity_id\":\"e1\"");
      assertThat(ada.next()).contains("\"execution_status_changed\"");
      assertThat(stranger.next()).contains("\"entity_id\":\"e2\"");
      ada.say("{'type': 'unsubscribe', 'filter': 'entity:execution:e1'}").say("{'type': 'ping'}");
      assertThat(ada.next()).contains("\"unsubscribed\"");
      assertThat(ada.next()).contains("\"pong\"");
      assertThat(stranger.heard).isEmpty();
    }
  }

  @Test
  @DisplayName("S1-174: who comes back after the last id hears what was missed, and whether all")
  void whoComesBackMissesNothing() throws Exception {
    Notification last = add("r1");
    add("r2");
    try (Ear ear = new Ear("ada")) {
      ear.next();
      ear.say("{'type': 'subscribe', 'filter': 'all', 'after': '" + last.position() + "'}");
      assertThat(ear.next()).contains("\"entity_id\":\"r2\"");
      assertThat(ear.next()).contains("\"complete\":true");
    }
    platform.notified.beginAnew();
    try (Ear ear = new Ear("ada")) {
      ear.next();
      // everybody has to be gone before the former listening counts as ended
      ear.say("{'type': 'subscribe', 'filter': 'user:eve', 'after': '0.0'}");
      assertThat(ear.next()).contains("\"subscribed\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'subscribe', 'filter': 'everything'}",
        "{'type': 'subscribe', 'filter': 'entity:execution'}",
        "{'type': 'subscribe', 'filter': 'entity_type:secret'}",
        "{'type': 'subscribe', 'filter': 'all', 'after': 'x'}",
        "{'type': 'unsubscribe', 'filter': 'all'}",
        "{'type': 'emit'}",
        "nonsense",
        "[]"
      })
  @DisplayName("S1-174: what is wrong is answered, and the connection stays")
  void whatIsWrongIsSaid(String message) throws Exception {
    try (Ear ear = new Ear("ada")) {
      ear.next();
      ear.say(message).say("{'type': 'ping'}");
      assertThat(ear.next()).contains("\"error\"");
      assertThat(ear.next()).contains("\"pong\"");
    }
  }

  @Test
  @DisplayName("Security rows 2, 18: no stream for nobody, by query, or opened by another site")
  void notForEverybody() {
    for (List<String> headers :
        List.of(
            List.<String>of(), List.of("Authorization", "Bearer ada", "Origin", "http://x.y"))) {
      assertThatThrownBy(() -> new Ear("", headers.toArray(String[]::new)).close())
          .isInstanceOf(CompletionException.class);
    }
    new Ear("", "Authorization", "Bearer ada").close();
  }

  @Test
  @DisplayName("Security row 19: a stream ends when its caller loses the right to it")
  void endsWithTheRight() throws Exception {
    try (Ear ear = new Ear("ada")) {
      ear.next();
      known = false;
      assertThat(ear.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1008);
    } finally {
      known = true;
    }
  }
}
