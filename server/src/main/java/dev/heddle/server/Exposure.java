package dev.heddle.server;

import dev.heddle.platform.event.Networks;
import java.nio.file.Path;
import java.util.List;

/** How far a server can be reached (security row 3). */
public sealed interface Exposure {

  /** From this machine only. */
  record ThisMachine() implements Exposure {}

  /**
   * From everywhere, over TLS.
   *
   * @param certificate chain in PEM, the server's own first
   * @param key private key in PEM (PKCS #8)
   */
  record OverTls(Path certificate, Path key) implements Exposure {}

  /**
   * From a proxy that ends TLS and says in {@code X-Forwarded-For} who asks.
   *
   * @param proxies addresses or networks of proxies; nobody else is believed
   */
  record BehindProxy(List<String> proxies) implements Exposure {

    public BehindProxy {
      proxies = List.copyOf(proxies);
      for (String proxy : proxies) {
        if (!Networks.isNetwork(proxy)) {
          throw new ServerException("A proxy is an address or a network, not " + proxy + ".");
        }
      }
    }
  }

  static Exposure thisMachine() {
    return new ThisMachine();
  }

  /** Whether browsers reach it over TLS. */
  default boolean isSecure() {
    return !(this instanceof ThisMachine);
  }
}
