package dev.heddle.worker.http;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** Where an answer sends a request on to, and what it takes along. */
final class Redirects {

  private static final Set<Integer> CODES = Set.of(301, 302, 303, 307, 308);

  private Redirects() {}

  /** The new address, if the answer names one. */
  static Optional<URI> target(HttpCall call, ClassicHttpResponse response) throws IOException {
    Header location = response.getFirstHeader("Location");
    if (!CODES.contains(response.getCode()) || location == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(HttpCall.url(call.url().resolve(location.getValue()).toString()));
    } catch (HttpCall.Invalid | IllegalArgumentException mistake) {
      throw new HttpWork.NoAnswer("redirected to what cannot be requested");
    }
  }

  /** Credentials do not go to another origin; a form that was posted is not posted again. */
  static HttpCall follow(HttpCall call, int code, URI target) {
    boolean reads = code == 303 || ((code == 301 || code == 302) && call.method().equals("POST"));
    boolean repeats = !reads || call.method().equals("HEAD");
    Map<String, String> headers = new LinkedHashMap<>(call.headers());
    if (!isSameOrigin(call.url(), target)) {
      headers
          .keySet()
          .removeIf(name -> call.confidential().contains(name.toLowerCase(Locale.ROOT)));
    }
    return new HttpCall(
        target,
        repeats ? call.method() : "GET",
        headers,
        call.confidential(),
        repeats ? call.body() : Optional.empty(),
        call.verifySsl(),
        call.timeout());
  }

  private static boolean isSameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && one.getPort() == other.getPort();
  }
}
