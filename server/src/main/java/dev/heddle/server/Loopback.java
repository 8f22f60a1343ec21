package dev.heddle.server;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Holds the server to this machine until it can tell who calls (security row 3). */
final class Loopback {

  private Loopback() {}

  /**
   * The address to listen on.
   *
   * @throws ServerException if {@code host} could be reached from elsewhere
   */
  static InetAddress require(String host) {
    try {
      // Every address of the name: one that is not loopback would be one too many.
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
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
            + ": it cannot tell callers apart yet, so it listens on this machine only. Use"
            + " 127.0.0.1, ::1 or localhost; from elsewhere, use an SSH tunnel.");
  }
}
