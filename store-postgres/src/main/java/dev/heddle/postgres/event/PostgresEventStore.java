package dev.heddle.postgres.event;

import static dev.heddle.postgres.event.EnforcementRows.number;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.event.Enforcement;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventStore;
import dev.heddle.platform.event.Gates;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretSeal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Events and enforcements as rows; those of many requests are written by one statement. */
public final class PostgresEventStore implements EventStore {

  private static final String RECORD =
      """
      WITH added AS (
        INSERT INTO event (id, trigger, rule, source, key, payload, created_at)
        SELECT * FROM unnest(
          ?::text[]::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[]::timestamptz[])
        ON CONFLICT (key) WHERE key IS NOT NULL DO NOTHING
        RETURNING id),
      enforced AS (
      """
          + EnforcementRows.INSERT
          + """
            WHERE e.event IN (SELECT id FROM added))
          SELECT id FROM added
          """;

  private static final int EVENT_COLUMNS = 7;

  private final Database database;
  private final SecretSeal seal;

  public PostgresEventStore(Database database, SecretSeal seal) {
    this.database = database;
    this.seal = seal;
  }

  @Override
  public Set<ExecutionId> record(List<Happening> happenings) {
    List<List<@Nullable String>> columns = new ArrayList<>();
    for (int i = 0; i < EVENT_COLUMNS; i++) {
      columns.add(new ArrayList<>(happenings.size()));
    }
    EnforcementRows enforcements = new EnforcementRows(seal);
    for (Happening happening : happenings) {
      Event event = happening.event();
      columns.get(0).add(number(event.id()));
      columns.get(1).add(event.trigger());
      columns.get(2).add(event.rule());
      columns.get(3).add(event.source());
      columns.get(4).add(happening.key());
      columns.get(5).add(Json.writeSealed(event.payload(), seal));
      columns.get(6).add(event.createdAt().toString());
      happening.enforcements().forEach(enforcements::add);
    }
    columns.addAll(enforcements.columns());
    return Statements.inTransaction(
        database,
        happenings.size() + " events",
        statements ->
            new HashSet<>(
                statements.query(
                    RECORD, row -> new ExecutionId(row.getLong(1)), columns.toArray())));
  }

  @Override
  public Optional<ExecutionId> ofKey(String key) {
    return first("SELECT id FROM event WHERE key = ?", row -> new ExecutionId(row.getLong(1)), key);
  }

  @Override
  public Optional<Event> event(ExecutionId id) {
    return first("SELECT * FROM event WHERE id = ?", this::event, id.number());
  }

  private Event event(ResultSet row) throws SQLException {
    return new Event(
        new ExecutionId(row.getLong("id")),
        Statements.text(row, "trigger"),
        row.getString("rule"),
        Statements.text(row, "source"),
        (MapValue) Json.readSealed(Statements.text(row, "payload"), seal),
        Statements.instant(row, "created_at"));
  }

  @Override
  public List<Event> events(EventFilter filter, int offset, int limit) {
    Where where =
        new Where()
            .and("trigger = ?", filter.trigger())
            .and("source = ?", filter.source())
            .within(filter.reach(), "trigger");
    return all("event", where, this::event, offset, limit);
  }

  @Override
  public Optional<Enforcement> enforcement(ExecutionId id) {
    return first(
        "SELECT * FROM enforcement WHERE id = ?",
        row -> EnforcementRows.read(row, seal),
        id.number());
  }

  @Override
  public List<Enforcement> enforcements(EnforcementFilter filter, int offset, int limit) {
    Where where =
        new Where()
            .and("event = ?", filter.event() == null ? null : filter.event().number())
            .and("rule = ?", filter.rule())
            .and("state = ?", filter.state() == null ? null : filter.state().label())
            .and("execution = ?", filter.execution() == null ? null : filter.execution().number())
            .within(filter.reach(), "rule");
    return all("enforcement", where, row -> EnforcementRows.read(row, seal), offset, limit);
  }

  @Override
  public Map<String, Long> progress(String rule, String gate) {
    return Statements.inTransaction(
        database,
        "Gate " + gate,
        statements ->
            statements
                .query(
                    """
                    SELECT count(*) AS many, coalesce(x.status,
                      CASE e.state WHEN 'processed' THEN ? ELSE e.state END) AS standing
                    FROM enforcement AS e LEFT JOIN workflow_execution AS x ON x.id = e.execution
                    WHERE e.rule = ? AND e.gate = ? GROUP BY standing
                    """,
                    row -> Map.entry(Statements.text(row, "standing"), row.getLong("many")),
                    REMOVED,
                    rule,
                    gate)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public void settle(Collection<ExecutionId> enforcements) {
    List<String> ids = enforcements.stream().map(EnforcementRows::number).toList();
    Statements.inTransaction(
        database,
        ids.size() + " enforcements",
        statements ->
            statements.update(
                """
                UPDATE enforcement SET state = 'processed'
                WHERE id = ANY (?::text[]::bigint[]) AND state = 'created'
                """,
                ids));
  }

  @Override
  public void refuse(ExecutionId enforcement, Enforcement.State state, String reason) {
    Statements.inTransaction(
        database,
        "Enforcement " + enforcement,
        statements ->
            statements.update(
                """
                UPDATE enforcement SET state = ?, reason = ?, over = true
                WHERE id = ? AND state IN ('created', 'waiting')
                """,
                state.label(),
                reason,
                enforcement.number()));
  }

  @Override
  public List<Enforcement> unsettled(Instant before, int limit) {
    return Statements.inTransaction(
        database,
        "Enforcements",
        statements ->
            statements.query(
                """
                SELECT * FROM enforcement WHERE state = 'created' AND created_at < ?
                ORDER BY created_at LIMIT ?
                """,
                row -> EnforcementRows.read(row, seal),
                before,
                limit));
  }

  @Override
  public List<String> gates() {
    return Statements.inTransaction(database, "The gates", GateRows::waiting);
  }

  @Override
  public Optional<Gates.Moves> pass(String gate, Function<Gates.Queue, Gates.Moves> decide) {
    return Statements.inTransaction(
        database, "Gate " + gate, statements -> GateRows.pass(statements, gate, seal, decide));
  }

  private <T> Optional<T> first(String sql, Statements.Reading<T> reading, Object value) {
    return Statements.inTransaction(
        database, "An event", statements -> statements.first(sql, reading, value));
  }

  private <T> List<T> all(
      String table, Where where, Statements.Reading<T> reading, int offset, int limit) {
    String sql = "SELECT * FROM " + table + where.text() + " ORDER BY id DESC LIMIT ? OFFSET ?";
    return Statements.inTransaction(
        database,
        "Events",
        statements -> statements.query(sql, reading, where.values(limit, offset)));
  }
}
