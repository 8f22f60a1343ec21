package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One server after some work of every kind: its numbers, its log, and what must be in neither. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ObservedServerTest {

  private static final String SECRET = "canary-7f3a-secret";
  private static final Pattern METRIC = Pattern.compile("\\b(?:heddle|jvm|process)_\\w+");
  private static final Pattern LABELS = Pattern.compile("\\{(.*)}");

  private TestHome home;
  private ServerProcess server;

  @BeforeAll
  void work(@TempDir Path directory) throws Exception {
    home = new TestHome();
    assertThat(home.runWithInput(SECRET, "key", "set", "api.token", "--secret").exitCode())
        .isZero();
    Path pack = Files.createDirectories(directory.resolve("packs/seen"));
    Files.createDirectories(pack.resolve("actions"));
    Files.createDirectories(pack.resolve("workflows"));
    Files.writeString(
        pack.resolve("pack.yaml"), "{ref: seen, label: Seen, description: Seen, version: '1'}");
    Files.writeString(
        pack.resolve("actions/tell.yaml"),
        """
        ref: seen.tell
        label: Tell
        runner_type: shell
        entry_point: tell.sh
        parameters:
          token: {type: string, secret: true}
        """);
    Files.writeString(pack.resolve("actions/tell.sh"), "cat; cat >&2 <<< oops; exit ${CODE:-0}\n");
    flow(pack, "good", "{name: tell, action: seen.tell, input: {token: \"%s\"}}");
    flow(pack, "bad", "{name: tell, action: core.fail, input: {message: \"no %s\", type: broken}}");
    flow(pack, "asks", "{name: ask, action: core.ask, input: {prompt: Sure?}}");
    flow(pack, "sleeps", "{name: sleep, action: core.sleep, input: {seconds: 600}}");
    Map<String, String> environment = new HashMap<>(home.environment());
    environment.put("HEDDLE_LOG_FORMAT", "json");
    server =
        ServerProcess.start(
            environment,
            directory.resolve("server.log"),
            "--packs",
            directory.resolve("packs").toString());
    for (String flow : List.of("good", "bad", "asks", "sleeps")) {
      assertThat(server.post("/api/v1/workflows/seen." + flow + "/execute", "{}").statusCode())
          .isEqualTo(202);
    }
    ServerProcess.await(
        "the quick ones", () -> has("completed", 1) && has("failed", 1) && has("running", 2));
  }

  private static void flow(Path pack, String name, String task) throws IOException {
    Files.writeString(
        pack.resolve("workflows").resolve(name + ".yaml"),
        """
        ref: seen.%s
        label: Seen
        version: "1"
        tasks:
          - %s
        """
            .formatted(name, task.formatted("{{ kv.get_secret('api.token') }}")));
  }

  private boolean has(String status, int count) {
    try {
      return Value.of(count)
          .equals(server.data("/api/v1/executions/stats").getOr(status, Value.of(0)));
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @AfterAll
  void close() throws IOException {
    server.close();
    home.close();
  }

  private List<String> metrics() throws Exception {
    return server.get("/metrics").body().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static double number(List<String> metrics, String series) {
    return metrics.stream()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + series + " in " + metrics));
  }

  private static String text(MapValue map, String name) {
    return map.getOr(name, Value.nothing()) instanceof TextValue text ? text.text() : "";
  }

  @Test
  @DisplayName("U-12: a server shows every number the dashboard asks for")
  void u12_theDashboardFindsItsMetrics() throws Exception {
    Set<String> shown =
        metrics().stream()
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> asked = new TreeSet<>();
    String dashboard = Files.readString(Path.of("..", "dashboards", "heddle.json"));
    MapValue document = (MapValue) Json.read(dashboard);
    for (Value panel : ((ListValue) document.getOr("panels", Value.nothing())).items()) {
      if (((MapValue) panel).get("targets") instanceof ListValue targets) {
        for (Value target : targets.items()) {
          String expression = text((MapValue) target, "expr");
          METRIC.matcher(expression).results().forEach(found -> asked.add(found.group()));
        }
      }
    }

    assertThat(asked).hasSizeGreaterThan(25);
    assertThat(shown).containsAll(asked);
    assertThat(asked)
        .as("what Heddle counts is on the dashboard")
        .containsAll(
            shown.stream()
                .filter(name -> name.startsWith("heddle_"))
                .filter(name -> !name.matches(".*_(max|sum|count)|heddle_http_refused_total"))
                .toList());
  }

  @Test
  @DisplayName("U-12, S3-65: the numbers are right")
  void u12_theNumbersAreRight() throws Exception {
    List<String> metrics = metrics();

    assertThat(number(metrics, "heddle_executions_started_total{dialect=\"flow\"}")).isEqualTo(4);
    assertThat(
            number(metrics, "heddle_executions_ended_total{dialect=\"flow\",status=\"completed\"}"))
        .isEqualTo(1);
    assertThat(number(metrics, "heddle_executions_ended_total{dialect=\"flow\",status=\"failed\"}"))
        .isEqualTo(1);
    assertThat(number(metrics, "heddle_executions_unfinished{dialect=\"flow\",status=\"running\"}"))
        .isEqualTo(2);
    assertThat(number(metrics, "heddle_tasks_waiting{reason=\"inquiry\"}")).isEqualTo(1);
    assertThat(number(metrics, "heddle_tasks_waiting{reason=\"time\"}")).isEqualTo(1);
    assertThat(number(metrics, "heddle_attempt_seconds_count{outcome=\"succeeded\"}")).isEqualTo(1);
    assertThat(number(metrics, "heddle_attempt_seconds_count{outcome=\"failed\"}")).isEqualTo(1);
    assertThat(number(metrics, "heddle_engine_partitions")).isGreaterThanOrEqualTo(128);
    assertThat(number(metrics, "heddle_lease_changes_total{change=\"acquired\"}"))
        .isGreaterThanOrEqualTo(128);
    assertThat(number(metrics, "heddle_nodes")).isEqualTo(1);
    assertThat(number(metrics, "heddle_commit_seconds_count")).isPositive();
    assertThat(number(metrics, "heddle_worker_places{kind=\"program\"}")).isPositive();
  }

  @Test
  @DisplayName("U-12: labels come from closed sets: no id, no name of a workflow")
  void u12_labelsAreBounded() throws Exception {
    assertThat(metrics())
        .filteredOn(line -> line.startsWith("heddle_"))
        .allSatisfy(line -> {
          var labels = LABELS.matcher(line);
          assertThat(!labels.find() || !labels.group(1).contains("seen")).as(line).isTrue();
        });
  }

  @Test
  @DisplayName("U-12: log lines are JSON and name the execution")
  void u12_theLogIsStructured() throws Exception {
    List<MapValue> lines = new ArrayList<>();
    for (String line : Files.readAllLines(server.log())) {
      if (line.startsWith("{")) {
        lines.add((MapValue) Json.read(line));
      }
    }
    MapValue failed =
        (MapValue)
            ((ListValue)
                    ((MapValue) Json.read(server.get("/api/v1/executions?status=failed").body()))
                        .getOr("data", Value.nothing()))
                .items()
                .getFirst();

    assertThat(lines)
        .anySatisfy(line -> {
          assertThat(text(line, "message")).contains("seen.bad ended: failed");
          assertThat(line.get("executions")).isEqualTo(new ListValue(List.of(failed.get("id"))));
          assertThat(line.get("level")).isEqualTo(new TextValue("INFO"));
          assertThat(line.entries()).containsKeys("time", "logger");
        });
  }

  @Test
  @DisplayName("U-12: a known secret is in no table, no log, no metric and no answer")
  void u12_aKnownSecretIsNowhere() throws Exception {
    List<String> seen = new ArrayList<>();
    seen.add(Files.readString(server.log()));
    seen.add(String.join("\n", metrics()));
    seen.add(server.get("/api/v1/executions").body());
    for (Value each :
        ((ListValue)
                ((MapValue) Json.read(server.get("/api/v1/executions").body()))
                    .getOr("data", Value.nothing()))
            .items()) {
      String id = text((MapValue) each, "id");
      for (String part : List.of("", "/logs", "/story")) {
        seen.add(server.get("/api/v1/executions/" + id + part).body());
      }
      seen.add(server.get("/api/v1/workflow-executions/" + id + "/tasks").body());
    }
    String stored = database();
    seen.add(stored);

    assertThat(stored).contains("seen.good").contains("oops");
    String encoded =
        Base64.getEncoder()
            .encodeToString(SECRET.getBytes(StandardCharsets.UTF_8))
            .substring(0, 20);
    assertThat(seen).allSatisfy(text -> assertThat(text).doesNotContain(SECRET, encoded));
  }

  /** Every row of every table. */
  private String database() throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Connection connection = home.connection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery(
              "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet row = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
          while (row.next()) {
            text.append(row.getString(1)).append('\n');
          }
        }
      }
    }
    return text.toString();
  }
}
