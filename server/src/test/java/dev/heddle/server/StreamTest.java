package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.server.Follow.Event;
import dev.heddle.server.http.Limits;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Following executions by server-sent events (S1-175). */
final class StreamTest {

  private static TestPlatform platform;
  private static Client api;
  private static URI server;

  @BeforeAll
  static void start() {
    Limits limits = new Limits(1 << 20, 16 << 10, 3, Duration.ofSeconds(30), Duration.ofMillis(50));
    platform = TestPlatform.start(ServerOptions.onPort(0).withLimits(limits));
    api = platform.client();
    server = platform.server.address();
    Flows.install(api);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static String begin(String workflow) {
    return api.post("/api/v1/workflows/" + workflow + "/execute", "{}").text("data.id");
  }

  private static String events(String id) {
    return "/api/v1/executions/" + id + "/events";
  }

  private static List<String> states(List<Event> events, String name, String task) {
    return events.stream()
        .filter(event -> event.name().equals(name) && event.text("name").equals(task))
        .map(event -> event.text("status"))
        .toList();
  }

  @Test
  @DisplayName("S1-174, S1-175: each state once, in order; log lines; the terminal state last")
  void followsFromBeginningToEnd() {
    List<Event> events = Follow.all(server, events(begin("demo.chain")));
    assertThat(states(events, "execution", ""))
        .containsExactly("requested", "running", "completed");
    assertThat(states(events, "task", "one")).containsExactly("scheduled", "running", "completed");
    assertThat(states(events, "task", "two")).containsExactly("scheduled", "running", "completed");
    assertThat(events)
        .filteredOn(event -> event.name().equals("log"))
        .extracting(event -> event.text("text"))
        .containsExactly("one says", "two says");
    assertThat(events.getLast().text("status")).isEqualTo("completed");
  }

  @Test
  @DisplayName("S1-175: an execution that ended long ago is told the same way")
  void tellsThePast() {
    String id = begin("demo.broken");
    List<Event> live = Follow.all(server, events(id));
    List<Event> later = Follow.all(server, "/api/v1/executions/stream?execution_id=" + id);
    assertThat(later)
        .extracting(Event::data)
        .containsExactlyInAnyOrderElementsOf(live.stream().map(Event::data).toList());
    assertThat(later.getLast().text("status")).isEqualTo("failed");
  }

  @Test
  @DisplayName("S1-175: after any event the stream goes on where it was left")
  void resumesAfterAnyEvent() {
    String id = begin("demo.chain");
    List<Event> all = Follow.all(server, events(id));
    for (int told = 1; told < all.size(); told++) {
      List<Event> before = all.subList(0, told);
      List<Event> rest = Follow.all(server, events(id), "Last-Event-ID: " + before.getLast().id());
      List<MapValue> both = new ArrayList<>();
      before.forEach(event -> both.add(event.data()));
      rest.forEach(event -> both.add(event.data()));
      assertThat(new HashSet<>(both))
          .as("after %s", told)
          .containsExactlyInAnyOrderElementsOf(all.stream().map(Event::data).toList());
      assertThat(both.stream().filter(data -> !isRunning(data))).doesNotHaveDuplicates();
      assertThat(rest.getLast().text("status")).isEqualTo("completed");
    }
    assertThat(Follow.all(server, events(id), "Last-Event-ID: " + all.getLast().id())).isEmpty();
    assertThat(Follow.all(server, events(id), "Last-Event-ID: nonsense")).hasSameSizeAs(all);
  }

  private static boolean isRunning(MapValue data) {
    return data.getOr("status", Value.nothing()).equals(Value.of("running"));
  }

  @Test
  void theNumberOfStreamsIsBoundedAndClosingOneMakesRoom() throws IOException {
    String id = begin("demo.held");
    Socket[] open = new Socket[3];
    for (int i = 0; i < open.length; i++) {
      open[i] = open(id);
      assertThat(firstByte(open[i])).isEqualTo("HTTP/1.1 200");
    }
    assertThat(api.get(events(id)).text("code")).isEqualTo("too_many_streams");
    for (Socket socket : open) {
      socket.close();
    }
    // The server finds out at its next heartbeat; asking until then is waiting for the event.
    while (true) {
      try (Socket again = open(id)) {
        if (firstByte(again).endsWith("200")) {
          break;
        }
      }
    }
    api.post("/api/v1/executions/" + id + "/cancel", "{\"policy\": \"cancel_running\"}");
  }

  private static Socket open(String id) throws IOException {
    Socket socket = RawClient.open(server);
    String request =
        "GET " + events(id) + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String firstByte(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
  }

  @Test
  @DisplayName("U-11: a server that stops ends its streams and stops within its bound")
  void stopsWithOpenStreams() throws IOException {
    try (TestPlatform other = TestPlatform.start()) {
      Flows.install(other.client());
      String id = other.client().post("/api/v1/workflows/demo.held/execute", "{}").text("data.id");
      URI address = other.server.address();
      try (Socket stream = RawClient.open(address)) {
        String request =
            "GET " + events(id) + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n\r\n";
        stream.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(firstByte(stream)).isEqualTo("HTTP/1.1 200");
        long begun = System.nanoTime();
        other.server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(stream.getInputStream().readAllBytes()).isNotEmpty();
      }
    }
  }
}
