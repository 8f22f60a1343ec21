package dev.heddle.testkit.simulation;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.Value;
import java.util.Objects;

/** How everything ends: a function of what is done, not of when or how often it is asked. */
record Outcomes(long seed) {

  Report of(Assignment assignment) {
    TaskKey key = assignment.attempt().task();
    int roll =
        roll(assignment.workflow(), assignment.task(), key.activation(), key.item(), key.attempt());
    if (roll % 100 < 18) {
      return new Report.Failed(Failure.of("broken", "roll " + roll), null);
    }
    if (roll % 100 < 24) {
      return new Report.TimedOut(Failure.of("timeout", "roll " + roll), null);
    }
    return new Report.Succeeded(Value.map("n", Value.of(roll % 10)));
  }

  /** Whether somebody answers; a question with a time limit is left alone. */
  boolean isAnswered(Inquiry inquiry) {
    return inquiry.expiresAt() == null
        && roll("inquiry", inquiry.task(), inquiry.id().task().activation(), 0, 0) % 4 != 0;
  }

  private int roll(Object... what) {
    long mixed = seed * 0x9E3779B97F4A7C15L + Objects.hash(what);
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return (int) ((mixed ^ (mixed >>> 31)) & 0x3FFFFFFF);
  }
}
