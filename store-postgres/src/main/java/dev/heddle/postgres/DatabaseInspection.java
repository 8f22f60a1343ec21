package dev.heddle.postgres;

import dev.heddle.postgres.DatabaseAddress.Server;
import dev.heddle.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a database server is like, found without changing anything: the schema stays as it is.
 *
 * @param where without password
 * @param embedded whether Heddle started it
 * @param volatileSettings settings with which a commit may be lost, such as {@code fsync = off}
 * @param schema its migrations
 * @param bytes the size of the database on disk
 * @param connections in use, and how many there may be
 * @param clockAhead by how much the server's clock is ahead of this one
 */
public record DatabaseInspection(
    String where,
    boolean embedded,
    String version,
    boolean tooOld,
    List<String> volatileSettings,
    boolean superuser,
    SchemaState schema,
    long bytes,
    int connections,
    int mostConnections,
    Duration clockAhead) {

  public DatabaseInspection {
    volatileSettings = List.copyOf(volatileSettings);
  }

  private static final int OLDEST = 150_000;

  private static final String FACTS =
      """
      SELECT current_setting('server_version') AS version,
        current_setting('server_version_num')::int AS number,
        current_setting('is_superuser') = 'on' AS superuser,
        array(
          SELECT name || ' = ' || setting FROM pg_settings
          WHERE (name IN ('fsync', 'full_page_writes') OR name = 'synchronous_commit')
            AND setting = 'off') AS volatile_settings,
        pg_database_size(current_database()) AS bytes,
        (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend')
          AS connections,
        current_setting('max_connections')::int AS most_connections,
        (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS clock
      """;

  /**
   * Looks at the database that {@link Database#open} would open, starting the embedded one if it
   * must.
   *
   * @throws DatabaseException if it cannot be reached
   */
  public static DatabaseInspection of(Map<String, String> environment) {
    String url = environment.getOrDefault("HEDDLE_DATABASE_URL", "");
    if (!url.isBlank()) {
      return of(DatabaseAddress.parse(url), false);
    }
    String home = environment.getOrDefault("HEDDLE_HOME", "");
    Path directory =
        home.isBlank() ? Path.of(System.getProperty("user.home"), ".heddle") : Path.of(home);
    try (EmbeddedPostgres server = EmbeddedPostgres.open(directory, _ -> {})) {
      return of(
          new DatabaseAddress(
              List.of(new Server("127.0.0.1", server.port())),
              server.database(),
              server.user(),
              server.password(),
              Connections.LOCAL),
          true);
    }
  }

  private static DatabaseInspection of(DatabaseAddress address, boolean embedded) {
    try (Connection connection = Connections.open(address, "doctor");
        Statement statement = connection.createStatement()) {
      SchemaState schema = Migrations.STANDARD.state(connection);
      statement.execute("SELECT 1");
      Instant before = Instant.now();
      try (ResultSet row = statement.executeQuery(FACTS)) {
        row.next();
        Instant middle = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
        return new DatabaseInspection(
            address.toString(),
            embedded,
            row.getString("version"),
            row.getInt("number") < OLDEST,
            List.of((String[]) row.getArray("volatile_settings").getArray()),
            row.getBoolean("superuser"),
            schema,
            row.getLong("bytes"),
            row.getInt("connections"),
            row.getInt("most_connections"),
            Duration.between(middle, Instant.ofEpochMilli(row.getLong("clock"))));
      }
    } catch (SQLException failed) {
      throw new DatabaseException(
          "cannot use the database %s: %s".formatted(address, failed.getMessage()), failed);
    }
  }
}
