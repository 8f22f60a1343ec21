package dev.heddle.postgres.execution;

import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.LogLine;
import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Transaction;
import dev.heddle.values.SecretSeal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Commits of the engine: one statement writes all executions and tasks of a batch, bound as arrays,
 * guarded by the row of the lane that a takeover deletes.
 */
public final class PostgresExecutionStore implements ExecutionStore, AutoCloseable {

  private final Database database;
  private final ExecutionRows executions;
  private final TaskRows tasks;
  private final InquiryRows inquiries;
  private final Writers writers;

  public PostgresExecutionStore(Database database, SecretSeal seal) {
    this.database = database;
    StoredValues stored = new StoredValues(seal);
    this.executions = new ExecutionRows(stored);
    this.tasks = new TaskRows(stored);
    this.inquiries = new InquiryRows(stored);
    this.writers = new Writers(database);
  }

  /** Closes the connections of the lanes; the engine has ended. */
  @Override
  public void close() {
    writers.close();
  }

  @Override
  public boolean commit(Lease lease, long number, List<Changes> changes, List<Answered> answered) {
    CommitStatement statement = new CommitStatement(executions, tasks);
    changes.forEach(statement::add);
    boolean alone = answered.isEmpty() && changes.stream().allMatch(PostgresExecutionStore::isBare);
    try {
      Connection connection = writers.of(lease);
      if (alone) {
        return statement.execute(connection, lease, number);
      }
      return commitAll(
          connection, () -> statement.execute(connection, lease, number), changes, answered);
    } catch (SQLException failed) {
      writers.drop(lease);
      throw Failures.of("The changes of " + changes.size() + " executions", failed);
    }
  }

  @Override
  public Fate settle(Lease lease, long number) {
    try (Connection connection = database.connection()) {
      return LaneMark.settle(connection, lease, number);
    } catch (SQLException failed) {
      throw Failures.of("The fate of a commit", failed);
    }
  }

  /** Writes unless the lane has lost its lease. */
  private interface FencedWrite {
    boolean execute() throws SQLException;
  }

  private static boolean isBare(Changes changes) {
    return changes.opened().isEmpty()
        && changes.closed().isEmpty()
        && changes.notes().isEmpty()
        && changes.claims().isEmpty();
  }

  private boolean commitAll(
      Connection connection, FencedWrite statement, List<Changes> changes, List<Answered> answered)
      throws SQLException {
    return Transaction.on(
        connection,
        _ -> {
          if (!statement.execute()) {
            connection.rollback();
            return false;
          }
          List<Inquiry> opened = new ArrayList<>();
          List<Inquiry> closed = new ArrayList<>();
          List<Claim> claims = new ArrayList<>();
          for (Changes change : changes) {
            opened.addAll(change.opened());
            closed.addAll(change.closed());
            claims.addAll(change.claims());
          }
          inquiries.insert(connection, opened);
          inquiries.close(connection, closed);
          ClaimRows.insert(connection, claims);
          LogRows.insert(connection, notes(changes));
          InboxRows.answer(connection, answered);
          return true;
        });
  }

  private static List<LogRows.Row> notes(List<Changes> changes) {
    Instant now = Instant.now();
    List<LogRows.Row> notes = new ArrayList<>();
    for (Changes change : changes) {
      for (String note : change.notes()) {
        notes.add(
            new LogRows.Row(change.id(), null, new LogLine(now, LogLine.Stream.ENGINE, note)));
      }
    }
    return notes;
  }

  @Override
  public Optional<Stored> load(ExecutionId id) {
    try (Connection connection = database.connection()) {
      Optional<Execution> execution = ExecutionSelect.one(connection, executions, id);
      if (execution.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Stored(
              execution.get(),
              selectTasks(connection, tasks, id),
              selectInquiries(connection, id)));
    } catch (SQLException failed) {
      throw Failures.of("Execution " + id, failed);
    }
  }

  static List<TaskExecution> selectTasks(Connection connection, TaskRows tasks, ExecutionId id)
      throws SQLException {
    String sql =
        "SELECT * FROM workflow_task_execution WHERE execution_id = ? ORDER BY scheduled_seq";
    List<TaskExecution> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, id.number());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(tasks.read(row));
        }
      }
    }
    return found;
  }

  private List<Inquiry> selectInquiries(Connection connection, ExecutionId id) throws SQLException {
    List<Inquiry> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM inquiry WHERE execution_id = ?")) {
      select.setLong(1, id.number());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(inquiries.read(row));
        }
      }
    }
    return found;
  }

  @Override
  public List<ExecutionId> dispatched(Collection<Integer> partitions) {
    String sql =
        """
        SELECT e.id FROM workflow_execution e
        WHERE e.partition = ANY (?) AND e.finished_at IS NULL AND EXISTS (
          SELECT FROM workflow_task_execution t
          WHERE t.execution_id = e.id AND t.status IN ('scheduled', 'running')
            AND t.child_id IS NULL)
        ORDER BY e.id
        """;
    List<ExecutionId> found = new ArrayList<>();
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setArray(1, connection.createArrayOf("int2", partitions.toArray(Integer[]::new)));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(new ExecutionId(row.getLong(1)));
        }
      }
      return found;
    } catch (SQLException failed) {
      throw Failures.of("The executions to recover", failed);
    }
  }

  @Override
  public List<Due> due(Collection<Integer> partitions, Instant until, int limit) {
    String sql =
        """
        SELECT id, wake_at FROM workflow_execution
        WHERE wake_at <= ? AND partition = ANY (?) AND finished_at IS NULL
        ORDER BY wake_at LIMIT ?
        """;
    List<Due> found = new ArrayList<>();
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      InquiryRows.time(select, 1, until);
      select.setArray(2, connection.createArrayOf("int2", partitions.toArray(Integer[]::new)));
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new Due(
                  StoredValues.requiredInstant(row, "wake_at"),
                  new ExecutionId(row.getLong("id"))));
        }
      }
      return found;
    } catch (SQLException failed) {
      throw Failures.of("The timers", failed);
    }
  }
}
