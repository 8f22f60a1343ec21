package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {

  private TestHome home;

  @BeforeEach
  void open() throws IOException {
    home = new TestHome();
  }

  @AfterEach
  void close() throws IOException {
    home.close();
  }

  private Map<String, MapValue> findings(CliRun run) {
    Map<String, MapValue> findings = new HashMap<>();
    for (Value each : ((ListValue) Json.read(run.out())).items()) {
      findings.put(text((MapValue) each, "check"), (MapValue) each);
    }
    return findings;
  }

  private static String text(MapValue map, String name) {
    return map.getOr(name, Value.nothing()) instanceof TextValue text ? text.text() : "";
  }

  private static String state(Map<String, MapValue> findings, String check) {
    return text(findings.getOrDefault(check, MapValue.EMPTY), "state");
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = home.connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aHealthyInstallationHasNoErrors() {
    CliRun run = home.run("doctor", "--output", "json");

    assertThat(run.exitCode()).as(run.out()).isZero();
    Map<String, MapValue> findings = findings(run);
    assertThat(findings)
        .containsKeys(
            "java",
            "system",
            "home",
            "key",
            "disk",
            "python3",
            "node",
            "docker",
            "database",
            "durability",
            "role",
            "schema",
            "connections",
            "clock",
            "engines",
            "leases",
            "timers",
            "deadlines",
            "workers",
            "inbox");
    for (String check : new String[] {"java", "home", "database", "schema", "leases", "timers"}) {
      assertThat(state(findings, check)).as(check).isEqualTo("ok");
    }
  }

  @Test
  void aPersonSeesATable() {
    assertThat(home.run("doctor").out()).contains("CHECK").contains("java").contains("ok");
  }

  @Test
  void aDatabaseThatIsDownIsNamedWithoutItsPassword() {
    Map<String, String> environment = new HashMap<>(home.environment());
    environment.put("HEDDLE_DATABASE_URL", "postgresql://ada:hush-hush@127.0.0.1:1/heddle");

    CliRun run = CliRun.of(environment, "", "doctor", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(1);
    MapValue database = findings(run).getOrDefault("database", MapValue.EMPTY);
    assertThat(text(database, "state")).isEqualTo("error");
    assertThat(text(database, "found")).contains("127.0.0.1:1").contains("refused");
    assertThat(text(database, "advice")).contains("HEDDLE_DATABASE_URL");
    assertThat(run.out()).doesNotContain("hush-hush");
  }

  @Test
  void workThatNobodyDoesIsFound() throws Exception {
    execute(
        """
        INSERT INTO workflow_definition (bundle, checksum, ref, version, dialect, label, text_name,
          text, document)
        VALUES (0, 'x', 'a.b', '1', 'flow', '', '', '', '{}')
        """);
    execute(
        """
        INSERT INTO workflow_execution (id, partition, workflow, definition, status, depth,
          started_by, parameters, variables, started_at, wake_at, deadline_at)
        VALUES (9437184, 64, 'a.b', 1, 'running', 0, 'ada', '{}', '{}', now() - interval '1 hour',
          now() - interval '10 minutes', now() - interval '5 minutes')
        """);
    execute(
        """
        INSERT INTO workflow_task_execution (execution_id, node, activation, item, attempt, name,
          status, in_group, scheduled_at, scheduled_seq, ended_seq, settled_seq)
        VALUES (9437184, 0, 1, -1, 1, 'a', 'scheduled', -1, now() - interval '1 hour', 1, 0, 0)
        """);
    execute(
        """
        INSERT INTO command_inbox (partition, execution_id, command, posted_at)
        VALUES (64, 9437184, '{}', now() - interval '1 minute')
        """);
    execute(
        """
        INSERT INTO engine_node (name, heartbeat_at, live_for)
        VALUES ('lost', now() - interval '1 hour', '5 seconds')
        """);

    CliRun run = home.run("doctor", "--output", "json");

    assertThat(run.exitCode()).isZero();
    Map<String, MapValue> findings = findings(run);
    for (String check :
        new String[] {"leases", "timers", "deadlines", "workers", "inbox", "engines"}) {
      assertThat(state(findings, check)).as(check).isEqualTo("warn");
      assertThat(text(findings.getOrDefault(check, MapValue.EMPTY), "advice")).isNotEmpty();
    }
  }

  @Test
  void aSchemaFromBeforeIsSaidAndLeftAsItIs() throws Exception {
    execute("DELETE FROM flyway_schema_history WHERE version::int > 1");

    CliRun run = home.run("doctor", "--output", "json");

    assertThat(state(findings(run), "schema")).isEqualTo("warn");
    assertThat(findings(run)).doesNotContainKey("leases");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aKeyThatOthersMayReadIsAnError(@TempDir Path directory) throws Exception {
    Path key =
        Files.writeString(directory.resolve("secret.key"), "a key that is long enough to be one");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Map<String, String> environment = new HashMap<>(home.environment());
    environment.put("HEDDLE_HOME", directory.toString());

    CliRun run = CliRun.of(environment, "", "doctor", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(text(findings(run).getOrDefault("key", MapValue.EMPTY), "advice"))
        .contains("chmod 600");
  }

  @Test
  void aServerThatDoesNotAnswerIsAnError() {
    CliRun run = home.run("doctor", "--server", "http://127.0.0.1:1", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(state(findings(run), "server")).isEqualTo("error");
  }
}
