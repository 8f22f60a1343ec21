package dev.heddle.dispatch;

import java.nio.ByteBuffer;

/** The way to one worker: moves frames and knows nothing about them. */
public interface Line {

  /**
   * Sends a frame; returns at once.
   *
   * @param sent runs when the next one may be sent; not at all if the line breaks
   */
  void send(ByteBuffer frame, Runnable sent);

  /** Ends the stream; the worker comes back unless {@code reason} says that it cannot. */
  void close(Ending why, String reason);

  /** Why a server ends a stream. */
  enum Ending {
    /** The worker may come back, here or elsewhere. */
    GOING_AWAY,
    /** What it said is not understood; coming back with the same words is in vain. */
    MISUNDERSTOOD
  }
}
