package dev.heddle.worker.process;

import java.util.concurrent.atomic.AtomicLong;

/** How much an attempt may still log, both streams together; safe for several threads. */
final class LogBudget {

  private final AtomicLong left;

  LogBudget(long characters) {
    left = new AtomicLong(characters);
  }

  /** The answer to a line that wants to be logged. */
  enum Answer {
    LOG,
    /** This is the first line that is not logged: say so. */
    FIRST_DROPPED,
    DROP
  }

  Answer ask(int length) {
    long cost = Math.max(length, ProcessSettings.LINE_COST);
    long before = left.getAndUpdate(rest -> rest < 0 ? rest : rest - cost);
    if (before < 0) {
      return Answer.DROP;
    }
    return before - cost < 0 ? Answer.FIRST_DROPPED : Answer.LOG;
  }

  boolean isSpent() {
    return left.get() < 0;
  }
}
