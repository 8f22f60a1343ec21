package dev.heddle.engine.decision;

import dev.heddle.engine.port.Assignment;
import dev.heddle.model.execution.AttemptId;

/** What is done to the world once a decision is durable. */
public sealed interface Effect {

  /** Hand an attempt to a runner. */
  record Dispatch(Assignment assignment) implements Effect {}

  /** End an attempt that a runner holds. */
  record Interrupt(AttemptId attempt) implements Effect {}
}
