package dev.heddle.server.access;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The cookie of a browser's session (security row 18): no script reads it, no other site sends it.
 *
 * @param secure whether browsers reach the server over TLS
 */
public record SessionCookie(boolean secure) {

  private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict";

  private String name() {
    // Browsers accept the prefix only over TLS and from this very host.
    return secure ? "__Host-heddle_session" : "heddle_session";
  }

  public String set(String secret, Duration life) {
    return name() + "=" + secret + "; Max-Age=" + life.toSeconds() + ATTRIBUTES + suffix();
  }

  String remove() {
    return name() + "=; Max-Age=0" + ATTRIBUTES + suffix();
  }

  private String suffix() {
    return secure ? "; Secure" : "";
  }

  /** The secret in a {@code Cookie} header. */
  Optional<String> read(String header) {
    String start = name() + "=";
    return Arrays.stream(header.split(";", -1))
        .map(String::strip)
        .filter(part -> part.startsWith(start))
        .map(part -> part.substring(start.length()))
        .filter(secret -> !secret.isEmpty())
        .findFirst();
  }
}
