package dev.heddle.platform.pack.trust;

/** Whether a pack is signed, so that it can be trusted. */
public sealed interface Signing {

  /** By somebody who is trusted for it, and nothing was changed since. */
  record By(TrustedKey key) implements Signing {}

  /**
   * It is not.
   *
   * @param code {@code unsigned_pack}, {@code invalid_signature} or {@code untrusted_signature}
   * @param message what was found, what was expected, what to do
   */
  record Missing(String code, String message) implements Signing {}
}
