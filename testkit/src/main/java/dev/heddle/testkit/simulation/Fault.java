package dev.heddle.testkit.simulation;

/** What a simulation does to engines and their store. */
public enum Fault {
  /** A call to the store is lost on its way there. */
  LOST_CALL,
  /** A call is done, and the answer is lost on its way back. */
  LOST_ANSWER,
  /** A commit whose sender has given up waiting is still on its way. */
  DELAYED_COMMIT,
  /** It arrives after all. */
  LATE_COMMIT,
  /** Several calls in a row fail. */
  CUT_CONNECTION,
  /** The store's process dies: whatever was on its way is lost, all sessions end. */
  STORE_CRASH,
  CRASH,
  /** Nothing in a process moves any more, until it wakes up and knows nothing of it. */
  STALL,
  WAKE_UP,
  /** A process joins. */
  JOIN,
  /** A process leaves in good order. */
  LEAVE,
  REPEATED_END,
  LATE_START,
  /** A message of a runner waits while later ones are delivered. */
  DELAYED_MESSAGE,
  REPEATED_MESSAGE,
  PAUSE,
  RESUME,
  CANCEL,
  /** The time of everybody leaps ahead. */
  TIME_LEAP,
  /** The clock of one process is wrong, or right again. */
  CLOCK_JUMP
}
