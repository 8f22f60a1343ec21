package dev.heddle.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Brings the schema up to the newest numbered file {@code V007__what.sql} of a location. */
final class Migrations {
  private static final Pattern FILE = Pattern.compile("V(\\d+)__\\w+\\.sql");

  /** Any number, but the same in all versions of the program: "heddle" in ASCII. */
  private static final long ADVISORY_LOCK = 0x686564646c65L;

  // After the pattern that it uses.
  static final Migrations STANDARD =
      new Migrations(Migrations.class.getClassLoader(), "dev/heddle/postgres/migration");

  private final ClassLoader classLoader;
  private final String location;
  private final int newest;

  Migrations(ClassLoader classLoader, String location) {
    this.classLoader = classLoader;
    this.location = location;
    this.newest = newestOf(files());
  }

  /**
   * Applies what is missing. Costs one query when nothing is: Flyway is not even loaded then.
   *
   * @param connection used for looking only, in auto-commit mode
   * @param dedicated opens further connections outside the pool
   */
  void apply(Connection connection, DataSource dedicated, Consumer<String> progress)
      throws SQLException {
    if (isCurrent(connection)) {
      return;
    }
    progress.accept("updating the database schema …");
    try (Connection guard = dedicated.getConnection();
        Statement statement = guard.createStatement()) {
      statement.execute("select pg_advisory_lock(" + ADVISORY_LOCK + ")");
      // Whoever held the lock before may have done the work.
      if (!isCurrent(guard)) {
        migrate(dedicated);
      }
    }
  }

  private boolean isCurrent(Connection connection) throws SQLException {
    int applied = appliedTo(connection);
    if (applied > newest) {
      throw new DatabaseException(
          "the database schema has version %d, written by a newer Heddle; this one knows up to %d"
              .formatted(applied, newest));
    }
    return applied == newest;
  }

  /** The newest number there is. */
  int newest() {
    return newest;
  }

  /** The newest number applied; 0 for none. */
  static int appliedTo(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("select to_regclass('flyway_schema_history') is not null")) {
        row.next();
        if (!row.getBoolean(1)) {
          return 0;
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              """
              select coalesce(max(version::int), 0) from flyway_schema_history
              where success and version ~ '^[0-9]+$'
              """)) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private void migrate(DataSource dataSource) {
    try {
      Flyway.configure(classLoader)
          .dataSource(dataSource)
          .locations("classpath:" + location)
          .validateMigrationNaming(true)
          .cleanDisabled(true)
          .callbacks(new ShortLockWaits())
          // Else its own open transaction is one that CREATE INDEX CONCURRENTLY waits for.
          .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseException("the database schema cannot be updated: " + e.getMessage(), e);
    }
  }

  /** The names of all files, whatever their form. */
  List<String> files() {
    @Nullable URL directory = classLoader.getResource(location);
    if (directory == null) {
      return List.of();
    }
    try {
      if (directory.openConnection() instanceof JarURLConnection jar) {
        String prefix = location + "/";
        return jar.getJarFile().stream()
            .map(ZipEntry::getName)
            .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
            .map(name -> name.substring(prefix.length()))
            .toList();
      }
      try (Stream<Path> files = Files.list(Path.of(URI.create(directory.toString())))) {
        return files.map(file -> file.getFileName().toString()).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String location() {
    return location;
  }

  private static int newestOf(List<String> files) {
    return files.stream()
        .map(FILE::matcher)
        .filter(Matcher::matches)
        .mapToInt(file -> Integer.parseInt(file.group(1)))
        .max()
        .orElse(0);
  }
}
