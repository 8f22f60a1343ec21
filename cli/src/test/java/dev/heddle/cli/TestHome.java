package dev.heddle.cli;

import dev.heddle.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A home and a database of their own for the commands of one test class. */
final class TestHome implements AutoCloseable {

  private final TestDatabase database = TestDatabase.create();
  private final Path home;

  TestHome() throws IOException {
    home = Files.createTempDirectory("heddle-cli-test");
  }

  Map<String, String> environment() {
    return Map.of(
        "HEDDLE_HOME", home.toString(),
        "HEDDLE_DATABASE_URL", database.url(),
        "HEDDLE_RUNNER", "process",
        "PATH", System.getenv("PATH"));
  }

  /** A look at its database. */
  Connection connection() throws SQLException {
    return database.database().connection();
  }

  CliRun run(String... arguments) {
    return CliRun.of(environment(), "", arguments);
  }

  CliRun run(Consumer<List<Runnable>> interrupts, String... arguments) {
    return CliRun.of(environment(), "", interrupts, arguments);
  }

  CliRun runWithInput(String input, String... arguments) {
    return CliRun.of(environment(), input, arguments);
  }

  @Override
  public void close() throws IOException {
    database.close();
    delete(home);
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
