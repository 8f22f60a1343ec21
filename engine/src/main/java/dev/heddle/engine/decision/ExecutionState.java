package dev.heddle.engine.decision;

import dev.heddle.model.Activation;
import dev.heddle.model.Graph;
import dev.heddle.model.Node;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskExecution.Trigger;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One execution in memory: its rows, and what follows from their order. Changed only by putting
 * rows, so that {@link #restore} rebuilds exactly the state that wrote them. Confined to one
 * thread.
 */
public final class ExecutionState {

  private final Workflow workflow;
  private final Graph graph;
  private Execution execution;
  private final Map<String, Value> vars = new LinkedHashMap<>();
  private final List<List<NodeRun>> runs;
  private final Map<Place, Barrier> barriers = new TreeMap<>(Place.ORDER);
  private final Map<TaskKey, Inquiry> inquiries = new HashMap<>();
  private final TreeSet<Due> dues = new TreeSet<>();
  private final Set<NodeRun> openGroups = new LinkedHashSet<>();
  private int order;
  private int open;
  private int dispatched;

  ExecutionState(Workflow workflow, Execution execution) {
    this.workflow = workflow;
    this.graph = workflow.graph();
    this.execution = execution;
    vars.putAll(execution.vars().entries());
    runs = new ArrayList<>(graph.size());
    for (int i = 0; i < graph.size(); i++) {
      runs.add(new ArrayList<>(1));
    }
  }

  /** The state that wrote these rows; their order does not matter. */
  public static ExecutionState restore(
      Workflow workflow, Execution execution, List<TaskExecution> tasks, List<Inquiry> inquiries) {
    record Fact(int order, TaskExecution image) {}
    List<Fact> facts = new ArrayList<>(tasks.size() * 2);
    for (TaskExecution task : tasks) {
      TaskExecution.Progress progress = task.progress();
      if (!task.isSettled()) {
        facts.add(new Fact(progress.scheduled(), task));
        continue;
      }
      TaskExecution unsettled =
          task.withProgress(TaskExecution.Progress.scheduled(progress.scheduled()));
      facts.add(new Fact(progress.scheduled(), unsettled));
      facts.add(new Fact(progress.settled(), task));
    }
    facts.sort(Comparator.comparingInt(Fact::order));
    ExecutionState state = new ExecutionState(workflow, execution);
    facts.forEach(fact -> state.put(fact.image()));
    inquiries.forEach(state::put);
    return state;
  }

  public Workflow workflow() {
    return workflow;
  }

  public Execution execution() {
    return execution;
  }

  /** Whether a runner may be working for it, so that it must stay in memory. */
  public boolean isBusy() {
    return dispatched > 0;
  }

  Graph graph() {
    return graph;
  }

  Map<String, Value> vars() {
    return vars;
  }

  int nextOrder() {
    return ++order;
  }

  /** How many activations are not settled. */
  int open() {
    return open;
  }

  Set<NodeRun> openGroups() {
    return openGroups;
  }

  List<NodeRun> runsOf(int node) {
    return runs.get(node);
  }

  NodeRun run(int node, int activation) {
    return runs.get(node).get(activation - 1);
  }

  @Nullable NodeRun latestRun(int node) {
    List<NodeRun> ofNode = runs.get(node);
    return ofNode.isEmpty() ? null : ofNode.getLast();
  }

  /** The image of exactly this attempt, or null if there is none or a later one. */
  @Nullable TaskExecution find(TaskKey key) {
    if (key.node() >= runs.size() || key.activation() > runs.get(key.node()).size()) {
      return null;
    }
    TaskExecution latest = run(key.node(), key.activation()).latest(key.item());
    return latest == null || !latest.key().equals(key) ? null : latest;
  }

  Collection<Inquiry> inquiries() {
    return inquiries.values();
  }

  @Nullable Inquiry inquiry(TaskKey key) {
    return inquiries.get(key);
  }

  /** The barrier of a node; members of a group have one per activation of the group. */
  Barrier barrier(int node, int group) {
    return barriers.computeIfAbsent(new Place(node, group), _ -> new Barrier());
  }

  Map<Place, Barrier> barriers() {
    return barriers;
  }

  /** A node outside groups, or in one activation of its group. */
  record Place(int node, int group) {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::node).thenComparingInt(Place::group);
  }

  /** When the next wait ends, or null if nothing waits for a time. */
  @Nullable Instant nextDue() {
    Instant first = dues.isEmpty() ? null : dues.first().at();
    Instant deadline = execution.deadline();
    if (first == null || deadline == null) {
      return first == null ? deadline : first;
    }
    return first.isBefore(deadline) ? first : deadline;
  }

  /** The tasks whose wait has ended, earliest first. */
  List<TaskKey> dueBy(Instant now) {
    List<TaskKey> due = new ArrayList<>();
    for (Due entry : dues) {
      if (entry.at().isAfter(now)) {
        break;
      }
      due.add(entry.task());
    }
    return due;
  }

  void put(Execution changed) {
    execution = changed;
  }

  void put(Inquiry inquiry) {
    inquiries.put(inquiry.id().task(), inquiry);
  }

  /** Takes in a new or changed row; whether it was new. */
  boolean put(TaskExecution task) {
    TaskKey key = task.key();
    NodeRun run;
    TaskExecution before = null;
    boolean isNew;
    List<NodeRun> ofNode = runs.get(key.node());
    if (key.activation() > ofNode.size()) {
      run = new NodeRun(task);
      ofNode.add(run);
      isNew = true;
      scheduled(run);
    } else {
      run = run(key.node(), key.activation());
      TaskExecution latest = run.latest(key.item());
      isNew = latest == null || latest.key().attempt() < key.attempt();
      if (!isNew) {
        before = latest != null && latest.key().equals(key) ? latest : unsettled(task);
      }
    }
    run.put(task, before);
    count(run, task, before);
    order = Math.max(order, Math.max(task.progress().settled(), task.progress().ended()));
    order = Math.max(order, task.progress().scheduled());
    return isNew;
  }

  /** An attempt that a retry has overtaken changes only once more: it is settled. */
  private static TaskExecution unsettled(TaskExecution task) {
    return task.withProgress(TaskExecution.Progress.scheduled(task.progress().scheduled()));
  }

  private void scheduled(NodeRun run) {
    if (countsArrivals(run.node)) {
      barrier(run.node, run.group).start(run.number);
    }
  }

  /** A node that the first arrival starts, and that nothing can reach again, needs no counting. */
  boolean countsArrivals(int node) {
    return !(graph.node(node).activation() instanceof Activation.First) || graph.isRepeatable(node);
  }

  private void count(NodeRun run, TaskExecution task, @Nullable TaskExecution before) {
    if (isAttempt(run, task)) {
      dispatched += dispatched(task) - (before == null ? 0 : dispatched(before));
    }
    if (before != null && before.times().due() != null) {
      dues.remove(new Due(before.times().due(), before.key()));
    }
    if (task.times().due() != null) {
      dues.add(new Due(task.times().due(), task.key()));
    }
    if (task.key().isItem()) {
      return;
    }
    int change = (task.isSettled() ? 0 : 1) - (before == null || before.isSettled() ? 0 : 1);
    open += change;
    if (graph.groupOf(run.node) >= 0) {
      run(graph.groupOf(run.node), run.group).openMembers += change;
    }
    if (graph.node(run.node).work() instanceof Work.Group) {
      if (task.status().isTerminal()) {
        openGroups.remove(run);
      } else {
        openGroups.add(run);
      }
    }
    if (task.isSettled() && (before == null || !before.isSettled())) {
      settled(run, task);
    }
  }

  /** Whether a runner may hold it: groups and iterations as a whole only wait for their parts. */
  private boolean isAttempt(NodeRun run, TaskExecution task) {
    Node node = graph.node(run.node);
    return task.key().isItem()
        || (node.iteration().isEmpty() && !(node.work() instanceof Work.Group));
  }

  private static int dispatched(TaskExecution task) {
    return task.status().isDispatched() && task.child() == null ? 1 : 0;
  }

  private void settled(NodeRun run, TaskExecution task) {
    vars.putAll(task.progress().published().entries());
    Set<Integer> reached = new HashSet<>();
    for (TaskExecution.Taken taken : task.progress().taken()) {
      for (int target : taken.targets()) {
        if (countsArrivals(target) && reached.add(target)) {
          arrive(target, run);
        }
      }
    }
  }

  private void arrive(int target, NodeRun from) {
    Barrier barrier = barrier(target, from.group);
    barrier.arrive(from.asTrigger(), latestStartBefore(target, barrier, from));
  }

  /**
   * The latest start of a node that led to {@code from}. Only those are looked for that would make
   * a difference, and no further back than to when they were recorded, however long the past is.
   */
  private int latestStartBefore(int target, Barrier barrier, NodeRun from) {
    int latest = barrier.turn(from.node);
    if (!graph.isRepeatable(target) || barrier.started() <= latest) {
      return latest;
    }
    int oldest = run(target, barrier.activation(latest + 1)).recorded;
    Deque<NodeRun> toVisit = new ArrayDeque<>(List.of(from));
    Set<NodeRun> seen = new HashSet<>(toVisit);
    while (!toVisit.isEmpty() && latest < barrier.started()) {
      NodeRun next = toVisit.poll();
      if (next.node == target) {
        latest = Math.max(latest, barrier.startOf(next.number));
      }
      for (Trigger trigger : next.triggers) {
        NodeRun earlier = run(trigger);
        if (earlier.recorded >= oldest && seen.add(earlier)) {
          toVisit.add(earlier);
        }
      }
    }
    return latest;
  }

  private NodeRun run(Trigger trigger) {
    return run(trigger.node(), trigger.activation());
  }

  /** The variables as they stand now. */
  MapValue varsNow() {
    return new MapValue(vars);
  }

  private record Due(Instant at, TaskKey task) implements Comparable<Due> {
    private static final Comparator<Due> ORDER =
        Comparator.comparing(Due::at)
            .thenComparingInt(due -> due.task().node())
            .thenComparingInt(due -> due.task().activation())
            .thenComparingInt(due -> due.task().item())
            .thenComparingInt(due -> due.task().attempt());

    @Override
    public int compareTo(Due other) {
      return ORDER.compare(this, other);
    }
  }
}
