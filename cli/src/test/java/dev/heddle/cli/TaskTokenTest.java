package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program talks to the server that runs it, in the name of its attempt and no longer. */
@Tag("needs-interpreters")
@Timeout(120)
final class TaskTokenTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path directory;

  private void write(String file, String text) throws IOException {
    Path path = directory.resolve("packs/demo").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void writePack() throws IOException {
    write("pack.yaml", "{ref: demo, label: Demo, description: Demo, version: '1'}");
    write(
        "actions/ask.yaml",
        "{ref: demo.ask, label: Ask, entry_point: ask.py, output_format: json,"
            + " parameters: {keep: {type: string}}}");
    write(
        "actions/ask.py",
        """
        import json, os, sys, urllib.error, urllib.request

        token = os.environ.get("HEDDLE_TOKEN")
        keep = json.load(sys.stdin).get("keep")
        if keep:
            open(keep, "w").write(token)

        def status(path):
            request = urllib.request.Request(os.environ["HEDDLE_API_URL"] + path)
            request.add_header("Authorization", "Bearer " + token)
            try:
                return urllib.request.urlopen(request).status
            except urllib.error.HTTPError as refused:
                return refused.code

        print(json.dumps({"token": token is not None} if not token else {
            "own": status("/api/v1/executions/" + os.environ["HEDDLE_EXECUTION_ID"]),
            "workflows": status("/api/v1/workflows"),
        }))
        """);
    write(
        "actions/late.yaml",
        "{ref: demo.late_ask, label: Late, entry_point: late.py, output_format: json,"
            + " parameters: {begun: {type: string}}}");
    write(
        "actions/late.py",
        """
        import json, os, sys, time, urllib.request

        begun = json.load(sys.stdin)["begun"]
        if not os.path.exists(begun):
            open(begun, "w").close()
            time.sleep(600)
        url = os.environ["HEDDLE_API_URL"] + "/api/v1/executions/"
        request = urllib.request.Request(url + os.environ["HEDDLE_EXECUTION_ID"])
        request.add_header("Authorization", "Bearer " + os.environ["HEDDLE_TOKEN"])
        print(json.dumps({"own": urllib.request.urlopen(request).status}))
        """);
    write(
        "workflows/late.yaml",
        """
        ref: demo.late
        label: Late
        version: "1"
        parameters: {begun: {type: string}}
        tasks:
          - {name: late, action: demo.late_ask, input: {begun: "{{ parameters.begun }}"}}
        output_map:
          said: "{{ task.late.result.own }}"
        """);
    write(
        "workflows/ask.yaml",
        """
        ref: demo.flow
        label: Flow
        version: "1"
        parameters: {keep: {type: string}}
        tasks:
          - {name: standard, action: demo.ask, input: {keep: "{{ parameters.keep }}"}}
          - {name: viewing, action: demo.ask, permission_set_refs: viewer}
          - {name: nothing, action: demo.ask, permission_set_refs: null}
          - {name: too_much, action: demo.ask, permission_set_refs: [admin], on_failure: handled}
          - {name: handled, action: core.noop}
        output_map:
          standard: "{{ task.standard.result.own }} {{ task.standard.result.workflows }}"
          viewing: "{{ task.viewing.result.own }} {{ task.viewing.result.workflows }}"
          nothing: "{{ task.nothing.result.token }}"
          too_much: "{{ task.too_much.error.message }}"
        """);
  }

  @Test
  @DisplayName("S1-168, S1-138: what tokens may do, what none may do, and that they die")
  void aTokenIsAsGoodAsItsSetsAndItsAttempt() throws Exception {
    writePack();
    try (TestHome home = new TestHome()) {
      home.run("identity", "create", "runner", "--service", "--role", "executor");
      String runner = home.run("identity", "token", "runner", "--name", "t").out().strip();
      String packs = directory.resolve("packs").toString();
      Path log = directory.resolve("server.log");
      String recovered;
      try (ServerProcess server =
          ServerProcess.startGuarded(home.environment(), log, "--packs", packs)) {
        Path kept = directory.resolve("kept");
        String own = begin(server, "demo.flow", "keep", kept, runner);
        ServerProcess.await(
            "its end", () -> !text(data(get(server, own, runner)), "status").equals("running"));
        MapValue ended = data(get(server, own, runner));
        assertThat(ended.get("result"))
            .hasToString(
                "{\"standard\":\"200 403\",\"viewing\":\"200 200\","
                    + "\"nothing\":false,"
                    + "\"too_much\":\"Task too_much asks for permissions that whoever started this"
                    + " (runner) may not hand on: admin\","
                    + "\"succeeded\":true}");
        String token = Files.readString(kept);
        assertThat(token).startsWith("hdx_");
        assertThat(get(server, own, token).statusCode()).isEqualTo(401);
        assertThat(Files.readString(log)).doesNotContain(token);
        Path begun = directory.resolve("begun");
        recovered = begin(server, "demo.late", "begun", begun, runner);
        ServerProcess.await("its program", () -> Files.exists(begun));
        server.kill();
      }
      try (ServerProcess server = ServerProcess.startGuarded(home.environment(), log)) {
        ServerProcess.await(
            "its end",
            () -> !text(data(get(server, recovered, runner)), "status").equals("running"));
        assertThat(data(get(server, recovered, runner)).get("result"))
            .as("what was recovered can talk to the server, too")
            .hasToString("{\"said\":200,\"succeeded\":true}");
      }
    }
  }

  private static String begin(
      ServerProcess server, String workflow, String parameter, Path file, String token)
      throws IOException, InterruptedException {
    Value parameters = Value.map(parameter, Value.of(file.toString()));
    String path = "/api/v1/workflows/" + workflow + "/execute";
    HttpResponse<String> started =
        send(
            HttpRequest.newBuilder(server.address().resolve(path))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        Json.write(Value.map("parameters", parameters)))),
            token);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    return "/api/v1/executions/" + text(data(started), "id");
  }

  private static HttpResponse<String> get(ServerProcess server, String path, String token) {
    try {
      return send(HttpRequest.newBuilder(server.address().resolve(path)), token);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String token)
      throws IOException, InterruptedException {
    return HTTP.send(
        request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
  }

  private static MapValue data(HttpResponse<String> answer) {
    return (MapValue) ((MapValue) Json.read(answer.body())).getOr("data", MapValue.EMPTY);
  }

  private static String text(MapValue map, String name) {
    return map.get(name) instanceof TextValue text ? text.text() : "";
  }
}
