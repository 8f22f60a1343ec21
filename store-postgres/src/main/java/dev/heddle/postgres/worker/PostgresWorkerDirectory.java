package dev.heddle.postgres.worker;

import dev.heddle.dispatch.WorkerDirectory;
import dev.heddle.dispatch.WorkerRecord;
import dev.heddle.dispatch.wire.WorkerProfile;
import dev.heddle.model.placement.Toleration.Effect;
import dev.heddle.model.placement.Toleration.Taint;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.DatabaseException;
import dev.heddle.postgres.Transaction;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What servers know of each other's workers, in rows that are replaced every few seconds. */
public final class PostgresWorkerDirectory implements WorkerDirectory {

  private static final String FORGET_OLD =
      """
      DELETE FROM worker_stream WHERE seen_at < now() - interval '1 day'
        OR (in_process AND seen_at < now() - interval '1 minute')
      """;

  private static final String UPSERT =
      """
      INSERT INTO worker_stream (instance, server, name, queues, labels, taints, slots, version,
        in_process, connected, draining, running, connected_at, seen_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now() - ? * interval '1 millisecond')
      ON CONFLICT (instance, server) DO UPDATE SET name = EXCLUDED.name, queues = EXCLUDED.queues,
        labels = EXCLUDED.labels, taints = EXCLUDED.taints, slots = EXCLUDED.slots,
        connected = EXCLUDED.connected, draining = EXCLUDED.draining, running = EXCLUDED.running,
        seen_at = EXCLUDED.seen_at
      """;

  private static final String SELECT =
      """
      SELECT instance, min(name) AS name, min(queues) AS queues, min(labels) AS labels,
        min(taints) AS taints, min(slots) AS slots, min(version) AS version,
        bool_or(in_process) AS in_process, bool_or(connected AND alive) AS connected,
        bool_or(draining) AS draining, sum(CASE WHEN alive THEN running ELSE 0 END) AS running,
        min(connected_at) AS connected_at, max(seen_at) AS seen_at
      FROM (
        SELECT w.*, EXISTS (
          SELECT FROM server_address a
          WHERE a.server = w.server AND a.seen_at > now() - ? * interval '1 second') AS alive
        FROM worker_stream w WHERE w.seen_at > now() - ? * interval '1 millisecond') AS w
      GROUP BY instance ORDER BY bool_or(in_process) DESC, min(name), instance
      """;

  /** A server announces itself every five seconds. */
  private static final int ALIVE_SECONDS = 20;

  private final Database database;

  public PostgresWorkerDirectory(Database database) {
    this.database = database;
  }

  @Override
  public void announce(String server, String address, List<WorkerRecord> workers) {
    write(connection -> {
      execute(
          connection,
          """
          INSERT INTO server_address (server, address, seen_at) VALUES (?, ?, now())
          ON CONFLICT (server) DO UPDATE SET address = EXCLUDED.address, seen_at = now()
          """,
          server,
          address);
      execute(connection, FORGET_OLD);
      execute(connection, "DELETE FROM server_address WHERE seen_at < now() - interval '1 day'");
      removeOthers(connection, server, workers);
      upsert(connection, server, workers);
    });
  }

  private static void removeOthers(Connection connection, String server, List<WorkerRecord> workers)
      throws SQLException {
    String[] kept =
        workers.stream().map(worker -> worker.profile().instance()).toArray(String[]::new);
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM worker_stream WHERE server = ? AND instance <> ALL (?)")) {
      delete.setString(1, server);
      delete.setArray(2, connection.createArrayOf("text", kept));
      delete.executeUpdate();
    }
  }

  private static void upsert(Connection connection, String server, List<WorkerRecord> workers)
      throws SQLException {
    Instant now = Instant.now();
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      for (WorkerRecord worker : workers) {
        WorkerProfile profile = worker.profile();
        upsert.setString(1, profile.instance());
        upsert.setString(2, server);
        upsert.setString(3, profile.name());
        upsert.setArray(
            4, connection.createArrayOf("text", profile.queues().toArray(String[]::new)));
        upsert.setString(5, labels(profile.labels()));
        upsert.setString(6, taints(profile.taints()));
        upsert.setInt(7, profile.slots());
        upsert.setString(8, profile.version());
        upsert.setBoolean(9, worker.inProcess());
        upsert.setBoolean(10, worker.connected());
        upsert.setBoolean(11, worker.draining());
        upsert.setInt(12, worker.running());
        upsert.setObject(13, worker.connectedAt().atOffset(ZoneOffset.UTC));
        upsert.setLong(14, Math.max(0, Duration.between(worker.seenAt(), now).toMillis()));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  @Override
  public void leave(String server) {
    write(connection -> {
      execute(connection, "DELETE FROM server_address WHERE server = ?", server);
      execute(connection, "DELETE FROM worker_stream WHERE server = ? AND in_process", server);
    });
  }

  @Override
  public void forget(String instance) {
    write(connection ->
        execute(connection, "DELETE FROM worker_stream WHERE instance = ?", instance));
  }

  @Override
  public List<WorkerRecord> workers(Duration within) {
    List<WorkerRecord> found = new ArrayList<>();
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setInt(1, ALIVE_SECONDS);
      select.setLong(2, within.toMillis());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(read(row));
        }
      }
      return found;
    } catch (SQLException failed) {
      throw new DatabaseException("The workers cannot be read", failed);
    }
  }

  private static WorkerRecord read(ResultSet row) throws SQLException {
    Array queues = row.getArray("queues");
    return new WorkerRecord(
        new WorkerProfile(
            row.getString("instance"),
            row.getString("name"),
            Arrays.asList((String[]) queues.getArray()),
            readLabels(row.getString("labels")),
            readTaints(row.getString("taints")),
            row.getInt("slots"),
            row.getString("version")),
        row.getBoolean("in_process"),
        row.getBoolean("connected"),
        row.getBoolean("draining"),
        row.getInt("running"),
        row.getObject("connected_at", OffsetDateTime.class).toInstant(),
        row.getObject("seen_at", OffsetDateTime.class).toInstant());
  }

  @Override
  public List<String> servers() {
    String sql =
        """
        SELECT DISTINCT address FROM server_address
        WHERE seen_at > now() - ? * interval '1 second' ORDER BY address
        """;
    List<String> found = new ArrayList<>();
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, ALIVE_SECONDS);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
      return found;
    } catch (SQLException failed) {
      throw new DatabaseException("The servers cannot be read", failed);
    }
  }

  private static String labels(Map<String, String> labels) {
    MapValue.Builder map = MapValue.builder();
    labels.forEach(map::put);
    return Json.write(map.build());
  }

  private static Map<String, String> readLabels(String json) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (Json.read(json) instanceof MapValue map) {
      map.entries().forEach((key, value) -> labels.put(key, text(value)));
    }
    return labels;
  }

  private static String taints(List<Taint> taints) {
    List<Value> each = new ArrayList<>();
    for (Taint taint : taints) {
      each.add(
          Value.list(
              Value.of(taint.key()), Value.of(taint.value()), Value.of(taint.effect().name())));
    }
    return Json.write(new ListValue(each));
  }

  private static List<Taint> readTaints(String json) {
    List<Taint> taints = new ArrayList<>();
    if (Json.read(json) instanceof ListValue list) {
      for (Value each : list.items()) {
        if (each instanceof ListValue(var parts)) {
          taints.add(
              new Taint(
                  text(parts.get(0)), text(parts.get(1)), Effect.valueOf(text(parts.get(2)))));
        }
      }
    }
    return taints;
  }

  private static String text(Value value) {
    return value instanceof TextValue text ? text.text() : "";
  }

  private void write(Transaction.Steps steps) {
    try (Connection connection = database.connection()) {
      Transaction.run(connection, steps);
    } catch (SQLException failed) {
      throw new DatabaseException("The workers cannot be noted", failed);
    }
  }

  private static void execute(Connection connection, String sql, String... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      statement.executeUpdate();
    }
  }
}
