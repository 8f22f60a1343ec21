package dev.heddle.testkit;

import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.LogStore;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.Dialect;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.Lifecycle;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Executions and their log in memory; refuses what {@link WriteRules} forbid. */
public final class MemoryStore implements ExecutionStore, ExecutionQueries, LogStore {

  private final MemoryClaims claims = new MemoryClaims(this, this::isLive);

  private final MemoryLeases leases;
  private final Set<Weakness> weaknesses;
  private final WriteRules rules = new WriteRules();
  private final Map<ExecutionId, Execution> executions = new TreeMap<>();
  private final Map<ExecutionId, Map<TaskKey, TaskExecution>> tasks = new TreeMap<>();
  private final Map<AttemptId, Inquiry> inquiries = new LinkedHashMap<>();
  private final List<Numbered> log = new ArrayList<>();

  /** Twice the number of each lane's last commit, one more if it was given up. */
  private final Map<Lease, Long> marks = new HashMap<>();

  private @Nullable CommitFault fault;
  private boolean readFault;

  /** The rows as they were before the last commit, for weaknesses only. */
  private @Nullable Rows earlier;

  private final Deque<Rows> unflushed = new ArrayDeque<>();

  private LongFunction<Dialect> dialects = _ -> Dialect.FLOW;

  public MemoryStore(MemoryLeases leases) {
    this(leases, Set.of());
  }

  /**
   * @param weaknesses mistakes it makes
   */
  public MemoryStore(MemoryLeases leases, Set<Weakness> weaknesses) {
    this.leases = leases;
    this.weaknesses = Set.copyOf(weaknesses);
    leases.unfinishedWork(this::unfinishedPartitions);
  }

  private synchronized Set<Integer> unfinishedPartitions() {
    return executions.values().stream()
        .filter(execution -> execution.finishedAt() == null)
        .map(execution -> execution.id().partition())
        .collect(Collectors.toSet());
  }

  /** What goes wrong with the next commit. */
  public enum CommitFault {
    /** Nothing is written. */
    LOST,
    /** Nothing is written, and trying again is in vain. */
    REFUSED,
    /** All is written, but the writer does not hear of it. */
    UNHEARD
  }

  /** Makes the next commit fail. */
  public synchronized void failNext(CommitFault next) {
    fault = next;
  }

  /** Makes the next look at an execution fail. */
  public synchronized void failNextRead() {
    readFault = true;
  }

  /** Every change of a task's state there was. */
  public synchronized Set<Lifecycle.Move<TaskStatus>> taskMoves() {
    return Set.copyOf(rules.taskMoves);
  }

  /** Every change of an execution's state there was. */
  public synchronized Set<Lifecycle.Move<ExecutionStatus>> executionMoves() {
    return Set.copyOf(rules.executionMoves);
  }

  @Override
  public synchronized boolean commit(
      Lease lease, long number, List<Changes> changes, List<Answered> answered) {
    CommitFault now = fault;
    fault = null;
    if (now == CommitFault.LOST) {
      throw new Unavailable("the store is away", new IllegalStateException("on purpose"));
    }
    if (!mayWrite(lease, number)) {
      return false;
    }
    if (now == CommitFault.REFUSED) {
      throw new IllegalStateException("the rows are refused, on purpose");
    }
    for (Changes change : changes) {
      rules.check(change, executions.get(change.id()), rows(change.id()));
    }
    remember();
    boolean half = has(Weakness.WRITES_HALF) && changes.size() > 1;
    changes.subList(0, changes.size() - (half ? 1 : 0)).forEach(this::write);
    leases.answer(answered);
    marks.put(lease, 2 * number);
    if (now == CommitFault.UNHEARD) {
      throw new Unavailable("the answer is lost", new IllegalStateException("on purpose"));
    }
    return true;
  }

  private boolean mayWrite(Lease lease, long number) {
    boolean holds = leases.holds(lease) || has(Weakness.WRITES_THOUGH_FENCED);
    boolean isFresh = marks.getOrDefault(lease, 0L) < 2 * number;
    return holds && (isFresh || has(Weakness.WRITES_WHAT_WAS_GIVEN_UP));
  }

  private boolean has(Weakness weakness) {
    return weaknesses.contains(weakness);
  }

  /** The rows at one moment. */
  private record Rows(
      Map<ExecutionId, Execution> executions,
      Map<ExecutionId, Map<TaskKey, TaskExecution>> tasks,
      Map<AttemptId, Inquiry> inquiries) {}

  private void remember() {
    if (has(Weakness.READS_STALE_ROWS) || has(Weakness.ACKNOWLEDGES_TOO_EARLY)) {
      Map<ExecutionId, Map<TaskKey, TaskExecution>> copy = new TreeMap<>();
      tasks.forEach((id, rows) -> copy.put(id, new LinkedHashMap<>(rows)));
      earlier = new Rows(new TreeMap<>(executions), copy, new LinkedHashMap<>(inquiries));
      unflushed.addLast(earlier);
      if (unflushed.size() > 3) {
        unflushed.removeFirst();
      }
    }
  }

  /** Ends the store's process and starts it again: what was durable is still there. */
  public synchronized void restart() {
    Rows flushed = unflushed.peekFirst();
    if (has(Weakness.ACKNOWLEDGES_TOO_EARLY) && flushed != null) {
      executions.clear();
      executions.putAll(flushed.executions());
      tasks.clear();
      tasks.putAll(flushed.tasks());
      inquiries.clear();
      inquiries.putAll(flushed.inquiries());
    }
    unflushed.clear();
  }

  @Override
  public synchronized Fate settle(Lease lease, long number) {
    if (!leases.holds(lease)) {
      return Fate.FENCED;
    }
    if (has(Weakness.DENIES_WHAT_WAS_WRITTEN)) {
      return Fate.GIVEN_UP;
    }
    if (has(Weakness.CLAIMS_WHAT_WAS_LOST)) {
      return Fate.WRITTEN;
    }
    return marks.merge(lease, 2 * number + 1, MemoryStore::unlessWritten) == 2 * number
        ? Fate.WRITTEN
        : Fate.GIVEN_UP;
  }

  private static long unlessWritten(long mark, long givenUp) {
    return mark == givenUp - 1 ? mark : givenUp;
  }

  private Map<TaskKey, TaskExecution> rows(ExecutionId id) {
    return tasks.computeIfAbsent(id, _ -> new LinkedHashMap<>());
  }

  private void write(Changes changes) {
    Execution execution = changes.execution();
    if (execution != null) {
      executions.put(changes.id(), execution);
    }
    Map<TaskKey, TaskExecution> rows = rows(changes.id());
    changes.inserted().forEach(task -> rows.put(task.key(), stored(task)));
    changes.updated().forEach(task -> rows.put(task.key(), stored(task)));
    changes.opened().forEach(inquiry -> inquiries.put(inquiry.id(), inquiry));
    changes.closed().forEach(inquiry -> inquiries.put(inquiry.id(), inquiry));
    claims.add(changes.claims());
    for (String note : changes.notes()) {
      append(
          List.of(
              new Entry(
                  changes.id(), null, new LogLine(Instant.EPOCH, LogLine.Stream.ENGINE, note))));
    }
  }

  /** The claims that were committed, and the policies they fall under. */
  public MemoryClaims claims() {
    return claims;
  }

  private synchronized MemoryClaims.State isLive(Claim claim) {
    Execution execution = executions.get(claim.execution());
    if (execution == null || execution.finishedAt() != null) {
      return MemoryClaims.State.ENDED;
    }
    if (claim.task() == null) {
      return execution.status() == ExecutionStatus.REQUESTED
          ? MemoryClaims.State.WAITING
          : MemoryClaims.State.BEGUN;
    }
    TaskExecution task = rows(claim.execution()).get(claim.task());
    if (task == null || task.status().isTerminal()) {
      return MemoryClaims.State.ENDED;
    }
    if (task.status() != TaskStatus.WAITING) {
      return MemoryClaims.State.BEGUN;
    }
    return execution.hold() == null ? MemoryClaims.State.WAITING : MemoryClaims.State.HELD_UP;
  }

  private TaskExecution stored(TaskExecution task) {
    TaskExecution.Progress progress = task.progress();
    if (!has(Weakness.FORGETS_ORDER) || !task.isSettled()) {
      return task;
    }
    return task.withProgress(
        new TaskExecution.Progress(
            progress.scheduled(),
            progress.ended(),
            progress.ended(),
            progress.taken(),
            progress.published()));
  }

  @Override
  public synchronized Optional<Stored> load(ExecutionId id) {
    if (readFault) {
      readFault = false;
      throw new Unavailable("the store is away", new IllegalStateException("on purpose"));
    }
    if (earlier != null && has(Weakness.READS_STALE_ROWS)) {
      Execution stale = earlier.executions().get(id);
      if (stale != null) {
        Map<TaskKey, TaskExecution> rows = earlier.tasks().getOrDefault(id, Map.of());
        return Optional.of(new Stored(stale, List.copyOf(rows.values()), List.of()));
      }
    }
    return execution(id)
        .map(execution ->
            new Stored(
                execution,
                tasks(id),
                inquiries.values().stream()
                    .filter(inquiry -> inquiry.id().execution().equals(id))
                    .toList()));
  }

  @Override
  public synchronized List<ExecutionId> dispatched(Collection<Integer> partitions) {
    List<ExecutionId> found =
        executions.values().stream()
            .filter(execution -> isOpen(execution, partitions))
            .map(Execution::id)
            .filter(id ->
                tasks(id).stream()
                    .anyMatch(task -> task.status().isDispatched() && task.child() == null))
            .toList();
    boolean forgets = has(Weakness.FORGETS_TO_RECOVER) && !found.isEmpty();
    return forgets ? found.subList(0, found.size() - 1) : found;
  }

  private static boolean isOpen(Execution execution, Collection<Integer> partitions) {
    return execution.finishedAt() == null && partitions.contains(execution.id().partition());
  }

  @Override
  public synchronized List<Due> due(Collection<Integer> partitions, Instant until, int limit) {
    List<Due> due = new ArrayList<>();
    if (has(Weakness.FORGETS_TIMERS)) {
      return due;
    }
    for (Execution execution : executions.values()) {
      Instant wakeAt = execution.wakeAt();
      if (isOpen(execution, partitions) && wakeAt != null && !wakeAt.isAfter(until)) {
        due.add(new Due(wakeAt, execution.id()));
      }
    }
    due.sort(Comparator.comparing(Due::at));
    return due.subList(0, Math.min(limit, due.size()));
  }

  @Override
  public synchronized Optional<Execution> execution(ExecutionId id) {
    return Optional.ofNullable(executions.get(id));
  }

  @Override
  public synchronized Map<ExecutionId, List<TaskExecution>> tasks(Collection<ExecutionId> ids) {
    return ids.stream()
        .filter(id -> !tasks(id).isEmpty())
        .collect(Collectors.toMap(id -> id, this::tasks, (one, _) -> one));
  }

  @Override
  public synchronized List<TaskExecution> tasks(ExecutionId id) {
    return tasks.getOrDefault(id, Map.of()).values().stream()
        .sorted(Comparator.comparingInt(task -> task.progress().scheduled()))
        .toList();
  }

  @Override
  public synchronized List<Execution> children(ExecutionId id) {
    return executions.values().stream()
        .filter(execution ->
            execution.origin().parent() != null
                && execution.origin().parent().execution().equals(id))
        .toList();
  }

  @Override
  public synchronized Page<Execution> list(Filter filter, int offset, int limit) {
    List<Execution> matching =
        executions.values().stream().filter(matches(filter)).toList().reversed();
    return new Page<>(cut(matching, offset, limit), matching.size());
  }

  /** What dialect a definition is in; without it all are flows. */
  public synchronized void dialects(LongFunction<Dialect> newDialects) {
    dialects = newDialects;
  }

  private Predicate<Execution> matches(Filter filter) {
    return execution -> {
      AttemptId parent = execution.origin().parent();
      return (filter.statuses().isEmpty() || filter.statuses().contains(execution.status()))
          && (filter.workflow() == null || filter.workflow().equals(execution.workflow()))
          && (filter.pack() == null || execution.workflow().startsWith(filter.pack() + "."))
          && (filter.result() == null || contains(execution.result(), filter.result()))
          && (filter.parent() == null
              || (parent != null && parent.execution().equals(filter.parent())))
          && (!filter.topLevel() || parent == null)
          && matches(filter.traits(), execution)
          && filter.reach().covers(execution.workflow(), execution.id().toString());
    };
  }

  private boolean matches(Traits traits, Execution execution) {
    String label = execution.origin().traceTag();
    return (traits.dialect() == null || traits.dialect() == dialects.apply(execution.definition()))
        && (traits.label() == null || traits.label().equals(label))
        && (traits.text() == null || isAbout(execution, traits.text()))
        && (traits.from() == null || execution.id().compareTo(traits.from()) >= 0)
        && (traits.before() == null || execution.id().compareTo(traits.before()) < 0);
  }

  private static boolean isAbout(Execution execution, String text) {
    String label = execution.origin().traceTag();
    String failure = execution.failure() == null ? "" : execution.failure().message();
    return execution.id().toString().equals(text)
        || Stream.of(
                execution.workflow(),
                label == null ? "" : label,
                execution.origin().startedBy(),
                failure)
            .anyMatch(
                each -> each.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
  }

  private static boolean contains(@Nullable MapValue result, String text) {
    return result != null
        && Json.write(result).toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  private static <T> List<T> cut(List<T> all, int offset, int limit) {
    int from = Math.min(offset, all.size());
    return all.subList(from, Math.min(from + limit, all.size()));
  }

  @Override
  public synchronized Optional<Inquiry> inquiry(AttemptId id) {
    return Optional.ofNullable(inquiries.get(id));
  }

  @Override
  public synchronized Page<Inquiry> inquiries(InquiryFilter filter, int offset, int limit) {
    List<Inquiry> matching =
        inquiries.values().stream()
            .filter(inquiry -> filter.status() == null || inquiry.status() == filter.status())
            .filter(inquiry ->
                filter.execution() == null || inquiry.id().execution().equals(filter.execution()))
            .filter(inquiry ->
                filter.assignedTo() == null || filter.assignedTo().equals(inquiry.assignedTo()))
            .filter(inquiry ->
                filter.reach().everything()
                    || filter
                        .reach()
                        .covers(workflowOf(inquiry.id().execution()), inquiry.id().toString()))
            .toList()
            .reversed();
    return new Page<>(cut(matching, offset, limit), matching.size());
  }

  @Override
  public synchronized Map<ExecutionStatus, Long> counts(Reach reach, long most) {
    Map<ExecutionStatus, Long> counts = new EnumMap<>(ExecutionStatus.class);
    executions.values().stream()
        .filter(matches(Filter.ALL.within(reach)))
        .forEach(
            execution -> counts.merge(execution.status(), 1L, (n, one) -> Math.min(n + one, most)));
    return counts;
  }

  private String workflowOf(ExecutionId id) {
    Execution execution = executions.get(id);
    return execution == null ? "" : execution.workflow();
  }

  @Override
  public synchronized void append(List<Entry> entries) {
    for (Entry entry : entries) {
      log.add(new Numbered(log.size() + 1L, entry));
    }
  }

  @Override
  public synchronized List<Numbered> read(
      ExecutionId execution, @Nullable TaskKey task, long after, int limit) {
    return log.stream()
        .filter(line -> line.number() > after)
        .filter(line -> line.entry().execution().equals(execution))
        .filter(line -> task == null || task.equals(line.entry().task()))
        .limit(limit)
        .toList();
  }
}
