package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Script files from the command line, with real interpreters and pip. */
@Tag("needs-interpreters")
class ScriptCliTest {

  private static final String SEED =
      """
      # sample.workflow
      fun extract_data():
          import requests
          data = requests.get("https://api.example.com/data").json()
          print(data)

      fun transform(raw:extract_data):
          # 'raw' is the filename containing extract_data's output
          with open("raw") as f:
              data = f.read()
          transformed = data.upper()
          print(transformed)

      fun load(processed:transform):
          with open("processed") as f:
              print(f"Loading: {f.read()}")
      """;

  private static TestHome home;

  @TempDir static Path directory;

  @BeforeAll
  static void openHome() throws IOException {
    home = new TestHome();
  }

  @AfterAll
  static void closeHome() throws IOException {
    home.close();
  }

  @Tag("needs-pip")
  @Test
  @DisplayName("S3-01, S3-16: the seed's example runs, with its requirement from a local wheel")
  void theSeedsExampleRuns() throws Exception {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/data",
        exchange -> {
          byte[] body = "{\"name\": \"ada\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    api.start();
    try {
      Path file = directory.resolve("sample.workflow");
      Files.writeString(
          file,
          SEED.replace(
              "https://api.example.com", "http://127.0.0.1:" + api.getAddress().getPort()));
      Path requirements = directory.resolve("requirements.txt");
      Path wheels = Files.createDirectories(directory.resolve("wheels"));
      wheel(wheels.resolve("requests-2.0-py3-none-any.whl"));
      Files.writeString(requirements, "--no-index\n--find-links " + wheels + "\nrequests==2.0\n");

      CliRun run =
          home.run(
              "run",
              file.toString(),
              "--requirements",
              requirements.toString(),
              "--output",
              "json");

      assertThat(run.exitCode()).as("%s%s", run.out(), run.err()).isZero();
      assertThat(text(run, "result", "load", "stdout")).isEqualTo("Loading: {'NAME': 'ADA'}\n\n\n");
      assertThat(environments()).as("one environment for the three").isEqualTo(1);
    } finally {
      api.stop(0);
    }
  }

  /** Just what the example uses. */
  private static void wheel(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      entry(
          zip,
          "requests/__init__.py",
          """
          import json
          import urllib.request


          class Response:
              def __init__(self, body):
                  self.body = body

              def json(self):
                  return json.loads(self.body)


          def get(url):
              with urllib.request.urlopen(url) as answer:
                  return Response(answer.read())
          """);
      entry(
          zip,
          "requests-2.0.dist-info/METADATA",
          "Metadata-Version: 2.1\nName: requests\nVersion: 2.0\n");
      entry(
          zip,
          "requests-2.0.dist-info/WHEEL",
          "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
      entry(
          zip,
          "requests-2.0.dist-info/RECORD",
          """
          requests/__init__.py,,
          requests-2.0.dist-info/METADATA,,
          requests-2.0.dist-info/WHEEL,,
          requests-2.0.dist-info/RECORD,,
          """);
    }
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static long environments() throws IOException {
    Path kept = Path.of(home.environment().get("HEDDLE_HOME"), "scripts", "environments");
    try (Stream<Path> all = Files.list(kept)) {
      return all.filter(Files::isDirectory).count();
    }
  }

  @Test
  @DisplayName("U-04: a flow calls scripts that ran before by their id and reads their outputs")
  void aFlowCallsScripts() throws Exception {
    Path script = directory.resolve("score.workflow");
    Files.writeString(
        script, "fun one():\n  print(20)\nfun sum(a:one):\n  print(int(open('a').read()) + 22)\n");
    CliRun first = home.run("run", script.toString(), "-j");
    assertThat(first.exitCode()).as(first.err()).isZero();
    String id = text(first, "id");
    Path flow = directory.resolve("calls.yaml");
    Files.writeString(
        flow,
        """
        ref: guide.calls
        label: Calls
        version: "1"
        tasks:
          - name: score
            action: script.%s
            publish:
              - total: "{{ task.score.result.sum.stdout | trim | int }}"
        output_map:
          total: "{{ vars.total }}"
        """
            .formatted(id));

    CliRun run = home.run("run", flow.toString(), "-j");

    assertThat(run.exitCode()).as("%s%s", run.out(), run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(at(run, "result", "total")).isEqualTo(Value.of(42));
  }

  @Test
  @DisplayName("S3-08, S3-10: validate shows all that is wrong with a script file")
  void validateShowsAll() throws Exception {
    Path file = directory.resolve("wrong.workflow");
    Files.writeString(file, "fun load():\n  pass\nfun b(x:laod):\n");
    CliRun run = CliRun.of("validate", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out())
        .contains(file + ":3:1: error: the task `b` has no script [empty_body]")
        .contains(file + ":3:9: error: there is no task `laod` [unknown_predecessor]")
        .contains("hint: did you mean `load`?");
  }

  @Test
  void requirementsAreForScriptsOnly() {
    CliRun run =
        home.run("run", "../examples/hello.yaml", "--requirements", "../examples/README.md");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--requirements is for script files");
  }

  @Test
  @DisplayName("S3-50, security row 21: a script sees no signed URL and no secret of the server")
  void aScriptSeesNoSecrets() throws Exception {
    Path file = directory.resolve("environment.workflow");
    Files.writeString(
        file,
        "fun a():\n  import os\n  print('\\n'.join(sorted(os.environ)))\nfun b(x:a):\n  print(open('x').read())\n");
    CliRun run = home.run("run", file.toString(), "-j");
    assertThat(run.exitCode()).isZero();
    assertThat(text(run, "result", "b", "stdout").lines())
        .contains("RUN_ID", "HEDDLE_ATTEMPT_ID")
        .noneMatch(name -> name.matches(".*(URL|KEY|TOKEN|SECRET|PASSWORD|HEDDLE_HOME).*"));
    assertThat(run.out() + run.err()).doesNotContain("127.0.0.1");
  }

  private static Value at(CliRun run, String... path) {
    Value found = Json.read(run.out());
    for (String step : path) {
      found = ((MapValue) found).getOr(step, Value.nothing());
    }
    return found;
  }

  private static String text(CliRun run, String... path) {
    return ((TextValue) at(run, path)).text();
  }
}
