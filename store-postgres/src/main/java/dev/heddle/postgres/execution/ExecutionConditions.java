package dev.heddle.postgres.execution;

import dev.heddle.engine.port.ExecutionQueries.Filter;
import dev.heddle.engine.port.ExecutionQueries.Traits;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A filter of executions as conditions that the indexes of {@code workflow_execution} answer. */
final class ExecutionConditions {

  private static final Set<ExecutionStatus> UNFINISHED =
      EnumSet.of(ExecutionStatus.REQUESTED, ExecutionStatus.RUNNING, ExecutionStatus.CANCELING);

  private static final Set<ExecutionStatus> UNSUCCESSFUL =
      EnumSet.of(ExecutionStatus.FAILED, ExecutionStatus.CANCELLED, ExecutionStatus.TIMEOUT);

  /** A secret in a result is no text to be found. */
  private static final String RESULT =
      """
      strpos(
        lower(regexp_replace(result, '\\{"\\$sealed":"(\\\\.|[^"\\\\])*"\\}', '"[secret]"', 'g')),
        lower(?)) > 0
      """;

  private static final String DIALECT =
      "definition IN (SELECT d.id FROM workflow_definition AS d WHERE d.dialect = ?)";

  /** The message is taken out of its JSON text as it is written there. */
  private static final String TEXT =
      """
      strpos(
        lower(concat_ws(E'\n', workflow, trace_tag, started_by,
          substring(error FROM '"message":"((?:[^"\\\\]|\\\\.)*)"'))),
        lower(?)) > 0
      """;

  private ExecutionConditions() {}

  static Conditions of(Filter filter) {
    Conditions conditions = new Conditions();
    status(conditions, filter.statuses());
    if (filter.workflow() != null) {
      conditions.and("workflow = ?", filter.workflow());
    }
    if (filter.pack() != null) {
      conditions.and("starts_with(workflow, ? || '.')", filter.pack());
    }
    ExecutionId parent = filter.parent();
    if (parent != null) {
      conditions.and("parent_execution = ?", parent.number());
    }
    if (filter.result() != null) {
      conditions.and(RESULT, filter.result());
    }
    if (filter.topLevel()) {
      conditions.and("parent_execution IS NULL");
    }
    traits(conditions, filter.traits());
    ReachClause.ofExecutions(filter.reach()).addTo(conditions);
    return conditions;
  }

  /** All but the text: that is looked for in what these select. */
  private static void traits(Conditions conditions, Traits traits) {
    if (traits.dialect() != null) {
      conditions.and(DIALECT, traits.dialect().label());
    }
    if (traits.label() != null) {
      conditions.and("trace_tag = ?", traits.label());
    }
    if (traits.from() != null) {
      conditions.and("id >= ?", traits.from().number());
    }
    if (traits.before() != null) {
      conditions.and("id < ?", traits.before().number());
    }
  }

  /** The text, as a condition on what the other conditions select; an id is looked up. */
  static Conditions about(Conditions inner, String text) {
    Optional<ExecutionId> id = ExecutionId.parse(text);
    return id.isPresent()
        ? Conditions.after(inner).and("id = ?", id.get().number())
        : Conditions.after(inner).and(TEXT, text);
  }

  /** States that few executions have are said once more, in the words of a partial index. */
  private static void status(Conditions conditions, Set<ExecutionStatus> statuses) {
    if (statuses.isEmpty()) {
      return;
    }
    if (UNFINISHED.containsAll(statuses)) {
      conditions.and("finished_at IS NULL");
    } else if (UNSUCCESSFUL.containsAll(statuses)) {
      conditions.and("status IN ('failed', 'cancelled', 'timeout')");
    }
    List<String> labels = statuses.stream().map(ExecutionStatus::label).sorted().toList();
    conditions.and("status = ANY (?)", Conditions.texts(labels));
  }
}
