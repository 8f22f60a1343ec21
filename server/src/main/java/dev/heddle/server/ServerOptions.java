package dev.heddle.server;

import dev.heddle.server.http.Limits;
import dev.heddle.server.oidc.OidcSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How a server listens.
 *
 * @param host a loopback address, unless it is exposed to others
 * @param port 0 takes any free one
 * @param exposure who can reach it
 * @param provider where people may log in, besides here
 * @param stopWithin how long requests under way may take when it stops (U-11)
 */
public record ServerOptions(
    String host,
    int port,
    Limits limits,
    Exposure exposure,
    Duration stopWithin,
    Optional<OidcSettings> provider) {

  public static final int DEFAULT_PORT = 8080;

  /** Listens on this machine only, with the usual limits. */
  public static ServerOptions onPort(int port) {
    return new ServerOptions(
        "127.0.0.1",
        port,
        Limits.DEFAULT,
        Exposure.thisMachine(),
        Duration.ofSeconds(2),
        Optional.empty());
  }

  public ServerOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
    }
  }

  public ServerOptions withHost(String newHost) {
    return new ServerOptions(newHost, port, limits, exposure, stopWithin, provider);
  }

  public ServerOptions withLimits(Limits newLimits) {
    return new ServerOptions(host, port, newLimits, exposure, stopWithin, provider);
  }

  public ServerOptions exposed(Exposure newExposure) {
    return new ServerOptions(host, port, limits, newExposure, stopWithin, provider);
  }

  /** With logins at an identity provider. */
  public ServerOptions withProvider(Optional<OidcSettings> newProvider) {
    return new ServerOptions(host, port, limits, exposure, stopWithin, newProvider);
  }
}
