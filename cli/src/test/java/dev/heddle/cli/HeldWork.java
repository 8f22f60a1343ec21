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

/**
 * A pack whose program says that it has begun and runs until a gate opens, on one home, and those
 * who call its servers.
 */
final class HeldWork implements AutoCloseable {

  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-z]{13})\"");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path directory;
  private final TestHome home = new TestHome();
  private int gates;

  HeldWork(Path directory) throws IOException {
    this.directory = directory;
    write("packs/demo/pack.yaml", "ref: demo\nlabel: Demo\ndescription: Demo\nversion: 1.0.0\n");
    write(
        "packs/demo/actions/hold.yaml",
        """
        ref: demo.hold
        label: Hold
        entry_point: hold.sh
        parameters: {gate: {type: string}}
        parameter_delivery: env
        """);
    write(
        "packs/demo/actions/hold.sh",
        """
        gate=$(env | sed -n 's/^[A-Z_]*GATE=//p')
        echo "$HEDDLE_ATTEMPT_ID" >> "$gate.effects"
        echo begun
        while [ ! -e "$gate" ]; do sleep 0.05; done
        echo held
        """);
    write(
        "packs/demo/workflows/held.yaml",
        """
        ref: demo.held
        label: Held
        version: "1"
        parameters: {gate: {type: string}}
        tasks:
          - name: hold
            action: demo.hold
            worker_affinity: {preferred: [{weight: 1, key: first, operator: exists}]}
            input: {gate: "{{ parameters.gate }}"}
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
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  Map<String, String> environment() {
    return home.environment();
  }

  /** The environment of a worker, whose home is its own. */
  Map<String, String> workerEnvironment() {
    Map<String, String> environment = new HashMap<>(home.environment());
    environment.put("HEDDLE_HOME", directory.resolve("worker-home").toString());
    environment.remove("HEDDLE_DATABASE_URL");
    return environment;
  }

  String packs() {
    return directory.resolve("packs").toString();
  }

  /** A server in this process, open to everybody, that leaves all work to others. */
  Server serve(int port, String... more) throws InterruptedException {
    List<String> words =
        new java.util.ArrayList<>(
            List.of("server", "--port", String.valueOf(port), "--no-auth", "--no-worker"));
    words.addAll(List.of("--grace", "60", "--packs", packs()));
    words.addAll(List.of(more));
    Background command = Background.of(environment(), words.toArray(String[]::new));
    String line = command.await("heddle listens on");
    return new Server(command, URI.create(line.substring(line.indexOf("http"))));
  }

  record Server(Background command, URI address) implements AutoCloseable {
    @Override
    public void close() {
      command.close();
    }
  }

  /** A worker in this process. */
  Background work(Object server, String... more) {
    List<String> words =
        new java.util.ArrayList<>(List.of("worker", "--server", server.toString()));
    words.addAll(List.of(more));
    return Background.of(workerEnvironment(), words.toArray(String[]::new));
  }

  /** A worker that can be killed, and gets the work if it can. */
  Spawned spawnWorker(URI server, String name) throws IOException {
    return Spawned.of(
        workerEnvironment(),
        "worker",
        "--server",
        server.toString(),
        "--name",
        name,
        "--label",
        "first=yes");
  }

  /** Keeps programs running until it is opened. */
  record Gate(Path file) {
    void open() throws IOException {
      Files.writeString(file, "");
    }

    /** The ids of all attempts that have begun. */
    List<String> effects() throws IOException {
      return Files.readAllLines(Path.of(file + ".effects"));
    }
  }

  Gate gate() {
    return new Gate(directory.resolve("gate-" + gates++));
  }

  /** Starts the program, and waits until it runs. */
  String hold(URI server, Gate gate) throws Exception {
    String run = execute(server, "demo.held", "{\"gate\":\"" + gate.file() + "\"}");
    await(server, run, "begun");
    return run;
  }

  static String execute(URI server, String ref, String parameters) throws Exception {
    String body = "{\"action_ref\":\"" + ref + "\",\"parameters\":" + parameters + "}";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/api/v1/executions/execute"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    String answer = HTTP.send(request.build(), BodyHandlers.ofString()).body();
    Matcher id = ID.matcher(answer);
    assertThat(id.find()).as(answer).isTrue();
    return id.group(1);
  }

  /** Reads the events of an execution until one has a text in it. */
  static void await(URI server, String execution, String part) throws Exception {
    URI events = server.resolve("/api/v1/executions/" + execution + "/events");
    var answer = HTTP.send(HttpRequest.newBuilder(events).build(), BodyHandlers.ofInputStream());
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
    throw new AssertionError("no event with " + part + " in " + answer.statusCode() + " " + seen);
  }

  static String get(URI server, String path) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString())
        .body();
  }

  static String tasks(URI server, String run) throws IOException, InterruptedException {
    return get(server, "/api/v1/workflow-executions/" + run + "/tasks");
  }

  /** Waits until so many workers have a stream to the server. */
  static void awaitWorkers(URI server, int count) throws InterruptedException {
    ServerProcess.await(
        count + " workers",
        () -> {
          try {
            return get(server, "/metrics").contains("\nheddle_fleet_workers " + count + ".0\n");
          } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
          }
        });
  }

  @Override
  public void close() throws IOException {
    home.close();
  }
}
