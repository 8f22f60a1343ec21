package dev.heddle.engine.loop;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Rerun;

/** What can be asked of a lane about one execution. */
sealed interface Request {

  /** Decide on a command. */
  record Deliver(Command command) implements Request {}

  /** Start it, unless it was started already. */
  record StartOnce(Engine.Start start) implements Request {}

  /** Continue it as a new execution (S1-123). */
  record Retry(String by) implements Request {}

  /** Run it again as a new execution, from one of its tasks. */
  record Again(Rerun rerun, String by) implements Request {}
}
