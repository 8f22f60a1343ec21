package dev.heddle.server.http;

import dev.heddle.platform.event.Networks;
import java.util.ArrayList;
import java.util.List;

/**
 * The proxies in front of a server, which say for whom they ask. Whoever else says so is not
 * believed: addresses decide about webhooks and about logins that fail too often.
 *
 * @param networks addresses or networks
 */
public record Proxies(List<String> networks) {

  public static final Proxies NONE = new Proxies(List.of());

  public Proxies {
    networks = List.copyOf(networks);
  }

  /**
   * Who asks.
   *
   * @param peer who is connected
   * @param forwarded all headers that say for whom, each perhaps with commas
   */
  String client(String peer, List<String> forwarded) {
    String client = plain(peer);
    List<String> chain = new ArrayList<>();
    for (String header : forwarded) {
      chain.addAll(List.of(header.split(",", -1)));
    }
    // From the nearest on: each is as good as the word of the one behind it.
    for (int i = chain.size() - 1; i >= 0 && isProxy(client); i--) {
      String before = chain.get(i).strip();
      if (!Networks.isNetwork(before) || before.contains("/")) {
        return client;
      }
      client = before;
    }
    return client;
  }

  /** Without the brackets that the library puts around IPv6. */
  private static String plain(String address) {
    return address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  private boolean isProxy(String address) {
    return !networks.isEmpty() && Networks.contain(networks, address);
  }
}
