package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills servers while their scripts run, again and again (S3-22, S3-48, U-05, U-07). */
@Tag("needs-interpreters")
class ScriptKillTest {

  private static final int KILLS = Integer.getInteger("heddle.script.kills", 2);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  /** Each script notes that it began and that it ended, and hands a number on. */
  private static String diamond(Path effects) {
    StringBuilder text = new StringBuilder();
    for (String head : List.of("one()", "left(a:one)", "right(a:one)", "sum(l:left, r:right)")) {
      text.append(
          """
          fun %s:
              import os, time
              def note(what):
                  with open("%s", "a") as f:
                      f.write(what + " " + os.environ["RUN_ID"] + "\\n")
              note("began")
              time.sleep(0.1)
              print(1 + sum(int(open(name).read()) for name in os.listdir()))
              note("ended")
          """
              .formatted(head, effects));
    }
    return text.toString();
  }

  @Test
  @DisplayName("U-05, U-07: killed during scripts, all ends right, nothing is left, none ran twice")
  void endsAsIfNothingHappened() throws Exception {
    Path effects = Files.createFile(directory.resolve("effects"));
    Random random = new Random(Long.getLong("heddle.script.seed", 1));
    List<String> uploads = new ArrayList<>();
    try (TestHome home = new TestHome()) {
      for (int life = 0; life < KILLS; life++) {
        try (Server server = Server.start(home)) {
          for (int i = 0; i < 3; i++) {
            uploads.add(server.upload(diamond(effects)));
          }
          awaitEffects(server, effects, random.nextInt(12));
          server.process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
        }
      }
      try (Server server = Server.start(home)) {
        for (String id : uploads) {
          server.awaitEnd(id);
          assertThat(server.result(id)).as(id).isEqualTo("5\n");
        }
      }
      check(effects, uploads.size());
      assertThat(leftProcesses(home)).isEmpty();
    }
  }

  /** Waits until scripts of this life have noted so much. */
  private static void awaitEffects(Server server, Path effects, int count) throws Exception {
    long before = Files.size(effects);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Files.size(effects) < before + count * 30L) {
      assertThat(server.process.waitFor(10, TimeUnit.MILLISECONDS)).as("lives").isFalse();
      assertThat(Instant.now()).isBefore(deadline);
    }
  }

  private static void check(Path effects, int executions) throws IOException {
    Set<String> began = new HashSet<>();
    int ended = 0;
    for (String line : Files.readAllLines(effects)) {
      if (line.startsWith("began ")) {
        assertThat(began.add(line)).as("once for an attempt: " + line).isTrue();
      } else {
        ended++;
      }
    }
    assertThat(ended).isGreaterThanOrEqualTo(4 * executions);
    System.out.printf(
        "%d kills, %d executions of 4 scripts, %d attempts, %d of them to their end%n",
        KILLS, executions, began.size(), ended);
  }

  /** Processes that were started for scripts of this home. */
  private static List<Long> leftProcesses(TestHome home) {
    String mark = home.environment().get("HEDDLE_HOME") + "/scripts/";
    return ProcessHandle.allProcesses()
        .filter(
            process -> process.info().commandLine().map(line -> line.contains(mark)).orElse(false))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** A server in a process of its own, to be killed. */
  private record Server(Process process, URI address, HttpClient http) implements AutoCloseable {

    static Server start(TestHome home) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--enable-native-access=ALL-UNNAMED",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Xmx128m",
              "-cp",
              System.getProperty("java.class.path"),
              Main.class.getName(),
              "server",
              "--port",
              "0",
              "--no-auth");
      builder.environment().clear();
      builder.environment().putAll(home.environment());
      Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String line = out.readLine();
      assertThat(line).startsWith("heddle listens on ");
      return new Server(
          process, URI.create(line.substring(line.indexOf("http"))), HttpClient.newHttpClient());
    }

    String upload(String text) throws Exception {
      String body =
          "--line\r\nContent-Disposition: form-data; name=\"workflow\"; filename=\"d.workflow\"\r\n\r\n"
              + text
              + "\r\n--line--\r\n";
      return field(
          Json.read(
              send(
                  HttpRequest.newBuilder(address.resolve("/workflows"))
                      .header("Content-Type", "multipart/form-data; boundary=line")
                      .POST(BodyPublishers.ofString(body)))),
          "data",
          "id");
    }

    void awaitEnd(String id) throws Exception {
      // the stream of events ends with the execution
      send(HttpRequest.newBuilder(address.resolve("/api/v1/executions/" + id + "/events")));
    }

    String result(String id) throws Exception {
      Value shown =
          Json.read(send(HttpRequest.newBuilder(address.resolve("/workflows/" + id + "/runs"))));
      String runs = Json.write(shown);
      String status =
          field(
              Json.read(send(HttpRequest.newBuilder(address.resolve("/workflows/" + id)))),
              "data",
              "status");
      assertThat(status).as(runs).isEqualTo("SUCCEEDED");
      assertThat(((ListValue) ((MapValue) shown).getOr("data", ListValue.EMPTY)).items())
          .hasSizeGreaterThanOrEqualTo(4);
      return send(
          HttpRequest.newBuilder(address.resolve("/workflows/" + id + "/tasks/sum/output")));
    }

    private String send(HttpRequest.Builder request) throws Exception {
      return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString()).body();
    }

    private static String field(Value value, String... path) {
      Value found = value;
      for (String step : path) {
        found = ((MapValue) found).getOr(step, Value.nothing());
      }
      return found instanceof TextValue(String text) ? text : found.toString();
    }

    /** SIGKILL. */
    @Override
    public void close() {
      process.toHandle().destroyForcibly();
      process.onExit().join();
      http.shutdownNow();
    }
  }
}
