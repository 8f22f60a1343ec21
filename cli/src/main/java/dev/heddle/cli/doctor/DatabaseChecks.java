package dev.heddle.cli.doctor;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.operations.Census;
import dev.heddle.platform.operations.OperationsStore;
import dev.heddle.platform.operations.Watchlist;
import dev.heddle.postgres.DatabaseInspection;
import dev.heddle.postgres.SchemaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The database and what the engines leave in it. */
final class DatabaseChecks {

  private static final Duration CLOCKS = Duration.ofSeconds(2);
  private static final Duration INBOX = Duration.ofSeconds(15);
  private static final double FULL = 0.9;

  private DatabaseChecks() {}

  static List<Finding> of(DatabaseInspection database) {
    List<Finding> findings = new ArrayList<>();
    findings.add(version(database));
    findings.add(
        database.volatileSettings().isEmpty()
            ? Finding.ok("durability", "commits survive a crash of the machine")
            : Finding.error(
                "durability",
                String.join(", ", database.volatileSettings()),
                "switch it on, or what was acknowledged may be lost"));
    findings.add(
        database.superuser()
            ? Finding.warn(
                "role",
                "the database role is a superuser",
                "give Heddle a role that only owns its database")
            : Finding.ok("role", "no superuser"));
    findings.add(schema(database));
    findings.add(connections(database));
    findings.add(clock(database.clockAhead()));
    return findings;
  }

  private static Finding version(DatabaseInspection database) {
    String found =
        "PostgreSQL %s%s at %s, %s"
            .formatted(
                database.version(),
                database.embedded() ? " (embedded)" : "",
                database.where(),
                Sizes.of(database.bytes()));
    return database.tooOld()
        ? Finding.error("database", found, "Heddle needs PostgreSQL 15 or newer")
        : Finding.ok("database", found);
  }

  private static Finding schema(DatabaseInspection database) {
    SchemaState schema = database.schema();
    if (!schema.unknown().isEmpty()) {
      return Finding.error(
          "schema",
          "version %d, this program has %d"
              .formatted(schema.unknown().last(), schema.known().last()),
          "a newer Heddle uses this database; use that one");
    }
    if (!schema.isCurrent()) {
      return Finding.warn(
          "schema",
          "%d of %d migrations applied".formatted(schema.applied().size(), schema.known().size()),
          "the next start of a server or a command applies the others");
    }
    return Finding.ok("schema", "version " + schema.known().last() + ", up to date");
  }

  private static Finding connections(DatabaseInspection database) {
    String found = "%d of %d in use".formatted(database.connections(), database.mostConnections());
    return database.connections() > database.mostConnections() * FULL
        ? Finding.warn("connections", found, "raise max_connections, or let fewer programs connect")
        : Finding.ok("connections", found);
  }

  private static Finding clock(Duration ahead) {
    String found = "the database's clock differs by " + ahead.abs().toMillis() + " ms";
    return ahead.abs().compareTo(CLOCKS) > 0
        ? Finding.warn("clock", found, "let both machines keep time by NTP: timers go by it")
        : Finding.ok("clock", found);
  }

  /** For a database whose schema is current. */
  static List<Finding> of(OperationsStore operations) {
    Census census = operations.census();
    Watchlist watched = operations.watchlist();
    return List.of(
        engines(watched),
        census.orphaned() == 0
            ? Finding.ok("leases", "all unfinished work has an owner")
            : Finding.warn(
                "leases",
                census.orphaned() + " partitions have unfinished work and no owner",
                "start a server: heddle server"),
        stuck(
            "timers",
            watched.overdue(),
            "nothing is overdue",
            "overdue",
            "start a server, or look into the log of the one that runs"),
        stuck(
            "deadlines",
            watched.pastDeadline(),
            "no execution is past its time limit",
            "past the time limit",
            "start a server, or cancel them: heddle execution cancel ID"),
        stuck(
            "workers",
            watched.notBegun(),
            "no attempt waits long for a worker",
            "with an attempt nobody has begun for 10 minutes",
            "add workers or places, or look whether their queue has a worker"),
        inbox(watched.oldestCommand()));
  }

  private static Finding engines(Watchlist watched) {
    if (watched.nodes().isEmpty()) {
      return Finding.ok("engines", "none is running");
    }
    String found =
        watched.nodes().stream().map(DatabaseChecks::engine).collect(Collectors.joining("; "));
    return watched.nodes().stream().anyMatch(Watchlist.Node::dead)
        ? Finding.warn(
            "engines",
            found,
            "a dead one is replaced by the next server; if it only stands still, restart it")
        : Finding.ok("engines", found);
  }

  private static String engine(Watchlist.Node node) {
    return "%s %d: %d partitions, heartbeat %d ms ago%s"
        .formatted(
            node.name(),
            node.number(),
            node.partitions(),
            node.silent().toMillis(),
            node.dead() ? ", dead" : "");
  }

  private static Finding stuck(
      String check, List<ExecutionId> executions, String none, String what, String advice) {
    if (executions.isEmpty()) {
      return Finding.ok(check, none);
    }
    String ids = executions.stream().map(ExecutionId::toString).collect(Collectors.joining(", "));
    return Finding.warn(check, "executions " + what + ": " + ids, advice);
  }

  private static Finding inbox(Duration oldest) {
    return oldest.compareTo(INBOX) > 0
        ? Finding.warn(
            "inbox",
            "a command waits for " + oldest.toSeconds() + " s",
            "the owner of its execution does not answer: look into its log")
        : Finding.ok("inbox", "no command waits");
  }
}
