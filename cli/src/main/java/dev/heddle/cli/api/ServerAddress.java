package dev.heddle.cli.api;

import dev.heddle.cli.input.UsageException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where a server is. */
public final class ServerAddress {

  /** Set to {@code true} by whoever trusts the network between. */
  static final String ALLOW_HTTP = "HEDDLE_ALLOW_HTTP";

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private ServerAddress() {}

  /**
   * Reads what somebody typed or stored.
   *
   * @throws UsageException if it is no address, or a token would travel unencrypted
   */
  public static URI of(String written, Map<String, String> environment) {
    URI uri = parse(written.endsWith("/") ? written.substring(0, written.length() - 1) : written);
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    boolean allowed = environment.getOrDefault(ALLOW_HTTP, "").equals("true");
    if (uri.getScheme().equals("http") && !LOOPBACK.contains(host) && !allowed) {
      throw new UsageException(
          "over http:// everybody on the way to " + host + " could read your token",
          "use https://, or set " + ALLOW_HTTP + "=true if the network is yours alone");
    }
    return uri;
  }

  private static URI parse(String written) {
    try {
      URI uri = URI.create(written);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme();
      boolean plain =
          uri.getRawPath().isEmpty()
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null && plain) {
        return uri;
      }
    } catch (IllegalArgumentException | NullPointerException noAddress) {
      // Said below, without repeating what may hold a password.
    }
    throw new UsageException("the address of a server is https://HOST or https://HOST:PORT");
  }
}
