package dev.heddle.postgres.execution;

import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A {@link Reach} as a condition: the same text once for each limit, only parameters vary. Without
 * limits there is no condition at all, so that who sees everything pays nothing.
 */
final class ReachClause {

  private static final String WITHIN =
      """
      (cardinality(?::text[]) = 0 OR workflow = ANY (?))
        AND (cardinality(?::text[]) = 0 OR %s = ANY (?))
        AND (cardinality(?::text[]) = 0
          OR EXISTS (SELECT FROM unnest(?::text[]) AS pack WHERE starts_with(workflow, pack || '.')))
      """;

  private static final String EXECUTION = "(" + WITHIN.formatted("id::text") + ")";

  private static final String INQUIRY =
      "EXISTS (SELECT FROM workflow_execution AS e WHERE e.id = execution_id AND "
          + WITHIN.formatted(
              "(execution_id || '.' || node || '.' || activation || '.' || item || '-' ||"
                  + " attempt)")
          + ")";

  private final String text;
  private final List<Reach.Limit> limits;
  private final Function<String, String> id;

  private ReachClause(String one, Reach reach, Function<String, String> id) {
    this.limits = reach.everything() ? List.of() : reach.limits();
    this.id = id;
    if (reach.everything()) {
      text = "";
    } else if (limits.isEmpty()) {
      text = "FALSE";
    } else {
      text = "(" + String.join(" OR ", Collections.nCopies(limits.size(), one)) + ")";
    }
  }

  /** The condition for rows of {@code workflow_execution}. */
  static ReachClause ofExecutions(Reach reach) {
    return new ReachClause(
        EXECUTION,
        reach,
        text -> ExecutionId.parse(text).map(id -> Long.toString(id.number())).orElse("none"));
  }

  /** The condition for rows of {@code inquiry}. */
  static ReachClause ofInquiries(Reach reach) {
    return new ReachClause(
        INQUIRY, reach, text -> AttemptId.parse(text).map(ReachClause::columns).orElse("none"));
  }

  private static String columns(AttemptId id) {
    return "%d.%d.%d.%d-%d"
        .formatted(
            id.execution().number(),
            id.task().node(),
            id.task().activation(),
            id.task().item(),
            id.task().attempt());
  }

  /** Nothing for who sees everything. */
  void addTo(Conditions conditions) {
    if (!text.isEmpty()) {
      conditions.and(text, this::bind);
    }
  }

  private int bind(PreparedStatement statement, int first) throws SQLException {
    int next = first;
    for (Reach.Limit limit : limits) {
      next = twice(statement, next, limit.refs());
      next = twice(statement, next, Set.copyOf(limit.ids().stream().map(id).toList()));
      next = twice(statement, next, limit.packs());
    }
    return next;
  }

  private static int twice(PreparedStatement statement, int next, Set<String> texts)
      throws SQLException {
    for (int i = 0; i < 2; i++) {
      statement.setArray(
          next + i, statement.getConnection().createArrayOf("text", texts.toArray()));
    }
    return next + 2;
  }
}
