package dev.heddle.platform.event;

import java.net.InetAddress;
import java.util.List;

/** Which addresses lie in a network such as {@code 10.0.0.0/8}; names are never looked up. */
public final class Networks {

  private Networks() {}

  public static boolean contain(List<String> networks, String address) {
    return networks.isEmpty() || networks.stream().anyMatch(network -> contains(network, address));
  }

  /** Whether a text is an address or a network. */
  public static boolean isNetwork(String text) {
    try {
      int slash = text.indexOf('/');
      byte[] bytes = bytes(slash < 0 ? text : text.substring(0, slash));
      int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
      return bits >= 0 && bits <= bytes.length * 8;
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private static boolean contains(String network, String address) {
    try {
      int slash = network.indexOf('/');
      byte[] wanted = bytes(slash < 0 ? network : network.substring(0, slash));
      byte[] given = bytes(address);
      int bits = slash < 0 ? wanted.length * 8 : Integer.parseInt(network.substring(slash + 1));
      return wanted.length == given.length && startsAlike(wanted, given, bits);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private static boolean startsAlike(byte[] one, byte[] other, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String literal) {
    return InetAddress.ofLiteral(literal).getAddress();
  }
}
