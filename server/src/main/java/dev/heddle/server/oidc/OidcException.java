package dev.heddle.server.oidc;

/** A provider did not do what the standard says, or somebody else answered for it. */
final class OidcException extends Exception {

  OidcException(String message) {
    super(message);
  }

  OidcException(String message, Throwable cause) {
    super(message, cause);
  }
}
