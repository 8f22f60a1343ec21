package dev.heddle.postgres.execution;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.postgres.Database;
import dev.heddle.values.SecretSeal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads executions for people; predicates are fixed, only their parameters vary. */
public final class PostgresExecutionQueries implements ExecutionQueries {

  private static final String MATCHING =
      """
      FROM workflow_execution
      WHERE (cardinality(?::text[]) = 0 OR status = ANY (?))
        AND (?::text IS NULL OR workflow = ?)
        AND (?::text IS NULL OR starts_with(workflow, ? || '.'))
        AND (?::int8 IS NULL OR parent_execution = ?)
        AND (?::text IS NULL OR strpos(
          lower(regexp_replace(result, '\\{"\\$sealed":"(\\\\.|[^"\\\\])*"\\}', '"[secret]"', 'g')), lower(?)) > 0)
        AND (NOT ? OR parent_execution IS NULL)
      """;

  private static final String MATCHING_INQUIRIES =
      """
      FROM inquiry
      WHERE (?::text IS NULL OR status = ?)
        AND (?::int8 IS NULL OR execution_id = ?)
        AND (?::text IS NULL OR assigned_to = ?)
      """;

  private final Database database;
  private final ExecutionRows executions;
  private final TaskRows tasks;
  private final InquiryRows inquiries;

  public PostgresExecutionQueries(Database database, SecretSeal seal) {
    this.database = database;
    StoredValues stored = new StoredValues(seal);
    this.executions = new ExecutionRows(stored);
    this.tasks = new TaskRows(stored);
    this.inquiries = new InquiryRows(stored);
  }

  /** A statement's parameters. */
  private interface Binding {
    int bind(PreparedStatement statement) throws SQLException;
  }

  /** One row of an answer. */
  private interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> select(String what, String sql, Binding binding, Reading<T> reading) {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      binding.bind(select);
      List<T> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(reading.read(row));
        }
      }
      return found;
    } catch (SQLException failed) {
      throw Failures.of(what, failed);
    }
  }

  private <T> Page<T> page(
      String what,
      String matching,
      String order,
      Binding binding,
      Reading<T> reading,
      int offset,
      int limit) {
    List<T> items =
        select(
            what,
            "SELECT * " + matching + " ORDER BY " + order + " LIMIT ? OFFSET ?",
            statement -> {
              int next = binding.bind(statement);
              statement.setInt(next, limit);
              statement.setInt(next + 1, offset);
              return next + 2;
            },
            reading);
    long total =
        select(what, "SELECT count(*) " + matching, binding, row -> row.getLong(1)).getFirst();
    return new Page<>(items, total);
  }

  @Override
  public Optional<Execution> execution(ExecutionId id) {
    try (Connection connection = database.connection()) {
      return ExecutionSelect.one(connection, executions, id);
    } catch (SQLException failed) {
      throw Failures.of("Execution " + id, failed);
    }
  }

  @Override
  public List<TaskExecution> tasks(ExecutionId id) {
    try (Connection connection = database.connection()) {
      return PostgresExecutionStore.selectTasks(connection, tasks, id);
    } catch (SQLException failed) {
      throw Failures.of("The tasks of execution " + id, failed);
    }
  }

  @Override
  public List<Execution> children(ExecutionId id) {
    return select(
        "The children of execution " + id,
        "SELECT * FROM workflow_execution WHERE parent_execution = ? ORDER BY id",
        statement -> {
          statement.setLong(1, id.number());
          return 2;
        },
        executions::read);
  }

  @Override
  public Page<Execution> list(Filter filter, int offset, int limit) {
    ReachClause reach = ReachClause.ofExecutions(filter.reach());
    return page(
        "The executions",
        MATCHING + reach.text(),
        "id DESC",
        statement -> reach.bind(statement, bind(statement, filter)),
        executions::read,
        offset,
        limit);
  }

  private static int bind(PreparedStatement statement, Filter filter) throws SQLException {
    Object[] statuses = filter.statuses().stream().map(ExecutionStatus::label).toArray();
    ExecutionId parent = filter.parent();
    for (int number = 1; number <= 2; number++) {
      statement.setArray(number, statement.getConnection().createArrayOf("text", statuses));
      statement.setString(number + 2, filter.workflow());
      statement.setString(number + 4, filter.pack());
      statement.setObject(
          number + 6, parent == null ? null : parent.number(), java.sql.Types.BIGINT);
      statement.setString(number + 8, filter.result());
    }
    statement.setBoolean(11, filter.topLevel());
    return 12;
  }

  @Override
  public Optional<Inquiry> inquiry(AttemptId id) {
    String sql =
        """
        SELECT * FROM inquiry
        WHERE execution_id = ? AND node = ? AND activation = ? AND item = ? AND attempt = ?
        """;
    return select(
            "Inquiry " + id, sql, statement -> InquiryRows.key(statement, 1, id), inquiries::read)
        .stream()
        .findFirst();
  }

  @Override
  public Page<Inquiry> inquiries(InquiryFilter filter, int offset, int limit) {
    ReachClause reach = ReachClause.ofInquiries(filter.reach());
    return page(
        "The inquiries",
        MATCHING_INQUIRIES + reach.text(),
        "created_at DESC, execution_id DESC, node DESC, item DESC",
        statement -> reach.bind(statement, bind(statement, filter)),
        inquiries::read,
        offset,
        limit);
  }

  private static int bind(PreparedStatement statement, InquiryFilter filter) throws SQLException {
    ExecutionId execution = filter.execution();
    for (int number = 1; number <= 2; number++) {
      statement.setString(number, filter.status() == null ? null : filter.status().label());
      statement.setObject(
          number + 2, execution == null ? null : execution.number(), java.sql.Types.BIGINT);
      statement.setString(number + 4, filter.assignedTo());
    }
    return 7;
  }

  @Override
  public Map<ExecutionStatus, Long> counts(Reach reach) {
    ReachClause within = ReachClause.ofExecutions(reach);
    record Count(ExecutionStatus status, long executions) {}
    Map<ExecutionStatus, Long> counts = new EnumMap<>(ExecutionStatus.class);
    select(
            "The counts",
            "SELECT status, count(*) FROM workflow_execution WHERE TRUE "
                + within.text()
                + " GROUP BY status",
            statement -> within.bind(statement, 1),
            row -> new Count(ExecutionStatus.of(row.getString(1)), row.getLong(2)))
        .forEach(count -> counts.put(count.status(), count.executions()));
    return counts;
  }
}
