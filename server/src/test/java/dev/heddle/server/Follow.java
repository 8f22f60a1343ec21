package dev.heddle.server;

import dev.heddle.server.Client.Got;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads server-sent events. */
final class Follow {

  private Follow() {}

  /** One event. */
  record Event(String id, String name, MapValue data) {
    String text(String key) {
      return data.getOr(key, Value.nothing()) instanceof TextValue text ? text.text() : "";
    }
  }

  /** All events until the stream ends. */
  static List<Event> all(URI server, String path, String... headers) {
    return until(server, path, _ -> false, headers);
  }

  /** All events until the stream ends, each told at once. */
  static List<Event> all(URI server, String path, Consumer<Event> told, String... headers) {
    return until(
        server,
        path,
        event -> {
          told.accept(event);
          return false;
        },
        headers);
  }

  /** The events up to the first that is as wanted; then hangs up. */
  static List<Event> until(URI server, String path, Predicate<Event> last, String... headers) {
    try (Socket socket = RawClient.open(server)) {
      String request =
          "GET "
              + path
              + " HTTP/1.0\r\nHost: "
              + server.getAuthority()
              + "\r\n"
              + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return read(
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
          last);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static List<Event> read(BufferedReader in, Predicate<Event> last) throws IOException {
    List<Event> events = new ArrayList<>();
    String id = "";
    String name = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        Event event = new Event(id, name, (MapValue) Json.read(line.substring(6)));
        events.add(event);
        if (last.test(event)) {
          return events;
        }
      }
    }
    return events;
  }

  /** Waits for the end of an execution; how it ended. */
  static Got untilEnd(TestPlatform platform, String id) {
    all(platform.server.address(), "/api/v1/executions/" + id + "/events");
    return platform.client().get("/api/v1/executions/" + id);
  }
}
