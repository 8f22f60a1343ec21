package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Container workflows and script files on one real server, whose steps are processes. */
@Tag("needs-interpreters")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StepsAndScriptsServerTest {

  private Path directory;
  private TestHome home;
  private ServerProcess server;

  @BeforeAll
  void start(@TempDir Path shared) throws IOException {
    directory = shared;
    home = new TestHome();
    server = ServerProcess.start(home.environment(), directory.resolve("server.log"));
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    home.close();
  }

  private static String text(Value map, String name) {
    return ((MapValue) map).get(name) instanceof TextValue text ? text.text() : "";
  }

  private MapValue get(String path) {
    try {
      return (MapValue) Json.read(server.get(path).body());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private Value post(String path, Value body) throws Exception {
    return Json.read(server.post(path, Json.write(body)).body());
  }

  private List<String> statuses(List<String> executions) {
    return executions.stream().map(id -> text(get("/dagger/executions/" + id), "status")).toList();
  }

  @Test
  @DisplayName("S4-35: of six executions started at once five run, the sixth waits and runs then")
  void theSixthWaits() throws Exception {
    String wait = "echo begun; until [ -e '%s/gate-'$N ]; do sleep 0.05; done".formatted(directory);
    Value step =
        MapValue.builder()
            .put("id", "wait")
            .put("image", "busybox:1.36")
            .put("command", Value.list(Value.of("sh"), Value.of("-c"), Value.of(wait)))
            .put("environment", Value.map("N", Value.of("${inputs.n}")))
            .build();
    Value document = MapValue.builder().put("name", "waits").put("steps", Value.list(step)).build();
    String path = "/dagger/workflows/" + text(post("/dagger/workflows", document), "id");
    List<String> runs = new ArrayList<>();
    for (int n = 0; n < 6; n++) {
      Value inputs = Value.map("inputs", Value.map("n", Value.of(n)));
      String run = text(post(path + "/execute", inputs), "execution_id");
      if (n < 5) {
        ServerProcess.await(
            "the begin of " + n,
            () -> text(get("/dagger/executions/" + run), "status").equals("running"));
      }
      runs.add(run);
    }
    assertThat(statuses(runs))
        .containsExactly("running", "running", "running", "running", "running", "pending");
    Files.createFile(directory.resolve("gate-2"));
    ServerProcess.await("the sixth", () -> statuses(runs).getLast().equals("running"));
    assertThat(statuses(runs).get(2)).isEqualTo("completed");
    for (int n : new int[] {0, 1, 3, 4, 5}) {
      Files.createFile(directory.resolve("gate-" + n));
    }
    ServerProcess.await("their end", () -> statuses(runs).stream().allMatch("completed"::equals));
  }

  @Test
  @DisplayName("S3-18: the trace of an upload shows all stages, from the upload to the result")
  void theTraceOfAnUpload() throws Exception {
    String form =
        """
        --line\r
        Content-Disposition: form-data; name="workflow"; filename="w.workflow"\r
        \r
        fun one():
            print(20)
        fun two(x:one):
            print(int(open("x").read()) + 22)
        \r
        --line--\r
        """;
    String answer;
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(server.address().resolve("/workflows"))
              .header("Content-Type", "multipart/form-data; boundary=line")
              .POST(BodyPublishers.ofString(form))
              .build();
      answer = http.send(request, BodyHandlers.ofString()).body();
    }
    MapValue uploaded = (MapValue) ((MapValue) Json.read(answer)).getOr("data", MapValue.EMPTY);
    String id = text(uploaded, "id");
    assertThat(text(uploaded, "status")).as(answer).isIn("RUNNING", "SUCCEEDED");
    ServerProcess.await("its end", () -> text(status(id), "status").equals("SUCCEEDED"));

    ListValue story =
        (ListValue) get("/api/v1/executions/" + id + "/story").getOr("data", ListValue.EMPTY);
    assertThat(story.items())
        .extracting(each -> text(each, "text").replaceAll(" (in [0-9.]+ s|by .*)$", ""))
        .containsExactly(
            "workflow script.w started",
            "task one dispatched",
            "task one completed",
            "task two dispatched after one",
            "task two completed",
            "workflow script.w completed");
    assertThat(server.get("/workflows/" + id + "/tasks/two/output").body()).isEqualTo("42\n");
  }

  private MapValue status(String id) {
    return (MapValue) get("/workflows/" + id).getOr("data", MapValue.EMPTY);
  }

  @ParameterizedTest
  @CsvSource({
    "HEDDLE_RUNNER, podman",
    "HEDDLE_CONTAINER_NETWORK, host",
    "HEDDLE_CONTAINER_EXECUTIONS, 0",
    "HEDDLE_CONTAINER_USER, root",
    "HEDDLE_VOLUME_ROOTS, data",
    "HEDDLE_VOLUME_ROOTS, /",
    "HEDDLE_IMAGE_POLICY, strict",
    "HEDDLE_IMAGE_PULL, sometimes",
    "HEDDLE_STEP_TIMEOUT, soon",
    "DOCKER_HOST, ssh://elsewhere",
    "HEDDLE_ARTIFACTS, http://bucket",
  })
  @DisplayName("S3-62: what the environment says wrongly is an error at start, and named")
  void wrongSettingsAreNamed(String variable, String value) {
    Map<String, String> environment = new HashMap<>(home.environment());
    environment.put(variable, value);
    CliRun run = CliRun.of(environment, "", "server", "--port", "0", "--no-auth");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(variable).doesNotContain("Exception");
  }
}
