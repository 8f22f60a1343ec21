package dev.heddle.worker.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What kind of place an address is, also when an IPv4 address is wrapped in an IPv6 one. */
final class Addresses {

  private Addresses() {}

  static boolean isLinkLocal(InetAddress address) {
    InetAddress inner = unwrapped(address);
    return inner.isLinkLocalAddress() || isMetadataOverIpv6(inner);
  }

  static boolean isPublic(InetAddress address) {
    InetAddress inner = unwrapped(address);
    return !(inner.isLinkLocalAddress()
        || inner.isLoopbackAddress()
        || inner.isAnyLocalAddress()
        || inner.isSiteLocalAddress()
        || inner.isMulticastAddress()
        || isReserved(inner.getAddress()));
  }

  /** fd00:ec2::254, where one cloud answers besides 169.254.169.254. */
  private static boolean isMetadataOverIpv6(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 16
        && bytes[0] == (byte) 0xfd
        && bytes[1] == 0
        && bytes[2] == 0x0e
        && bytes[3] == (byte) 0xc2;
  }

  private static boolean isReserved(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    if (bytes.length == 16) {
      // unique local addresses, fc00::/7
      return (first & 0xfe) == 0xfc;
    }
    // this network, carrier-grade NAT, protocol assignments, benchmarking, reserved and broadcast
    return first == 0
        || (first == 100 && (second & 0xc0) == 64)
        || (first == 192 && second == 0 && bytes[2] == 0)
        || (first == 198 && (second & 0xfe) == 18)
        || first >= 240;
  }

  /** The IPv4 address inside ::a.b.c.d, 64:ff9b::/96 (NAT64) or 2002::/16 (6to4), or itself. */
  private static InetAddress unwrapped(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    boolean compatible = isZero(bytes, 0, 12) && !isZero(bytes, 12, 15);
    boolean translated =
        bytes[0] == 0
            && bytes[1] == 0x64
            && bytes[2] == (byte) 0xff
            && bytes[3] == (byte) 0x9b
            && isZero(bytes, 4, 12);
    if (compatible || translated) {
      return ipv4(bytes, 12, address);
    }
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    return sixToFour ? ipv4(bytes, 2, address) : address;
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress ipv4(byte[] bytes, int from, InetAddress otherwise) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException impossible) {
      return otherwise;
    }
  }
}
