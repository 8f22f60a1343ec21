package dev.heddle.server.http;

import org.eclipse.jetty.http.HttpFields;

/** What every answer tells a browser: run nothing, guess nothing, keep nothing (row 17). */
final class SecurityHeaders {

  static final String POLICY = "Content-Security-Policy";

  private SecurityHeaders() {}

  static void addTo(HttpFields.Mutable headers) {
    headers.put(POLICY, "default-src 'none'; frame-ancestors 'none'");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cache-Control", "no-store");
  }
}
