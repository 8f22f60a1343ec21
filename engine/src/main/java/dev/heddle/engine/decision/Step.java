package dev.heddle.engine.decision;

import dev.heddle.model.execution.TaskExecution.Trigger;
import dev.heddle.model.execution.TaskKey;
import java.util.List;

/** What is left to do within one decision; done one after the other, so nothing recurses. */
sealed interface Step {

  /** A path has reached a node: start it if its activation rule says so. */
  record Arrive(int node, Trigger from, int group) implements Step {}

  /** Start a node, whoever led to it. */
  record Activate(int node, List<Trigger> triggers, int group) implements Step {}

  /** Record a node as skipped, and what depends on it (D-08). */
  record Skip(int node, Trigger from, int group) implements Step {}

  /** Act on the end of an attempt: retry it, count it, or go on from it. */
  record Settle(TaskKey task) implements Step {}
}
