package dev.heddle.cli.api;

import dev.heddle.server.http.Method;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** A server over HTTP. Follows no redirects, so that a token goes nowhere else. */
public final class HttpApi implements Api {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST_BYTES = 64 << 20;
  private static final int UNAUTHENTICATED = 401;
  private static final String JSON = "application/json";
  private static final String BYTES = "application/octet-stream";

  /** What leads elsewhere is no answer either. */
  private static final int FIRST_ERROR = 300;

  private final Connection connection;
  private final HttpClient http;

  public HttpApi(Connection connection) {
    this.connection = connection;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER);
    connection.caFile().map(Trust::in).ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  @Override
  public MapValue call(ApiRequest request) {
    return answer(request).document();
  }

  @Override
  public byte[] download(ApiRequest request) {
    Answer answer = answer(request);
    answer.refuse();
    return answer.content;
  }

  private Answer answer(ApiRequest request) {
    Optional<String> token = connection.credentials().token();
    Answer answer = send(request, token);
    if (answer.status == UNAUTHENTICATED
        && token.isPresent()
        && connection.credentials().renew(token.get(), this::refresh)) {
      return send(request, connection.credentials().token());
    }
    return answer;
  }

  /**
   * Opens a stream of events; the reader closes it.
   *
   * @param after the id of the last event that is known; empty for all
   * @throws ApiException if the API refuses
   */
  public EventStream events(ApiRequest request, String after) {
    HttpRequest.Builder message =
        HttpRequest.newBuilder(address(request)).header("Accept", "text/event-stream");
    if (!after.isEmpty()) {
      message.header("Last-Event-ID", after);
    }
    connection
        .credentials()
        .token()
        .ifPresent(secret -> message.header("Authorization", "Bearer " + secret));
    HttpResponse<InputStream> response = exchange(message.build());
    if (response.statusCode() < FIRST_ERROR) {
      return new EventStream(response.body());
    }
    throw ApiException.of(response.statusCode(), read(response).parse(), true);
  }

  /** Goes on with the session under new tokens; false if there is none, or it has ended. */
  public boolean renew() {
    Credentials credentials = connection.credentials();
    return credentials.token().map(token -> credentials.renew(token, this::refresh)).orElse(false);
  }

  private Optional<Credentials.Pair> refresh(String secret) {
    Answer answer =
        send(
            ApiRequest.post("/api/v1/auth/refresh").with("refresh_token", secret),
            Optional.empty());
    if (answer.status >= FIRST_ERROR) {
      return Optional.empty();
    }
    return answer.document().get("data") instanceof MapValue data
            && data.get("access_token") instanceof TextValue(String token)
            && data.get("refresh_token") instanceof TextValue(String next)
        ? Optional.of(new Credentials.Pair(token, next))
        : Optional.empty();
  }

  private Answer send(ApiRequest request, Optional<String> token) {
    HttpRequest.Builder message =
        HttpRequest.newBuilder(address(request))
            .timeout(PATIENCE)
            .header("Accept", JSON + ", " + BYTES)
            .method(request.method().name(), content(request));
    if (request.method().changesState()) {
      message.header("Content-Type", request.file() == null ? JSON : BYTES);
    }
    token.ifPresent(secret -> message.header("Authorization", "Bearer " + secret));
    return read(exchange(message.build()));
  }

  private Answer read(HttpResponse<InputStream> response) {
    try (InputStream in = response.body()) {
      return new Answer(response.statusCode(), in.readNBytes(MOST_BYTES));
    } catch (IOException broken) {
      throw unreachable(String.valueOf(broken.getMessage()), "");
    }
  }

  private HttpResponse<InputStream> exchange(HttpRequest message) {
    try {
      return http.send(message, BodyHandlers.ofInputStream());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted", "");
    } catch (SSLException untrusted) {
      throw unreachable(
          String.valueOf(untrusted.getMessage()),
          "if its certificate is signed by your own authority: heddle login --ca-file FILE");
    } catch (HttpTimeoutException late) {
      throw unreachable("no answer in time", "");
    } catch (ConnectException refused) {
      throw unreachable("nothing listens there", "is the server running, is the address right?");
    } catch (IOException broken) {
      throw unreachable(String.valueOf(broken.getMessage()), "");
    }
  }

  private URI address(ApiRequest request) {
    String query =
        request.query().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return URI.create(connection.server() + request.path() + (query.isEmpty() ? "" : "?" + query));
  }

  private static BodyPublisher content(ApiRequest request) {
    Path file = request.file();
    if (file != null) {
      try {
        return BodyPublishers.ofFile(file);
      } catch (FileNotFoundException gone) {
        throw new UncheckedIOException(gone);
      }
    }
    return request.method() == Method.GET
        ? BodyPublishers.noBody()
        : BodyPublishers.ofString(Json.writeRevealed(request.body()));
  }

  private UnreachableException unreachable(String reason, String hint) {
    return new UnreachableException("cannot reach " + connection.server() + ": " + reason, hint);
  }

  /** What came back. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Answer(int status, byte[] content) {

    MapValue document() {
      refuse();
      return parse();
    }

    /** Throws what the API refuses. */
    void refuse() {
      if (status >= FIRST_ERROR) {
        throw ApiException.of(status, parse(), true);
      }
    }

    private MapValue parse() {
      String text = new String(content, StandardCharsets.UTF_8);
      if (text.isEmpty()) {
        return MapValue.EMPTY;
      }
      try {
        if (Json.read(text) instanceof MapValue document) {
          return document;
        }
      } catch (JsonException noJson) {
        // Something else answered there.
      }
      if (status >= FIRST_ERROR) {
        return MapValue.EMPTY;
      }
      throw new UnreachableException("what answered is no Heddle server", "is the address right?");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
