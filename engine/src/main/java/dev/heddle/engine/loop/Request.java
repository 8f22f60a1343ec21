package dev.heddle.engine.loop;

import dev.heddle.engine.decision.Command;

/** What can be asked of a lane about an execution that exists. */
sealed interface Request {

  /** Decide on a command. */
  record Deliver(Command command) implements Request {}

  /** Continue it as a new execution (S1-123). */
  record Retry(String by) implements Request {}
}
