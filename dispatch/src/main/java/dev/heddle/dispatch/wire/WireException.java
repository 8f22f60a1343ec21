package dev.heddle.dispatch.wire;

/** Bytes that are no message of this protocol. */
public final class WireException extends RuntimeException {
  public WireException(String message) {
    super(message);
  }
}
