package dev.heddle.platform.message;

/** A broker does not serve a queue now; the message says why, for people, without a secret. */
public final class BrokerException extends Exception {

  private static final long serialVersionUID = 1L;

  public BrokerException(String message) {
    super(message);
  }
}
