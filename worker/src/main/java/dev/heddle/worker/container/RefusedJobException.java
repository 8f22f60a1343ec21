package dev.heddle.worker.container;

/** A job that must not or cannot run; the message says why and what to do. */
final class RefusedJobException extends Exception {

  private final String type;
  private final String reason;

  /**
   * @param type the type of the failure of the attempt
   */
  RefusedJobException(String type, String reason) {
    super(reason);
    this.type = type;
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  String type() {
    return type;
  }
}
