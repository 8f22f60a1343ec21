package dev.heddle.engine.decision;

import dev.heddle.engine.decision.Rerun.Fate;
import dev.heddle.engine.decision.Rerun.Part;
import dev.heddle.engine.decision.Rerun.Preview;
import dev.heddle.model.execution.Execution;
import java.util.List;
import java.util.OptionalInt;

/** Runs an ended execution again from one of its tasks. */
final class Rerunning {

  private Rerunning() {}

  static Preview preview(ExecutionState ended, Rerun rerun) {
    if (!ended.execution().status().isTerminal()) {
      return refused(Reply.Reason.CONFLICT, "The execution has not ended");
    }
    OptionalInt node = ended.graph().find(rerun.task());
    if (node.isEmpty()) {
      String message = "The workflow has no task " + rerun.task();
      return refused(Reply.Reason.INVALID, message);
    }
    List<NodeRun> runs = ended.runsOf(node.getAsInt());
    if (rerun.activation() < 1 || rerun.activation() > runs.size()) {
      String message =
          runs.isEmpty()
              ? "Task " + rerun.task() + " was not reached"
              : "Task " + rerun.task() + " was started only " + runs.size() + " times";
      return refused(Reply.Reason.CONFLICT, message);
    }
    if (!rerun.input().isEmpty() && !Rerun.takesInput(ended.graph().node(node.getAsInt()))) {
      String message = "The input of task " + rerun.task() + " cannot be given by hand";
      return refused(Reply.Reason.INVALID, message);
    }
    NodeRun chosen = runs.get(rerun.activation() - 1);
    Reuse reuse = Reuse.from(ended, chosen);
    if (reuse.fate(chosen) != Fate.AGAIN) {
      String message =
          "Task " + rerun.task() + " came after one that has to run again; choose that one";
      return refused(Reply.Reason.CONFLICT, message);
    }
    return new Preview.Parts(
        reuse.runs().stream()
            .map(run -> new Part(run.whole().name(), run.number, reuse.fate(run)))
            .toList());
  }

  private static Preview refused(Reply.Reason reason, String message) {
    return new Preview.Refused(new Reply.Refused(reason, message));
  }

  static Decider.Started rerun(
      ExecutionState ended, Rerun rerun, Execution fresh, Surroundings around) {
    NodeRun chosen = chosen(ended, rerun);
    return Retrying.start(ended, fresh, around, Reuse.from(ended, chosen), chosen, rerun.input());
  }

  /** Begins a rerun that was held back until now. */
  static Decision admit(
      ExecutionState state, ExecutionState ended, Rerun rerun, Surroundings around) {
    NodeRun chosen = chosen(ended, rerun);
    return Retrying.admit(state, ended, around, Reuse.from(ended, chosen), chosen, rerun.input());
  }

  private static NodeRun chosen(ExecutionState ended, Rerun rerun) {
    return ended.run(ended.graph().position(rerun.task()), rerun.activation());
  }
}
