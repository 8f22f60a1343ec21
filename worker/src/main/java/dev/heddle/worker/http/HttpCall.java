package dev.heddle.worker.http;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the parameters of {@code core.http_request} ask for, secrets in clear.
 *
 * @param confidential lower-case names of the headers that must not follow a redirect elsewhere
 * @param timeout for all of it, redirects included
 */
record HttpCall(
    URI url,
    String method,
    Map<String, String> headers,
    Set<String> confidential,
    Optional<String> body,
    boolean verifySsl,
    Duration timeout) {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** They belong to the connection, not to the request. */
  private static final Set<String> RESERVED =
      Set.of("content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer");

  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
  private static final BigDecimal STANDARD_TIMEOUT = BigDecimal.valueOf(30);
  private static final BigDecimal LONGEST_TIMEOUT = BigDecimal.valueOf(86_400);

  /** A parameter that makes no request; its message holds no value. */
  static final class Invalid extends Exception {
    Invalid(String message) {
      super(message);
    }
  }

  static HttpCall of(MapValue input) throws Invalid {
    Map<String, String> headers = new LinkedHashMap<>();
    Set<String> confidential =
        new HashSet<>(Set.of("authorization", "cookie", "proxy-authorization"));
    for (Map.Entry<String, Value> header : map(input, "headers").entries().entrySet()) {
      addHeader(headers, header.getKey(), text("headers", header.getValue()));
      if (header.getValue().holdsSecret() || input.get("headers") instanceof SecretValue) {
        confidential.add(header.getKey().toLowerCase(Locale.ROOT));
      }
    }
    Optional<String> authorization = authorization(map(input, "auth"));
    if (authorization.isPresent()) {
      addHeader(headers, "Authorization", authorization.get());
    }
    return new HttpCall(
        withQuery(url(text("url", input.getOr("url", NullValue.INSTANCE))), input),
        method(input),
        headers,
        confidential,
        body(input, headers),
        !input.getOr("verify_ssl", BooleanValue.TRUE).plain().equals(BooleanValue.FALSE),
        timeout(input));
  }

  /**
   * A URL that may be requested.
   *
   * @throws Invalid if it is none, or not one of http
   */
  static URI url(String text) throws Invalid {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException mistake) {
      throw new Invalid("url is no URL (" + mistake.getReason() + ")");
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new Invalid("url must begin with http:// or https://");
    }
    if (url.getHost() == null) {
      throw new Invalid("url names no host");
    }
    if (url.getRawUserInfo() != null) {
      throw new Invalid("url holds credentials; give them as auth");
    }
    return url;
  }

  private static URI withQuery(URI url, MapValue input) throws Invalid {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, Value> entry : map(input, "query_params").entries().entrySet()) {
      Value value = entry.getValue().plain();
      List<Value> values = value instanceof ListValue list ? list.items() : List.of(value);
      for (Value one : values) {
        pairs.add(encoded(entry.getKey()) + "=" + encoded(text("query_params", one)));
      }
    }
    if (pairs.isEmpty()) {
      return url;
    }
    String text = url.toString();
    int fragment = text.indexOf('#');
    String base = fragment < 0 ? text : text.substring(0, fragment);
    return URI.create(base + (url.getRawQuery() == null ? "?" : "&") + String.join("&", pairs));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String method(MapValue input) throws Invalid {
    String method =
        text("method", input.getOr("method", new TextValue("GET"))).toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      throw new Invalid(
          "method must be one of " + String.join(", ", METHODS.stream().sorted().toList()));
    }
    return method;
  }

  private static Optional<String> body(MapValue input, Map<String, String> headers) throws Invalid {
    Value body = input.getOr("body", NullValue.INSTANCE).plain();
    Value json = input.getOr("json_body", NullValue.INSTANCE);
    if (!(body instanceof NullValue) && !(json.plain() instanceof NullValue)) {
      throw new Invalid("body and json_body are both given");
    }
    if (!(json.plain() instanceof NullValue)) {
      addContentType(headers, "application/json");
      return Optional.of(Json.writeRevealed(json));
    }
    if (body instanceof NullValue) {
      return Optional.empty();
    }
    addContentType(headers, "text/plain; charset=utf-8");
    return Optional.of(text("body", body));
  }

  private static void addContentType(Map<String, String> headers, String type) {
    if (headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
      headers.put("Content-Type", type);
    }
  }

  private static void addHeader(Map<String, String> headers, String name, String value)
      throws Invalid {
    if (!HEADER_NAME.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
      throw new Invalid("headers: a name or a value holds characters that headers cannot hold");
    }
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new Invalid("headers: " + name + " is set by the worker itself");
    }
    headers.keySet().removeIf(name::equalsIgnoreCase);
    headers.put(name, value);
  }

  private static Optional<String> authorization(MapValue auth) throws Invalid {
    if (auth.isEmpty()) {
      return Optional.empty();
    }
    String type = text("auth.type", auth.getOr("type", NullValue.INSTANCE));
    return switch (type) {
      case "basic" -> {
        String pair =
            text("auth.username", auth.getOr("username", NullValue.INSTANCE))
                + ":"
                + text("auth.password", auth.getOr("password", new TextValue("")));
        yield Optional.of(
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
      }
      case "bearer" ->
          Optional.of("Bearer " + text("auth.token", auth.getOr("token", NullValue.INSTANCE)));
      default -> throw new Invalid("auth.type must be basic or bearer");
    };
  }

  private static Duration timeout(MapValue input) throws Invalid {
    Value value = input.getOr("timeout", NullValue.INSTANCE).plain();
    BigDecimal seconds = STANDARD_TIMEOUT;
    if (value instanceof NumberValue number) {
      seconds = number.decimal();
    } else if (!(value instanceof NullValue)) {
      throw new Invalid("timeout must be a number of seconds");
    }
    if (seconds.signum() <= 0 || seconds.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new Invalid("timeout must be more than 0 and at most " + LONGEST_TIMEOUT + " seconds");
    }
    return Duration.ofNanos(seconds.movePointRight(9).longValue());
  }

  private static MapValue map(MapValue input, String name) throws Invalid {
    Value value = input.getOr(name, NullValue.INSTANCE).plain();
    if (value instanceof NullValue) {
      return MapValue.EMPTY;
    }
    if (value instanceof MapValue map) {
      return map;
    }
    throw new Invalid(name + " must be an object, not " + value.typeName());
  }

  private static String text(String name, Value value) throws Invalid {
    Value plain = value.plain();
    return switch (plain) {
      case TextValue text -> text.text();
      case NullValue _ -> throw new Invalid(name + " is missing");
      default -> Json.writeRevealed(plain);
    };
  }
}
