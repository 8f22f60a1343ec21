package dev.heddle.worker.remote;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/** Addresses of servers. */
final class Addresses {

  private static final String STREAM = "/api/v1/workers/stream";
  private static final String CONTENT = "/api/v1/workers/content/";

  private Addresses() {}

  /**
   * The base address somebody wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  static URI base(String written) {
    URI uri =
        URI.create(written.endsWith("/") ? written.substring(0, written.length() - 1) : written);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean plain = uri.getRawPath() == null || uri.getRawPath().isEmpty();
    if ((!scheme.equals("http") && !scheme.equals("https"))
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || !plain) {
      throw new IllegalArgumentException(
          "the address of a server is http://HOST:PORT or https://HOST:PORT");
    }
    return uri;
  }

  static URI stream(URI server) {
    String scheme = server.getScheme().equalsIgnoreCase("https") ? "wss" : "ws";
    return URI.create(scheme + "://" + server.getRawAuthority() + STREAM);
  }

  static URI content(URI server, String digest) {
    return server.resolve(CONTENT + digest);
  }

  /**
   * Whether the address of a server may be followed that another server told: what is loopback
   * there is something else here, unless both are this machine.
   */
  static boolean mayFollow(URI told, URI teller) {
    return !isLoopback(told) || isLoopback(teller);
  }

  private static boolean isLoopback(URI server) {
    try {
      return InetAddress.getByName(server.getHost()).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
