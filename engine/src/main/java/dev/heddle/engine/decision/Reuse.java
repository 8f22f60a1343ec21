package dev.heddle.engine.decision;

import dev.heddle.engine.decision.Rerun.Fate;
import dev.heddle.model.Work;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskExecution.Trigger;
import dev.heddle.model.execution.TaskStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of an ended execution a new one takes over, what starts again and what is left to be reached
 * again. What failed starts again, and so does a chosen task; whatever they or a part of them led
 * to is forgotten, as far as the recorded triggers say.
 */
final class Reuse {

  private final ExecutionState old;
  private final List<NodeRun> runs = new ArrayList<>();
  private final Map<NodeRun, Fate> fates = new HashMap<>();
  private final @Nullable NodeRun chosen;
  private final int lastRouted;

  private Reuse(ExecutionState old, @Nullable NodeRun chosen) {
    this.old = old;
    this.chosen = chosen;
    for (int node = 0; node < old.graph().size(); node++) {
      runs.addAll(old.runsOf(node));
    }
    runs.sort(Comparator.comparingInt(run -> run.recorded));
    runs.forEach(run -> fates.put(run, fateByItself(run)));
    while (spread()) {}
    lastRouted =
        runs.stream()
            .map(run -> run.whole().progress())
            .filter(progress -> !progress.taken().isEmpty() || !progress.published().isEmpty())
            .mapToInt(TaskExecution.Progress::settled)
            .max()
            .orElse(0);
  }

  static Reuse ofFailed(ExecutionState old) {
    return new Reuse(old, null);
  }

  static Reuse from(ExecutionState old, NodeRun chosen) {
    return new Reuse(old, chosen);
  }

  /** All activations, in the order they were recorded. */
  List<NodeRun> runs() {
    return runs;
  }

  List<NodeRun> runs(Fate fate) {
    return runs.stream().filter(run -> fate(run) == fate).toList();
  }

  Fate fate(NodeRun run) {
    return fates.getOrDefault(run, Fate.REUSED);
  }

  private Fate fateByItself(NodeRun run) {
    if (run == chosen) {
      return Fate.AGAIN;
    }
    if (!failed(run)) {
      return Fate.REUSED;
    }
    boolean hasParts = isGroup(run) || run.itemCount() > 0;
    return hasParts ? Fate.PARTLY : Fate.AGAIN;
  }

  private boolean failed(NodeRun run) {
    TaskStatus status = run.whole().status();
    if (status == TaskStatus.COMPLETED || status == TaskStatus.SKIPPED) {
      return false;
    }
    NodeRun group = groupOf(run);
    return group == null ? !run.whole().ledOn() : failed(group);
  }

  private boolean isGroup(NodeRun run) {
    return old.graph().node(run.node).work() instanceof Work.Group;
  }

  /** Carries fates on by one step; whether that changed any. */
  private boolean spread() {
    boolean changed = false;
    for (NodeRun run : runs) {
      if (fate(run) != Fate.IF_REACHED && isForgotten(run)) {
        fates.put(run, Fate.IF_REACHED);
        changed = true;
      }
      NodeRun group = groupOf(run);
      if (group != null && fate(run) != Fate.REUSED && fate(group) == Fate.REUSED) {
        fates.put(group, Fate.PARTLY);
        changed = true;
      }
    }
    return changed;
  }

  /** Activations are counted without gaps, so what comes after a forgotten one goes with it. */
  private boolean isForgotten(NodeRun run) {
    return isDownstream(run)
        || (run.number > 1 && fate(old.run(run.node, run.number - 1)) == Fate.IF_REACHED);
  }

  private boolean isDownstream(NodeRun run) {
    return run.triggers.stream()
        .anyMatch(trigger -> {
          Fate fate = fate(old.run(trigger.node(), trigger.activation()));
          return switch (fate) {
            case REUSED -> false;
            case PARTLY -> !isMemberOf(run, trigger);
            case AGAIN, IF_REACHED -> true;
          };
        });
  }

  private boolean isMemberOf(NodeRun run, Trigger group) {
    return old.graph().groupOf(run.node) == group.node() && run.group == group.activation();
  }

  private @Nullable NodeRun groupOf(NodeRun run) {
    int group = old.graph().groupOf(run.node);
    return group < 0 ? null : old.run(group, run.group);
  }

  /**
   * The ways that are taken over and led to what is forgotten only because an earlier activation of
   * its node is: they lead there once more. A way that starts nothing changes nothing.
   */
  List<Step> ledToAgain() {
    List<Step> steps = new ArrayList<>();
    for (NodeRun run : runs(Fate.IF_REACHED)) {
      Trigger last = run.triggers.getLast();
      if (!isDownstream(run) && isMemberOf(run, last)) {
        steps.add(new Step.Activate(run.node, run.triggers, run.group));
      } else if (runs(Fate.IF_REACHED).stream().anyMatch(other -> isSkippedOver(run, other))) {
        steps.add(new Step.Arrive(run.node, last, run.group));
      }
    }
    return steps;
  }

  private boolean isSkippedOver(NodeRun run, NodeRun later) {
    return later.node == run.node && later.group == run.group && !isDownstream(later);
  }

  /**
   * Tasks that ended while the execution was already being stopped: nothing followed from them
   * then. Nothing was routed after the stop, so whatever settled later than the last that was.
   */
  boolean isUnrouted(TaskExecution task) {
    return old.execution().isStopping()
        && task.status() == TaskStatus.COMPLETED
        && task.progress().settled() > lastRouted;
  }
}
