package dev.heddle.server.oidc;

import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests to a provider, bounded in time and size, without redirects. */
final class ProviderClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 1 << 20;
  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** A document at an address; {@code token} is who asks, or empty. */
  MapValue get(URI address, String token) throws OidcException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).GET();
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return document(request);
  }

  /** The document that a form gets; {@code authorization} is who asks, or empty. */
  MapValue post(URI address, Map<String, String> form, String authorization) throws OidcException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(form)));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return document(request);
  }

  static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private MapValue document(HttpRequest.Builder request) throws OidcException {
    HttpRequest sent = request.timeout(PATIENCE).header("Accept", "application/json").build();
    // What it answers may hold tokens: it is never repeated.
    String where = sent.uri().getHost() + sent.uri().getPath();
    try {
      HttpResponse<InputStream> response = http.send(sent, BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        byte[] bytes = in.readNBytes(MOST_BYTES);
        if (response.statusCode() == OK
            && Json.read(new String(bytes, StandardCharsets.UTF_8)) instanceof MapValue document) {
          return document;
        }
      }
      throw new OidcException(where + " answered with status " + response.statusCode());
    } catch (IOException | JsonException broken) {
      throw new OidcException(where + " did not answer as it should", broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new OidcException("interrupted", stopped);
    }
  }
}
