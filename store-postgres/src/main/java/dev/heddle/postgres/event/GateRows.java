package dev.heddle.postgres.event;

import static dev.heddle.postgres.event.EnforcementRows.number;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.event.Enforcement;
import dev.heddle.platform.event.Gates;
import dev.heddle.postgres.Statements;
import dev.heddle.values.SecretSeal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What happens at one gate, in one transaction. */
final class GateRows {

  private static final int AT_ONCE = 200;

  private GateRows() {}

  static List<String> waiting(Statements statements) throws SQLException {
    return statements.query(
        """
        SELECT DISTINCT gate FROM enforcement
        WHERE gate IS NOT NULL AND NOT over AND state = 'waiting'
        """,
        row -> Statements.text(row, "gate"));
  }

  static Optional<Gates.Moves> pass(
      Statements statements,
      String gate,
      SecretSeal seal,
      Function<Gates.Queue, Gates.Moves> decide)
      throws SQLException {
    boolean ours =
        statements
            .first(
                "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 70))",
                row -> row.getBoolean(1),
                "gate " + gate)
            .orElse(false);
    if (!ours) {
      return Optional.empty();
    }
    // Whoever was processed was written: without a row it has ended and was removed since.
    statements.update(
        """
        UPDATE enforcement AS e SET over = true
        WHERE gate = ? AND NOT over AND state = 'processed'
          AND NOT EXISTS (SELECT FROM workflow_execution AS x
            WHERE x.id = e.execution AND x.finished_at IS NULL)
        """,
        gate);
    List<ExecutionId> underWay =
        statements.query(
            """
            SELECT execution FROM enforcement
            WHERE gate = ? AND NOT over AND state IN ('created', 'processed')
            """,
            row -> new ExecutionId(row.getLong(1)),
            gate);
    List<Enforcement> waiting =
        statements.query(
            """
            SELECT * FROM enforcement WHERE gate = ? AND NOT over AND state = 'waiting'
            ORDER BY id LIMIT ?
            """,
            row -> EnforcementRows.read(row, seal),
            gate,
            AT_ONCE);
    Gates.Moves moves = decide.apply(new Gates.Queue(waiting, underWay));
    write(statements, moves);
    return Optional.of(moves);
  }

  private static void write(Statements statements, Gates.Moves moves) throws SQLException {
    for (Enforcement each : moves.opened()) {
      statements.update(
          "UPDATE enforcement SET state = 'created', execution = ? WHERE id = ?",
          Objects.requireNonNull(each.execution()).number(),
          each.id().number());
    }
    for (Map.Entry<ExecutionId, String> each : moves.skipped().entrySet()) {
      statements.update(
          """
          UPDATE enforcement SET state = 'skipped', reason = ?, over = true
          WHERE id = ?::text::bigint
          """,
          each.getValue(),
          number(each.getKey()));
    }
  }
}
