package dev.heddle.cli.doctor;

import dev.heddle.platform.operations.OperationsStore;
import dev.heddle.postgres.DatabaseException;
import dev.heddle.postgres.DatabaseInspection;
import dev.heddle.postgres.embedded.EmbeddedPostgresException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Runs all checks; what one needs and another found missing is left out. */
public final class Doctor {

  private final Map<String, String> environment;
  private final Path home;
  private final Function<Map<String, String>, Opened> open;

  /** A database that is open. */
  public interface Opened extends AutoCloseable {
    OperationsStore operations();

    @Override
    void close();
  }

  /**
   * @param open opens a database whose schema is current
   */
  public Doctor(
      Map<String, String> environment, Path home, Function<Map<String, String>, Opened> open) {
    this.environment = environment;
    this.home = home;
    this.open = open;
  }

  /** What was found, in the order in which a person would look. */
  public List<Finding> examine(Optional<URI> server) throws InterruptedException {
    List<Finding> findings = new ArrayList<>(new HostChecks(environment, home).all());
    findings.addAll(database());
    if (server.isPresent()) {
      findings.add(ServerCheck.of(server.get()));
    }
    return findings;
  }

  private List<Finding> database() {
    List<Finding> findings = new ArrayList<>();
    try {
      DatabaseInspection database = DatabaseInspection.of(environment);
      findings.addAll(DatabaseChecks.of(database));
      if (database.schema().isCurrent() && !database.tooOld()) {
        try (Opened opened = open.apply(environment)) {
          findings.addAll(DatabaseChecks.of(opened.operations()));
        }
      }
    } catch (DatabaseException | EmbeddedPostgresException failed) {
      findings.add(Finding.error("database", String.valueOf(failed.getMessage()), advice()));
    } catch (IllegalArgumentException wrong) {
      findings.add(
          Finding.error(
              "database",
              String.valueOf(wrong.getMessage()),
              "write HEDDLE_DATABASE_URL as postgresql://user:password@host:5432/database"));
    }
    return findings;
  }

  private String advice() {
    return environment.getOrDefault("HEDDLE_DATABASE_URL", "").isBlank()
        ? "see the log in " + home.resolve("postgres")
        : "start the database server, or mend HEDDLE_DATABASE_URL";
  }
}
