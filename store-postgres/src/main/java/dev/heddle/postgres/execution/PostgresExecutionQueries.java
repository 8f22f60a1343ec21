package dev.heddle.postgres.execution;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.Dialect;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.postgres.Database;
import dev.heddle.values.SecretSeal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads executions for people; predicates are fixed, only their parameters vary. */
public final class PostgresExecutionQueries implements ExecutionQueries {

  /** How far a list is counted; who looks further is told how far that was. */
  private static final int COUNTED = 10_000;

  private static final int FEW_WORKFLOWS = 1_000;

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
      String table,
      Conditions conditions,
      String order,
      Reading<T> reading,
      int offset,
      int limit) {
    String matching = table + conditions.text();
    List<T> items =
        select(
            what,
            "SELECT * FROM " + matching + " ORDER BY " + order + " LIMIT ? OFFSET ?",
            statement -> {
              int next = conditions.bind(statement);
              statement.setInt(next, limit);
              statement.setInt(next + 1, offset);
              return next + 2;
            },
            reading);
    if (items.size() < limit && (offset == 0 || !items.isEmpty())) {
      return new Page<>(items, offset + items.size());
    }
    long most = Math.max(COUNTED, offset + (long) items.size());
    long counted = count(what, matching + " ORDER BY " + order, conditions, most + 1);
    return new Page<>(items, Math.min(counted, most), counted <= most);
  }

  /** In the order of the list, so that it counts what is at hand rather than what is oldest. */
  private long count(String what, String ordered, Conditions conditions, long most) {
    return select(
            what,
            "SELECT count(*) FROM (SELECT FROM " + ordered + " LIMIT ?) AS counted",
            statement -> {
              int next = conditions.bind(statement);
              statement.setLong(next, most);
              return next + 1;
            },
            row -> row.getLong(1))
        .getFirst();
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
  public Map<ExecutionId, List<TaskExecution>> tasks(Collection<ExecutionId> ids) {
    String numbers =
        ids.stream()
            .map(id -> Long.toString(id.number()))
            .collect(Collectors.joining(",", "{", "}"));
    return select(
            "The tasks of " + ids.size() + " executions",
            "SELECT * FROM workflow_task_execution WHERE execution_id = ANY (?::bigint[])"
                + " ORDER BY execution_id, scheduled_seq",
            statement -> {
              statement.setString(1, numbers);
              return 2;
            },
            row -> Map.entry(new ExecutionId(row.getLong("execution_id")), tasks.read(row)))
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
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
    Conditions conditions = ExecutionConditions.of(filter);
    if (filter.traits().dialect() != null) {
      workflowsOf(filter.traits().dialect())
          .ifPresent(refs -> conditions.and("workflow = ANY (?)", Conditions.texts(refs)));
    }
    String text = filter.traits().text();
    if (text == null) {
      return executions("workflow_execution", conditions, offset, limit);
    }
    String newest =
        "(SELECT * FROM workflow_execution"
            + conditions.text()
            + " ORDER BY id DESC LIMIT "
            + (ExecutionId.parse(text).isPresent() ? "ALL" : Traits.SEARCHED)
            + ") AS newest";
    return executions(newest, ExecutionConditions.about(conditions, text), offset, limit);
  }

  private Page<Execution> executions(String table, Conditions conditions, int offset, int limit) {
    return page("The executions", table, conditions, "id DESC", executions::read, offset, limit);
  }

  /**
   * The workflows that have been written in a dialect, if they are few: then their executions are
   * found by an index even where they are rare.
   */
  private Optional<List<String>> workflowsOf(Dialect dialect) {
    List<String> refs =
        select(
            "The workflows of a dialect",
            "SELECT DISTINCT ref FROM workflow_definition WHERE dialect = ? LIMIT ?",
            statement -> {
              statement.setString(1, dialect.label());
              statement.setInt(2, FEW_WORKFLOWS + 1);
              return 3;
            },
            row -> row.getString(1));
    return refs.size() > FEW_WORKFLOWS ? Optional.empty() : Optional.of(refs);
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
    return page(
        "The inquiries",
        "inquiry",
        conditions(filter),
        "created_at DESC, execution_id DESC, node DESC, item DESC",
        inquiries::read,
        offset,
        limit);
  }

  private static Conditions conditions(InquiryFilter filter) {
    Conditions conditions = new Conditions();
    InquiryStatus status = filter.status();
    if (status == InquiryStatus.PENDING) {
      conditions.and("status = 'pending'");
    } else if (status != null) {
      conditions.and("status = ?", status.label());
    }
    ExecutionId execution = filter.execution();
    if (execution != null) {
      conditions.and("execution_id = ?", execution.number());
    }
    if (filter.assignedTo() != null) {
      conditions.and("assigned_to = ?", filter.assignedTo());
    }
    ReachClause.ofInquiries(filter.reach()).addTo(conditions);
    return conditions;
  }

  /** One state after the other: the rare ones have indexes, the others are found at once. */
  @Override
  public Map<ExecutionStatus, Long> counts(Reach reach, long most) {
    Map<ExecutionStatus, Long> counts = new EnumMap<>(ExecutionStatus.class);
    for (ExecutionStatus status : ExecutionStatus.values()) {
      Conditions conditions =
          ExecutionConditions.of(new Filter(Set.of(status), null, null, null, false).within(reach));
      String ordered = "workflow_execution" + conditions.text() + " ORDER BY id DESC";
      long counted = count("The counts", ordered, conditions, most);
      if (counted > 0) {
        counts.put(status, counted);
      }
    }
    return counts;
  }
}
