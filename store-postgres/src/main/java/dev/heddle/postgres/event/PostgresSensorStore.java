package dev.heddle.postgres.event;

import dev.heddle.platform.sensor.SensorStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Leases and lines of sensors as rows; the database's clock is the one for all servers. */
public final class PostgresSensorStore implements SensorStore {

  /** The newest line of each sensor that goes is looked up once. */
  private static final String BEYOND =
      """
      WITH newest AS MATERIALIZED (
        SELECT sensor, (SELECT number FROM sensor_log AS l WHERE l.sensor = s.sensor
          ORDER BY number DESC OFFSET ? LIMIT 1) AS number
        FROM (SELECT DISTINCT sensor FROM sensor_log) AS s)
      DELETE FROM sensor_log AS l USING newest AS n
      WHERE l.sensor = n.sensor AND l.number <= n.number
      """;

  private final Database database;

  public PostgresSensorStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean hold(String sensor, String holder, Duration life) {
    return Statements.inTransaction(
        database,
        "Sensor " + sensor,
        statements ->
            statements.update(
                    """
                    INSERT INTO sensor_lease (sensor, holder, until)
                    VALUES (?, ?, now() + ? * interval '1 millisecond')
                    ON CONFLICT (sensor) DO UPDATE
                    SET holder = excluded.holder, until = excluded.until
                    WHERE sensor_lease.holder = excluded.holder OR sensor_lease.until < now()
                    """,
                    sensor,
                    holder,
                    life.toMillis())
                > 0);
  }

  @Override
  public void release(String sensor, String holder) {
    Statements.inTransaction(
        database,
        "Sensor " + sensor,
        statements ->
            statements.update(
                "DELETE FROM sensor_lease WHERE sensor = ? AND holder = ?", sensor, holder));
  }

  @Override
  public void append(List<Line> lines) {
    Statements.inTransaction(
        database,
        "Lines of sensors",
        statements ->
            statements.update(
                """
                INSERT INTO sensor_log (sensor, at, stream, line)
                SELECT * FROM unnest(?::text[], ?::text[]::timestamptz[], ?::text[], ?::text[])
                """,
                lines.stream().map(Line::sensor).toList(),
                lines.stream().map(line -> line.at().toString()).toList(),
                lines.stream().map(Line::stream).toList(),
                lines.stream().map(Line::text).toList()));
  }

  @Override
  public List<Line> lines(String sensor, long after, int limit) {
    return Statements.inTransaction(
        database,
        "Lines of " + sensor,
        statements ->
            statements.query(
                """
                SELECT * FROM sensor_log WHERE sensor = ? AND number > ?
                ORDER BY number LIMIT ?
                """,
                row ->
                    new Line(
                        row.getLong("number"),
                        Statements.text(row, "sensor"),
                        Statements.instant(row, "at"),
                        Statements.text(row, "stream"),
                        Statements.text(row, "line")),
                sensor,
                after,
                limit));
  }

  @Override
  public void prune(int keep, Instant before) {
    Statements.inTransaction(
        database,
        "Lines of sensors",
        statements ->
            statements.update("DELETE FROM sensor_log WHERE at < ?", before)
                + statements.update(BEYOND, keep));
  }
}
