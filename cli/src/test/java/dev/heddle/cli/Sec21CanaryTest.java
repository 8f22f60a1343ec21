package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets from everywhere go everywhere they can, through a real server and through {@code heddle
 * run}; then nothing that anybody can look at holds a part of them.
 */
@DisplayName("Security rows 21 and 22: no canary in tables, answers, streams, logs or processes")
@Tag("needs-interpreters")
@Timeout(180)
final class Sec21CanaryTest {

  private static final Path PACK = Path.of("src", "test", "resources", "canary", "vault");
  private static final Pattern READABLE =
      Pattern.compile("(?m)^  (/\\S+):\\n(?:    parameters:.*\\n(?:      .*\\n)*)?    get:");

  /** How the token of a task begins, also in Base64; its id begins with 0 for centuries. */
  private static final Pattern TOKEN = Pattern.compile("hdx_0[0-9a-z]{8}|aGR4X[0-9A-Za-z]{10}");

  @TempDir private Path directory;

  private final SecureRandom random = new SecureRandom();
  private final Canary password = new Canary(random);
  private final Canary key = new Canary(random);
  private final Canary config = new Canary(random);
  private final Canary login = new Canary(random);
  private final Canary pin = new Canary(random);
  private final Canary registry = new Canary(random);

  /** Everything that was looked at, by where it was. */
  private final Map<String, String> seen = new LinkedHashMap<>();

  private TestHome home;

  @BeforeEach
  void hideSecrets() throws IOException, InterruptedException {
    home = new TestHome();
    Path vault = directory.resolve("packs/vault");
    try (Stream<Path> files = Files.walk(PACK)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = vault.resolve(PACK.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Files.writeString(
        vault.resolve("config.yaml"), Json.write(Value.map("token", Value.of(config.text()))));
    Files.writeString(directory.resolve("login"), login.text());
    int made = new ProcessBuilder("mkfifo", directory.resolve("gate").toString()).start().waitFor();
    assertThat(made).isZero();
    CliRun set = home.runWithInput(key.text(), "key", "set", "vault.key", "--secret", "-v");
    assertThat(set.exitCode()).as(set.err()).isZero();
    seen.put("key set", set.toString());
  }

  @AfterEach
  void closeHome() throws IOException {
    home.close();
  }

  private MapValue parameters() {
    return MapValue.builder()
        .put("password", password.text())
        .put("gate", directory.resolve("gate").toString())
        .put("login_file", directory.resolve("login").toString())
        .build();
  }

  @Test
  void throughAServer() throws Exception {
    Path log = directory.resolve("server.log");
    Path packs = directory.resolve("packs");
    try (ServerProcess server =
        ServerProcess.start(home.environment(), log, "-v", "--packs", packs.toString())) {
      refuse(server);
      String path = "/api/v1/workflows/vault.leak/execute";
      post(server, path, Value.map("parameters", parameters()), 202);
      answer(server);
      ServerProcess.await("its end", () -> status(server).equals("completed"));
      lookAtResult(result(server));
      logIntoRegistry(server);
      readAll(server);
    }
    seen.put("server log", Files.readString(log));
    dumpTables();
    assertThat(seen.get("table task_log")).contains("a token, too");
    assertNothingLeaked();
  }

  @Test
  void throughRun() throws Exception {
    String flow = directory.resolve("packs/vault/workflows/leak.yaml").toString();
    String input = Json.write(parameters().with("patience", Value.of(0)));
    for (String output : List.of("human", "json")) {
      CliRun run =
          home.runWithInput(input, "run", flow, "--params-file", "-", "-v", "--output", output);
      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      seen.put("run " + output, run.out() + run.err());
    }
    CliRun list = home.run("execution", "list", "--all", "--output", "json");
    seen.put("list", list.out());
    for (Value each : ((ListValue) Json.read(list.out())).items()) {
      String id = text((MapValue) each, "id");
      for (String command : List.of("show", "logs")) {
        seen.put(command + id, home.run("execution", command, id, "-v").toString());
        seen.put(command + id + ".json", home.run("execution", command, id, "-j").toString());
      }
    }
    CliRun wrong =
        home.runWithInput(
            Json.write(parameters().with("password", Value.list(Value.of(password.text())))),
            "run",
            flow,
            "--params-file",
            "-");
    assertThat(wrong.exitCode()).isEqualTo(2);
    seen.put("wrong", wrong.toString());
    dumpTables();
    assertNothingLeaked();
  }

  /** What is wrong with a secret is said without it. */
  private void refuse(ServerProcess server) throws Exception {
    String path = "/api/v1/workflows/vault.leak/execute";
    Value list = Value.list(Value.of(password.text()));
    post(server, path, Value.map("parameters", Value.map("password", list)), 400);
    MapValue wrongSize = parameters().with("size", Value.of(password.text()));
    post(server, path, Value.map("parameters", wrongSize), 400);
    HttpResponse<String> broken = server.post(path, "{\"parameters\": " + parameters() + "x}");
    assertThat(broken.statusCode()).isEqualTo(400);
    seen.put("broken JSON", broken.body());
  }

  private void answer(ServerProcess server) throws Exception {
    String pending = "/api/v1/inquiries?status=pending";
    ServerProcess.await("the question", () -> !list(server, pending).isEmpty());
    String id = text((MapValue) list(server, pending).getFirst(), "id");
    String path = "/api/v1/inquiries/" + id + "/respond";
    Value wrong = Value.map("pin", Value.list(Value.of(pin.text())));
    post(server, path, Value.map("response", wrong), 400);
    Value right = Value.map("pin", Value.of(pin.text()));
    post(server, path, Value.map("response", right), 200);
  }

  /** S4-34: the login to a private registry is sealed with the execution, and shown nowhere. */
  private void logIntoRegistry(ServerProcess server) throws Exception {
    String step = "{\"id\": \"a\", \"image\": \"r.example/a:1\", \"command\": [\"env\"]}";
    HttpResponse<String> made =
        server.post("/dagger/workflows", "{\"name\": \"private\", \"steps\": [" + step + "]}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    MapValue login =
        MapValue.builder().put("username", "ada").put("password", registry.text()).build();
    MapValue start =
        MapValue.builder()
            .put("container_registry", "r.example")
            .put("container_credentials", login)
            .build();
    String id = text((MapValue) Json.read(made.body()), "id");
    post(server, "/dagger/workflows/" + id + "/execute", start, 202);
    ServerProcess.await(
        "the end of a step",
        () -> {
          List<Value> runs = list(server, "/api/v1/executions?action_ref=container.private");
          return !runs.isEmpty() && text((MapValue) runs.getFirst(), "status").equals("completed");
        });
  }

  private void post(ServerProcess server, String path, Value body, int status) throws Exception {
    HttpResponse<String> answer = server.post(path, Json.writeRevealed(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    seen.put("POST " + path + " " + seen.size(), answer.body());
  }

  private static List<Value> list(ServerProcess server, String path) {
    try {
      MapValue answer = (MapValue) Json.read(server.get(path).body());
      return ((ListValue) answer.getOr("data", ListValue.EMPTY)).items();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String status(ServerProcess server) {
    MapValue execution = leak(server);
    assertThat(text(execution, "status")).as(execution.toString()).isNotEqualTo("failed");
    return text(execution, "status");
  }

  private static MapValue leak(ServerProcess server) {
    return (MapValue) list(server, "/api/v1/executions?action_ref=vault.leak").getFirst();
  }

  private static MapValue result(ServerProcess server) {
    return (MapValue) leak(server).getOr("result", MapValue.EMPTY);
  }

  /** All secrets were there, as secrets, and the spy has seen processes but none of them. */
  private static void lookAtResult(MapValue result) {
    for (String secret : List.of("password", "written", "token", "pin")) {
      assertThat(text(result, secret)).as(secret).isEqualTo("[secret]");
    }
    assertThat(result.get("found")).isEqualTo(ListValue.EMPTY);
    assertThat(result.getOr("looked", Value.nothing()).toString()).matches("[1-9]\\d+");
    assertThat(String.valueOf(result.get("printed"))).contains("[secret]");
  }

  /** Every route that can be read, for everything there is; the contract says which there are. */
  private void readAll(ServerProcess server) throws Exception {
    List<String> executions = ids(list(server, "/api/v1/executions?per_page=100"), "id");
    List<String> inquiries = ids(list(server, "/api/v1/inquiries?per_page=100"), "id");
    Map<String, List<String>> names =
        Map.of(
            "workflow_ref", ids(list(server, "/api/v1/workflows"), "ref"),
            "action_ref", ids(list(server, "/api/v1/actions?per_page=100"), "ref"),
            "pack_ref", ids(list(server, "/api/v1/packs"), "ref"));
    assertThat(executions).hasSizeGreaterThan(1);
    String contract = server.get("/openapi.yaml").body();
    List<String> paths =
        READABLE.matcher(contract).results().map((MatchResult match) -> match.group(1)).toList();
    assertThat(paths).contains("/api/v1/executions/{id}/events", "/metrics");
    for (String path : paths) {
      List<String> of = path.contains("/inquiries/") ? inquiries : executions;
      for (String each : filled(path, names, of)) {
        String url = each.endsWith("/stream") ? each + "?execution_id=" + of.getFirst() : each;
        seen.put("GET " + url, server.get(url).body());
      }
    }
    assertThat(seen.get("GET /api/v1/executions/" + executions.getLast() + "/logs"))
        .contains("[secret]");
    assertThat(seen.get("GET /api/v1/executions/" + executions.getLast() + "/events"))
        .contains("event: log");
  }

  /** A path for each thing it could be about; what a path names besides is not there. */
  private static List<String> filled(
      String path, Map<String, List<String>> names, List<String> ids) {
    return about(path, names, ids).stream()
        .map(each -> each.replaceAll("\\{\\w+}", "nothing"))
        .toList();
  }

  private static List<String> about(
      String path, Map<String, List<String>> names, List<String> ids) {
    if (path.contains("{id}")) {
      return ids.stream().map(id -> path.replace("{id}", id)).toList();
    }
    for (Map.Entry<String, List<String>> name : names.entrySet()) {
      String place = "{" + name.getKey() + "}";
      if (path.contains(place)) {
        return name.getValue().stream().map(each -> path.replace(place, each)).toList();
      }
    }
    return List.of(path);
  }

  private static List<String> ids(List<Value> list, String name) {
    return list.stream().map(each -> text((MapValue) each, name)).toList();
  }

  private static String text(MapValue map, String name) {
    return map.get(name) instanceof TextValue text ? text.text() : "";
  }

  private void dumpTables() throws SQLException {
    try (Connection connection = home.connection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery(
              "SELECT quote_ident(table_name) FROM information_schema.tables"
                  + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
      assertThat(tables).contains("workflow_execution", "inquiry", "task_log", "pack", "kv_key");
      for (String table : tables) {
        StringBuilder rows = new StringBuilder();
        try (ResultSet row = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
          while (row.next()) {
            rows.append(row.getString(1)).append('\n');
          }
        }
        seen.put("table " + table, rows.toString());
      }
    }
    assertThat(seen.get("table workflow_execution")).contains("$sealed");
    assertThat(seen.get("table task_log")).contains("[secret]");
  }

  private void assertNothingLeaked() {
    Map<String, Canary> canaries =
        Map.of(
            "password",
            password,
            "key",
            key,
            "config",
            config,
            "login",
            login,
            "pin",
            pin,
            "registry",
            registry);
    List<String> leaks = new ArrayList<>();
    seen.forEach((place, text) ->
        canaries.forEach((name, canary) ->
            canary.in(text).forEach(part -> leaks.add(name + " in " + place + ": …" + part))));
    seen.forEach((place, text) ->
        TOKEN.matcher(text).results().forEach(token -> leaks.add(token.group() + " in " + place)));
    assertThat(leaks).isEmpty();
  }
}
