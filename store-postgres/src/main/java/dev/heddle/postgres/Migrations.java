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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Applies the numbered files {@code V007__what.sql} of a location that a database lacks. */
final class Migrations {
  private static final Pattern FILE = Pattern.compile("V(\\d+)__\\w+\\.sql");

  /** Any number, but the same in all versions of the program: "heddle" in ASCII. */
  private static final long ADVISORY_LOCK = 0x686564646c65L;

  // After the pattern that it uses.
  static final Migrations STANDARD =
      new Migrations(Migrations.class.getClassLoader(), "dev/heddle/postgres/migration");

  private final ClassLoader classLoader;
  private final String location;
  private final SortedSet<Integer> known;

  Migrations(ClassLoader classLoader, String location) {
    this.classLoader = classLoader;
    this.location = location;
    this.known = numbersOf(files());
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
    SchemaState state = state(connection);
    if (!state.unknown().isEmpty()) {
      throw new DatabaseException(
          "the database schema has version %d, written by a newer Heddle; this one knows up to %d"
              .formatted(state.unknown().last(), known.isEmpty() ? 0 : known.last()));
    }
    return state.isCurrent();
  }

  /** What the database has of what there is. */
  SchemaState state(Connection connection) throws SQLException {
    return new SchemaState(appliedTo(connection), known);
  }

  private static SortedSet<Integer> appliedTo(Connection connection) throws SQLException {
    SortedSet<Integer> applied = new TreeSet<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("select to_regclass('flyway_schema_history') is not null")) {
        row.next();
        if (!row.getBoolean(1)) {
          return applied;
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              """
              select version::int from flyway_schema_history
              where success and version ~ '^[0-9]+$'
              """)) {
        while (rows.next()) {
          applied.add(rows.getInt(1));
        }
      }
    }
    return applied;
  }

  private void migrate(DataSource dataSource) {
    try {
      Flyway.configure(classLoader)
          .dataSource(dataSource)
          .locations("classpath:" + location)
          .validateMigrationNaming(true)
          .outOfOrder(true)
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

  private static SortedSet<Integer> numbersOf(List<String> files) {
    return files.stream()
        .map(FILE::matcher)
        .filter(Matcher::matches)
        .map(file -> Integer.valueOf(file.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
