package dev.heddle.server;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Calls the API; every answer is held against the contract. */
final class Client {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http;
  private final URI server;
  private final Map<String, String> headers;

  Client(HttpClient http, URI server) {
    this(http, server, Map.of());
  }

  private Client(HttpClient http, URI server, Map<String, String> headers) {
    this.http = http;
    this.server = server;
    this.headers = headers;
  }

  /** The same client with an identity, for servers that look at {@code X-Login}. */
  Client as(String who) {
    return header("X-Login", who);
  }

  /** The same client with a token. */
  Client bearer(String token) {
    return header("Authorization", "Bearer " + token);
  }

  /** The token it has. */
  String bearer() {
    return headers.getOrDefault("Authorization", "").replace("Bearer ", "");
  }

  /** The same client with one more header. */
  Client header(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Client(http, server, more);
  }

  Got get(String path) {
    return send("GET", path, null);
  }

  Got delete(String path) {
    return send("DELETE", path, null);
  }

  Got post(String path) {
    return send("POST", path, null);
  }

  Got post(String path, String json) {
    return send("POST", path, json);
  }

  Got put(String path, String json) {
    return send("PUT", path, json);
  }

  /** Sends a form; a value becomes a file of the name of its part with {@code .txt}. */
  Got form(String path, Map<String, String> parts) {
    StringBuilder body = new StringBuilder();
    parts.forEach((name, text) ->
        body.append("--line\r\nContent-Disposition: form-data; name=\"")
            .append(name)
            .append(name.equals("id") ? "\"" : "\"; filename=\"C:\\\\dir\\" + name + ".txt\"")
            .append("\r\nContent-Type: text/plain\r\n\r\n")
            .append(text)
            .append("\r\n"));
    return send("POST", path, body + "--line--\r\n", "multipart/form-data; boundary=line");
  }

  Got send(String method, String path, @org.jspecify.annotations.Nullable String json) {
    return send(method, path, json, "application/json");
  }

  Got send(
      String method,
      String path,
      @org.jspecify.annotations.Nullable String content,
      String contentType) {
    return content == null
        ? send(method, path, BodyPublishers.noBody(), "")
        : send(method, path, BodyPublishers.ofString(content), contentType);
  }

  /** Sends bytes as they are. */
  Got bytes(String path, byte[] content) {
    return send("POST", path, BodyPublishers.ofByteArray(content), "application/octet-stream");
  }

  private Got send(String method, String path, BodyPublisher content, String contentType) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).method(method, content);
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    headers.forEach(request::header);
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      Got got = new Got(response.statusCode(), response.headers(), response.body());
      ApiContract.shared().check(method, URI.create(path).getPath(), got);
      return got;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("the test was stopped", stopped);
    }
  }

  /** An answer. */
  record Got(int status, HttpHeaders headers, String body) {

    MapValue json() {
      return (MapValue) Json.read(body);
    }

    /** What is under dotted names and positions, such as {@code data.0.id}. */
    Value at(String path) {
      Value found = json();
      for (String step : path.split("\\.", -1)) {
        found =
            switch (found) {
              case MapValue map -> map.getOr(step, Value.nothing());
              case ListValue list -> list.items().get(Integer.parseInt(step));
              default -> Value.nothing();
            };
      }
      return found;
    }

    String text(String path) {
      return at(path) instanceof TextValue text ? text.text() : at(path).toString();
    }

    List<Value> list(String path) {
      return ((ListValue) at(path)).items();
    }
  }
}
