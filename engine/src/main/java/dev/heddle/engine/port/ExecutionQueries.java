package dev.heddle.engine.port;

import dev.heddle.model.Dialect;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.TaskExecution;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at executions from outside the engine; what it shows is durable. */
public interface ExecutionQueries {

  Optional<Execution> execution(ExecutionId id);

  /** The tasks of an execution in the order they were recorded. */
  List<TaskExecution> tasks(ExecutionId id);

  /** The same of several executions at once; those without tasks are left out. */
  Map<ExecutionId, List<TaskExecution>> tasks(Collection<ExecutionId> ids);

  /** The nested executions of an execution, one level down. */
  List<Execution> children(ExecutionId id);

  /** Newest first. */
  Page<Execution> list(Filter filter, int offset, int limit);

  Optional<Inquiry> inquiry(AttemptId id);

  /** Newest first. */
  Page<Inquiry> inquiries(InquiryFilter filter, int offset, int limit);

  /**
   * How many executions within reach are in each state that has any.
   *
   * @param most where counting a state stops
   */
  Map<ExecutionStatus, Long> counts(Reach reach, long most);

  default Map<ExecutionStatus, Long> counts() {
    return counts(Reach.ALL, Long.MAX_VALUE);
  }

  /**
   * Which executions; absent parts let all through.
   *
   * @param result text somewhere in the result as JSON, whatever its case
   * @param topLevel only those that no other execution started
   * @param reach only those within it
   */
  record Filter(
      Set<ExecutionStatus> statuses,
      @Nullable String workflow,
      @Nullable String pack,
      @Nullable String result,
      @Nullable ExecutionId parent,
      boolean topLevel,
      Traits traits,
      Reach reach) {

    public static final Filter ALL = new Filter(Set.of(), null, null, null, false);

    public Filter(
        Set<ExecutionStatus> statuses,
        @Nullable String workflow,
        @Nullable String pack,
        @Nullable ExecutionId parent,
        boolean topLevel) {
      this(statuses, workflow, pack, null, parent, topLevel, Reach.ALL);
    }

    public Filter(
        Set<ExecutionStatus> statuses,
        @Nullable String workflow,
        @Nullable String pack,
        @Nullable String result,
        @Nullable ExecutionId parent,
        boolean topLevel,
        Reach reach) {
      this(statuses, workflow, pack, result, parent, topLevel, Traits.ANY, reach);
    }

    public Filter within(Reach newReach) {
      return new Filter(statuses, workflow, pack, result, parent, topLevel, traits, newReach);
    }

    /** Only those with {@code text} in their result. */
    public Filter containing(String text) {
      return new Filter(statuses, workflow, pack, text, parent, topLevel, traits, reach);
    }

    public Filter with(Traits newTraits) {
      return new Filter(statuses, workflow, pack, result, parent, topLevel, newTraits, reach);
    }

    public Filter {
      statuses = Set.copyOf(statuses);
    }
  }

  /**
   * What else executions can be told apart by; absent parts let all through.
   *
   * @param label the mark given at the start, exactly
   * @param text somewhere in the workflow's ref, the label, who started it or the message it failed
   *     with, whatever its case, among the newest {@link #SEARCHED} that fit the rest; or the id
   * @param from the first id: ids begin with the time of the start
   * @param before the first id after the last
   */
  record Traits(
      @Nullable Dialect dialect,
      @Nullable String label,
      @Nullable String text,
      @Nullable ExecutionId from,
      @Nullable ExecutionId before) {

    /** How many executions a text is looked for in. */
    public static final int SEARCHED = 20_000;

    public static final Traits ANY = new Traits(null, null, null, null, null);

    public Traits labelled(String newLabel) {
      return new Traits(dialect, newLabel, text, from, before);
    }

    public Traits about(String newText) {
      return new Traits(dialect, label, newText, from, before);
    }

    public Traits of(Dialect newDialect) {
      return new Traits(newDialect, label, text, from, before);
    }

    /** Started at or after {@code start} and before {@code end}. */
    public Traits started(@Nullable Instant start, @Nullable Instant end) {
      return new Traits(
          dialect,
          label,
          text,
          start == null ? null : ExecutionId.firstAt(start),
          end == null ? null : ExecutionId.firstAt(end));
    }
  }

  /** Which inquiries; absent parts let all through. */
  record InquiryFilter(
      @Nullable InquiryStatus status,
      @Nullable ExecutionId execution,
      @Nullable String assignedTo,
      Reach reach) {

    public InquiryFilter(
        @Nullable InquiryStatus status,
        @Nullable ExecutionId execution,
        @Nullable String assignedTo) {
      this(status, execution, assignedTo, Reach.ALL);
    }

    public InquiryFilter within(Reach newReach) {
      return new InquiryFilter(status, execution, assignedTo, newReach);
    }
  }

  /**
   * A part of a list and how long the whole is.
   *
   * @param total how many there are, as far as they were counted
   * @param exact whether that is all: long lists are not counted to their end
   */
  record Page<T>(List<T> items, long total, boolean exact) {

    public Page(List<T> items, long total) {
      this(items, total, true);
    }

    public Page {
      items = List.copyOf(items);
    }
  }
}
