package dev.heddle.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * V031 rewrites all rows of executions and tasks (ADR 0041). With {@code
 * -Dheddle.migration.executions=1000000} this measures how long that takes.
 */
class RewrittenRowsTest {

  private static final int EXECUTIONS = Integer.getInteger("heddle.migration.executions", 1_000);
  private static final int TASKS = 3;

  @TempDir Path directory;
  private DatabaseAddress address;

  @BeforeEach
  void createDatabase() {
    address = TestDatabase.createEmpty();
  }

  @Test
  void everyRowIsKept() throws Exception {
    apply("before", "V001", "V002", "V005", "V010", "V030");
    run(
        """
        INSERT INTO workflow_execution (id, partition, workflow, definition, status, depth,
            started_by, parameters, variables, result, started_at, finished_at)
        SELECT n, n & 127, 'demo.chain', 1, CASE n %% 10 WHEN 0 THEN 'failed' ELSE 'completed' END,
            0, 'ada', '{"name":"ada"}', '{}', '{"number":' || n || '}', now(), now()
        FROM generate_series(1, %d) n
        """
            .formatted(EXECUTIONS));
    run(
        """
        INSERT INTO workflow_task_execution (execution_id, node, activation, item, attempt, name,
            status, input, result, in_group, scheduled_at, started_at, ended_at, scheduled_seq,
            ended_seq, settled_seq)
        SELECT n, task, 1, -1, 1, 'task' || task, 'completed', '{"a":1}', '{"stdout":"' || n || '"}',
            -1, now(), now(), now(), task * 2 + 1, task * 2 + 2, task * 2 + 2
        FROM generate_series(1, %d) n, generate_series(0, %d) task
        """
            .formatted(EXECUTIONS, TASKS - 1));
    run("VACUUM ANALYZE");
    String before = facts();
    long began = System.nanoTime();

    apply("after", "V001", "V002", "V005", "V010", "V030", "V031");

    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(facts()).isEqualTo(before).startsWith(EXECUTIONS + " ");
    System.out.printf(
        "V031: %d executions of %d tasks rewritten in %.1f s%n",
        EXECUTIONS, TASKS, took.toMillis() / 1000.0);
  }

  private void run(String sql) throws SQLException {
    Sql.execute(Connections.open(address, "rows"), sql);
  }

  private String facts() throws SQLException {
    return Sql.ask(
        Connections.open(address, "rows"),
        """
        SELECT count(*) || ' ' || count(*) FILTER (WHERE status = 'failed') || ' '
            || sum(length(result)) || ' '
            || (SELECT count(*) || ' ' || sum(length(result)) FROM workflow_task_execution
                WHERE status = 'completed')
        FROM workflow_execution
        """);
  }

  private void apply(String name, String... versions) throws Exception {
    Path folder = Files.createDirectories(directory.resolve(name));
    for (String file : Migrations.STANDARD.files()) {
      if (List.of(versions).contains(file.substring(0, 4))) {
        try (InputStream sql =
            RewrittenRowsTest.class.getResourceAsStream(
                "/" + Migrations.STANDARD.location() + "/" + file)) {
          Files.write(folder.resolve(file), sql.readAllBytes());
        }
      }
    }
    try (var loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, null);
        Connection connection = Connections.open(address, "rows")) {
      new Migrations(loader, name)
          .apply(
              connection,
              Connections.dedicated(address, "migration"),
              new ArrayList<String>()::add);
    }
  }
}
