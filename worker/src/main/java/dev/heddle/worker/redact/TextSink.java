package dev.heddle.worker.redact;

/** Takes a text piece by piece; used by one thread. */
public interface TextSink {

  /** The next piece; where pieces are cut means nothing. */
  void text(String piece);

  /** There is no more. */
  void end();
}
