package dev.heddle.server;

import java.nio.file.Path;

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

  /** From a proxy that ends TLS and says in {@code X-Forwarded-For} who asks. */
  record BehindProxy() implements Exposure {}

  static Exposure thisMachine() {
    return new ThisMachine();
  }

  /** Whether browsers reach it over TLS. */
  default boolean isSecure() {
    return !(this instanceof ThisMachine);
  }
}
