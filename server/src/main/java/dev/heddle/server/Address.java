package dev.heddle.server;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Holds the server to this machine unless it was told how others may reach it (row 3). */
final class Address {

  private Address() {}

  /**
   * The address to listen on.
   *
   * @throws ServerException if {@code host} could be reached from elsewhere and must not
   */
  static InetAddress of(String host, Exposure exposure) {
    try {
      // Every address of the name: one that is not loopback would be one too many.
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress() && exposure instanceof Exposure.ThisMachine) {
          throw refusal(host);
        }
      }
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw new ServerException(
          "The host " + host + " is not known: use 127.0.0.1, ::1 or localhost.", unknown);
    }
  }

  private static ServerException refusal(String host) {
    return new ServerException(
        "Heddle does not listen on "
            + host
            + " without TLS: give --tls-cert and --tls-key, or --behind-proxy if a proxy in front"
            + " of it ends TLS, or use 127.0.0.1, ::1 or localhost.");
  }
}
