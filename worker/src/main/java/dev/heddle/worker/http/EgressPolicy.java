package dev.heddle.worker.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Which addresses requests may go to; asked after every name lookup, also of redirects, about the
 * very address that is then connected to.
 */
@FunctionalInterface
public interface EgressPolicy {

  /** Why {@code address} must not be reached; empty if it may. */
  Optional<String> refusal(InetAddress address);

  /**
   * For one user on their own machine: everything but link-local addresses, where clouds hand out
   * the credentials of the machine.
   */
  EgressPolicy LOCAL =
      address ->
          Addresses.isLinkLocal(address)
              ? Optional.of("link-local addresses are refused")
              : Optional.empty();

  /** For servers that many share: public addresses only. */
  EgressPolicy PUBLIC_ONLY =
      address ->
          Addresses.isPublic(address)
              ? Optional.empty()
              : Optional.of("only public addresses are allowed");
}
