package dev.heddle.worker.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/** Looks names up and refuses a host if any of its addresses is refused. */
final class GuardedResolver implements DnsResolver {

  private final EgressPolicy policy;

  GuardedResolver(EgressPolicy policy) {
    this.policy = policy;
  }

  /** A destination the policy does not allow. */
  static final class Refused extends UnknownHostException {
    Refused(String message) {
      super(message);
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    for (InetAddress address : addresses) {
      Optional<String> refusal = policy.refusal(address);
      if (refusal.isPresent()) {
        throw new Refused(
            "%s is at %s: %s".formatted(host, address.getHostAddress(), refusal.get()));
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
