package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real servers and workers, each a process of its own, and what may happen to them. */
class WorkerProcessTest {

  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-z]{13})\"");

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private TestHome home;

  private String token = "";

  // each test begins by starting a server
  @SuppressWarnings("NullAway.Init")
  private Spawned server;

  @SuppressWarnings("NullAway.Init")
  private URI address;

  @BeforeEach
  void installPack() throws IOException {
    home = new TestHome();
    write("packs/demo/pack.yaml", "ref: demo\nlabel: Demo\ndescription: Demo\nversion: 1.0.0\n");
    write(
        "packs/demo/actions/hold.yaml",
        """
        ref: demo.hold
        label: Hold
        entry_point: hold.sh
        parameters: {dir: {type: string}}
        parameter_delivery: env
        """);
    write(
        "packs/demo/actions/hold.sh",
        """
        dir=$(env | sed -n 's/^[A-Z_]*DIR=//p' | grep workers-test)
        echo "$HEDDLE_ATTEMPT_ID" >> "$dir/effects"
        echo begun
        while [ ! -e "$dir/gate" ]; do sleep 0.05; done
        echo held
        """);
    write(
        "packs/demo/workflows/held.yaml",
        """
        ref: demo.held
        label: Held
        version: "1"
        parameters: {dir: {type: string}}
        tasks:
          - {name: hold, action: demo.hold, input: {dir: "{{ parameters.dir }}"}}
        """);
    write(
        "packs/demo/workflows/far.yaml",
        """
        ref: demo.far
        label: Far
        version: "1"
        tasks:
          - {name: far, action: core.noop, worker_selector: {queue: gpu}}
        """);
    Files.createDirectories(gates());
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Path gates() {
    return directory.resolve("workers-test");
  }

  @AfterEach
  void stop() throws Exception {
    Files.writeString(gates().resolve("gate"), "");
    server.close();
    home.close();
  }

  private void serve(int port, String... more) throws Exception {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("server", "--port", String.valueOf(port), "--no-worker", "--packs"));
    arguments.add(directory.resolve("packs").toString());
    arguments.addAll(List.of(more));
    server = Spawned.of(home.environment(), arguments.toArray(String[]::new));
    String line = server.await("heddle listens on");
    address = URI.create(line.substring(line.indexOf("http")));
    if (token.isEmpty()) {
      token = server.await("token of the administrator").replaceFirst(".*: ", "");
    }
  }

  private Spawned work(String server, String... more) throws Exception {
    List<String> arguments = new java.util.ArrayList<>(List.of("worker", "-v", "--server", server));
    arguments.addAll(List.of(more));
    Map<String, String> environment = new HashMap<>(home.environment());
    environment.put("HEDDLE_TOKEN", token);
    environment.put("HEDDLE_HOME", directory.resolve("worker-home").toString());
    Spawned worker = Spawned.of(environment, arguments.toArray(String[]::new));
    worker.await("Works for");
    return worker;
  }

  private String execute(String ref, String parameters) throws Exception {
    String body = "{\"action_ref\":\"" + ref + "\",\"parameters\":" + parameters + "}";
    String answer =
        http.send(
                request("/api/v1/executions/execute")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString())
            .body();
    Matcher id = ID.matcher(answer);
    assertThat(id.find()).as(answer).isTrue();
    return id.group(1);
  }

  private String held() throws Exception {
    return execute("demo.held", "{\"dir\":\"" + gates() + "\"}");
  }

  /** Reads the events of an execution until one has a text in it. */
  private void await(String execution, String part) throws Exception {
    String events = "/api/v1/executions/" + execution + "/events";
    var answer = http.send(request(events).build(), BodyHandlers.ofInputStream());
    StringBuilder seen = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        seen.append(line).append('\n');
        if (line.startsWith("data:") && line.contains(part)) {
          return;
        }
      }
    }
    throw new AssertionError(
        "no event with "
            + part
            + " in "
            + answer.statusCode()
            + " "
            + seen
            + get("/api/v1/executions"));
  }

  private String get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + token);
  }

  private void openGate() throws IOException {
    Files.writeString(gates().resolve("gate"), "");
  }

  private List<String> effects() throws IOException {
    return Files.readAllLines(gates().resolve("effects"));
  }

  @Test
  @DisplayName("S1-124: a killed worker's attempt is abandoned after the lease and offered again")
  void aKilledWorkersAttemptIsOfferedAgain() throws Exception {
    serve(0, "--worker-lease", "2");
    try (Spawned first = work(address.toString())) {
      String run = held();
      await(run, "begun");
      first.kill();
      try (Spawned _ = work(address.toString())) {
        await(run, "\"abandoned\"");
        openGate();
        await(run, "\"completed\"");
        assertThat(effects()).hasSize(2).doesNotHaveDuplicates();
        assertThat(get("/api/v1/workflow-executions/" + run + "/tasks")).contains("worker_lost");
      }
    }
  }

  @Test
  void anAttemptGoesOnWhileItsServerIsKilledAndStartedAgain() throws Exception {
    serve(0);
    try (Spawned _ = work(address.toString())) {
      String run = held();
      await(run, "begun");
      server.kill();
      serve(address.getPort());
      openGate();
      await(run, "\"completed\"");
      assertThat(effects()).hasSize(1);
    }
  }

  @Test
  void aCutConnectionRepeatsNothing() throws Exception {
    serve(0);
    try (CuttableProxy proxy = new CuttableProxy(address);
        Spawned worker = work(proxy.address())) {
      String run = held();
      await(run, "begun");
      proxy.cut();
      openGate();
      await(run, "\"completed\"");
      worker.await("Works for");
      assertThat(effects()).hasSize(1);
    }
  }

  @Test
  void aWorkerThatIsToldToStopFinishesWhatItHas() throws Exception {
    serve(0);
    try (Spawned worker = work(address.toString())) {
      String run = held();
      await(run, "begun");
      worker.process.toHandle().destroy();
      worker.await("stopping: takes nothing new");
      openGate();
      assertThat(worker.awaitEnd()).isZero();
      await(run, "\"completed\"");
    }
  }

  @Test
  @DisplayName("S1-169: label match: what no worker serves waits, says why, and fails in the end")
  void whatNoWorkerServesFails() throws Exception {
    serve(0, "--unschedulable-after", "1");
    try (Spawned _ = work(address.toString(), "--queues", "default,io", "--name", "w1")) {
      String run = execute("demo.far", "{}");
      await(run, "\"failed\"");
      assertThat(get("/api/v1/workflow-executions/" + run + "/tasks"))
          .contains("unschedulable")
          .contains("no worker serves the queue gpu; workers serve default, io");
      assertThat(get("/api/v1/workers"))
          .contains("\"name\":\"w1\"", "\"queues\":[\"default\",\"io\"]");
    }
  }
}
