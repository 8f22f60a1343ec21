package dev.heddle.worker.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python program by itself, against a server that notes what it is asked (4.6). */
@Tag("needs-interpreters")
class ScriptWorkerTest {

  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path directory;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, List<Integer>> troubles = new ConcurrentHashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("RUN_ID", "run-1");
    environment.put("WORKFLOW_ID", "workflow");
    environment.put("TASK_ID", "task");
    environment.put("TASK_NAME", "load");
    environment.put("CODE_URL", base + "/code?signature=sesame");
    environment.put("REQ_URL", base + "/env?signature=sesame");
    environment.put(
        "PRED_URLS_JSON",
        "{\"a\": \"" + base + "/a?signature=sesame\", \"b\": \"" + base + "/b\"}");
    environment.put("FUNC_ARG_MAP_JSON", "{\"a\": [\"x\", \"y\"], \"b\": [\"z\"]}");
    environment.put("OUTPUT_SIGNED_URL", base + "/output?signature=sesame");
    environment.put("TERMINATION_MESSAGE_PATH", directory.resolve("end.json").toString());
    object("code", "print(open('x').read() + open('y').read() + open('z').read(), end='')");
    object("env", "");
    object("a", "1");
    object("b", "2");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void object(String name, String text) {
    objects.put("/" + name, text.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(exchange.getRequestMethod() + " " + path);
      List<Integer> trouble = troubles.getOrDefault(path, List.of());
      if (!trouble.isEmpty()) {
        troubles.put(path, trouble.subList(1, trouble.size()));
        exchange.sendResponseHeaders(trouble.getFirst(), -1);
        return;
      }
      if (exchange.getRequestMethod().equals("PUT")) {
        try (InputStream body = exchange.getRequestBody()) {
          objects.put(path, body.readAllBytes());
        }
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      byte[] object = objects.get(path);
      exchange.sendResponseHeaders(
          object == null ? 404 : 200, object == null || object.length == 0 ? -1 : object.length);
      if (object != null && object.length > 0) {
        exchange.getResponseBody().write(object);
      }
    }
  }

  private int run() throws Exception {
    Path program = directory.resolve("script_worker.py");
    try (InputStream in = ScriptHome.class.getResourceAsStream("script_worker.py")) {
      Files.write(program, java.util.Objects.requireNonNull(in).readAllBytes());
    }
    Path work = Files.createDirectories(directory.resolve("work"));
    ProcessBuilder builder =
        new ProcessBuilder("python3", program.toString())
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("printed").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String end(String field) throws IOException {
    MapValue end = (MapValue) Json.read(Files.readString(directory.resolve("end.json")));
    Value value = end.getOr(field, Value.nothing());
    return value instanceof TextValue(String text) ? text : value.toString();
  }

  @Test
  @DisplayName("S3-53: code, dependencies, predecessors, then the script, then its output")
  void stepsAreInOrder() throws Exception {
    assertThat(run()).isZero();
    assertThat(asked).containsExactly("GET /code", "GET /env", "GET /a", "GET /b", "PUT /output");
    assertThat(objects.get("/output")).asString().isEqualTo("112");
    assertThat(end("stage")).isEqualTo("done");
    assertThat(end("size")).isEqualTo("3");
  }

  @Test
  @DisplayName("S3-51: what is missing in the environment is named, all of it")
  void missingVariablesAreNamed() throws Exception {
    environment.remove("CODE_URL");
    environment.remove("TASK_NAME");
    assertThat(run()).isEqualTo(1);
    assertThat(end("stage")).isEqualTo("worker");
    assertThat(end("error")).isEqualTo("missing in the environment: TASK_NAME, CODE_URL");
    assertThat(asked).isEmpty();
  }

  @Test
  @DisplayName("S3-52: an expired URL fails with a message that says so, without the URL")
  void anExpiredUrlSaysSo() throws Exception {
    troubles.put("/code", List.of(403));
    assertThat(run()).isEqualTo(1);
    assertThat(end("error"))
        .isEqualTo(
            "downloading the code was refused, HTTP status 403: its signed URL has expired or is"
                + " not for this");
    assertThat(Files.readString(directory.resolve("end.json"))).doesNotContain("sesame");
    assertThat(Files.readString(directory.resolve("printed"))).doesNotContain("sesame");
  }

  @Test
  @DisplayName("A moment's trouble of the store is waited out; S3-21: the upload is repeated whole")
  void troubleIsWaitedOut() throws Exception {
    troubles.put("/code", List.of(503));
    troubles.put("/output", List.of(500, 503));
    assertThat(run()).isZero();
    assertThat(objects.get("/output")).asString().isEqualTo("112");
  }

  @Test
  @DisplayName("S3-20: nothing is stored of a script that fails")
  void aFailedScriptStoresNothing() throws Exception {
    object("code", "print('half')\nraise SystemExit(4)");
    assertThat(run()).isEqualTo(1);
    assertThat(asked).doesNotContain("PUT /output");
    assertThat(end("stage")).isEqualTo("run_task");
    assertThat(end("exit_code")).isEqualTo("4");
    assertThat(end("stdout_tail")).isEqualTo("half\n");
  }

  @Test
  @DisplayName("S3-47: the message of the script is not overwritten by a later one")
  void theFirstMessageStays() throws Exception {
    object("code", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)");
    assertThat(run()).isEqualTo(1);
    assertThat(end("stage")).isEqualTo("run_task");
    assertThat(end("exit_code")).isEqualTo("137");
  }

  @Test
  @DisplayName("Security row 10: a name that is no plain name is no file")
  void wildNamesAreRefused() throws Exception {
    environment.put("FUNC_ARG_MAP_JSON", "{\"a\": [\"../../escape\"]}");
    assertThat(run()).isEqualTo(1);
    assertThat(end("error")).isEqualTo("FUNC_ARG_MAP_JSON has a file name that is none");
    assertThat(directory.resolve("escape")).doesNotExist();
  }

  @Test
  @DisplayName("Whoever started it is gone: the script ends with it")
  void itEndsWithItsStarter() throws Exception {
    try (Processes processes = new Processes()) {
      object(
          "code", processes.tell("__import__('os').getpid()") + "\nimport time; time.sleep(1000)");
      environment.put("LIFELINE", "stdin");
      Path program = directory.resolve("script_worker.py");
      try (InputStream in = ScriptHome.class.getResourceAsStream("script_worker.py")) {
        Files.write(program, java.util.Objects.requireNonNull(in).readAllBytes());
      }
      ProcessBuilder builder =
          new ProcessBuilder("setsid", "python3", program.toString())
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      long script = Long.parseLong(processes.told());
      Instant closed = Instant.now();
      process.getOutputStream().close();
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      Processes.awaitEnd(script);
      assertThat(Duration.between(closed, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }
  }
}
