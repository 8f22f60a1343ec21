package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore.Access;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.server.Client.Got;
import dev.heddle.server.RawClient.RawAnswer;
import dev.heddle.values.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads of script files (4.7); what runs is held by the test's own runner. */
class ScriptApiTest {

  private static final String CHAIN = "fun a():\n  print(1)\nfun b(x:a, y:a):\n  print(2)\n";

  private TestPlatform platform;
  private Client client;

  @BeforeEach
  void start() {
    platform = TestPlatform.start();
    client = platform.client();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private String upload(String text) {
    Got got = client.form("/workflows", Map.of("workflow", text, "requirements", "six\n"));
    assertThat(got.status()).as(got.body()).isEqualTo(201);
    return got.text("data.id");
  }

  private void awaitEnd(String id) {
    Follow.all(platform.server.address(), "/api/v1/executions/" + id + "/events");
  }

  @ParameterizedTest
  @CsvSource({"/workflows, workflow", "/upload, file"})
  @DisplayName("S3-57: an upload answers with its record, under both names")
  void anUploadAnswersWithItsRecord(String path, String part) {
    Got got = client.form(path, Map.of(part, CHAIN, "requirements", ""));
    assertThat(got.status()).isEqualTo(201);
    String id = got.text("data.id");
    assertThat(got.headers().firstValue("Location")).contains("/workflows/" + id);
    assertThat(got.text("data.status"))
        .as("the chain may have ended already")
        .isIn("RUNNING", "SUCCEEDED");
    assertThat(got.text("data.env_link")).isEqualTo("Workflow_Env/" + id + "/env");
  }

  @Test
  @DisplayName("S3-16: requirements may be left out")
  void requirementsMayBeLeftOut() {
    assertThat(client.form("/workflows", Map.of("workflow", CHAIN)).status()).isEqualTo(201);
  }

  @Test
  @DisplayName("S3-57: a parse error is 400 with lines and messages, and nothing is stored")
  void aParseErrorStoresNothing() {
    Got got = client.form("/workflows", Map.of("workflow", "fun a(x:b):\n  pass\nfun c():\n"));
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.text("errors.0.code")).isEqualTo("unknown_predecessor");
    assertThat(got.at("errors.0.line")).isEqualTo(Value.of(1));
    assertThat(got.at("errors.0.column")).isEqualTo(Value.of(9));
    assertThat(got.text("errors.0.path")).isEqualTo("workflow.txt");
    assertThat(got.text("errors.1.code")).isEqualTo("empty_body");
    assertThat(client.get("/api/v1/executions").list("data")).isEmpty();
  }

  @Test
  @DisplayName("S3-15: an empty file is 400")
  void anEmptyFileIsRefused() {
    Got got = client.form("/workflows", Map.of("workflow", ""));
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.text("errors.0.code")).isEqualTo("no_tasks");
  }

  @Test
  @DisplayName("S3-25: workflow, tasks and runs have the fields they should")
  void viewsHaveTheirFields() throws Exception {
    String id = upload(CHAIN);
    awaitEnd(id);

    assertThat(client.get("/workflows/" + id).text("data.status")).isEqualTo("SUCCEEDED");
    Got tasks = client.get("/workflows/" + id + "/tasks");
    assertThat(tasks.text("data.0.name")).isEqualTo("a");
    assertThat(tasks.text("data.0.code_link")).isEqualTo("Task_Code/" + id + ".0.1/code");
    assertThat(tasks.at("data.0.successors")).hasToString("[\"b\"]");
    assertThat(tasks.text("data.1.status")).isEqualTo("SUCCEEDED");
    assertThat(tasks.at("data.1.func_arg_map")).hasToString("{\"a\":[\"x\",\"y\"]}");
    assertThat(tasks.at("data.1.predecessors")).hasToString("[\"a\"]");
    assertThat(tasks.at("data.1.pending_preds")).isEqualTo(Value.of(0));
    assertThat(tasks.at("data.1.max_attempts")).isEqualTo(Value.of(5));
    Got runs = client.get("/workflows/" + id + "/runs");
    assertThat(runs.list("data")).hasSize(2);
    assertThat(runs.text("data.0.run_id")).isEqualTo(id + ".0.1-1");
    assertThat(client.get("/workflows/" + id + "/runs/" + id + ".1.1-1").text("data.task_name"))
        .isEqualTo("b");
    assertThat(client.get("/workflows/" + id + "/runs/" + id + ".1.1-2").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("U-03: an upload is an execution like all others")
  void anUploadIsAnExecution() {
    String id = upload(CHAIN);
    Got list = client.get("/api/v1/executions");
    assertThat(list.text("data.0.id")).isEqualTo(id);
    assertThat(list.text("data.0.dialect")).isEqualTo("script");
    assertThat(client.post("/api/v1/executions/" + id + "/cancel").status()).isIn(200, 409);
    awaitEnd(id);
    assertThat(client.post("/api/v1/executions/" + id + "/rerun", "{}").status()).isEqualTo(202);
  }

  @Test
  @DisplayName("S3-58: the output of a task can be read, byte for byte")
  void outputsCanBeRead() throws Exception {
    String id = upload("fun a():\n  print(1)\n");
    awaitEnd(id);
    assertThat(client.get("/workflows/" + id + "/tasks/a/output").status()).isEqualTo(404);
    platform.objects.put(
        ArtifactPath.output(ExecutionId.parse(id).orElseThrow(), "a"),
        "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));

    Got output = client.get("/workflows/" + id + "/tasks/a/output");

    assertThat(output.body()).isEqualTo("<script>alert(1)</script>");
    assertThat(output.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(output.headers().firstValue("Content-Disposition")).contains("attachment");
  }

  @Test
  @DisplayName("S3-59: cancel ends a running upload; then 409, missing 400, unknown 404")
  void cancelEndsAnUpload() {
    platform.runner.hold("a");
    String id = upload(CHAIN);
    Got got = client.post("/workflows/" + id + "/cancel");
    assertThat(got.text("data.status")).isEqualTo("CANCELED");
    awaitEnd(id);
    assertThat(client.get("/workflows/" + id + "/tasks").text("data.1.status"))
        .isEqualTo("CANCELED");
    assertThat(client.post("/workflows/" + id + "/cancel").status()).isEqualTo(409);
    assertThat(client.post("/cancel", "{\"id\": \"" + id + "\"}").status()).isEqualTo(409);
    assertThat(client.post("/cancel", "{}").status()).isEqualTo(400);
    assertThat(client.post("/cancel", "{\"id\": \"0000000000000\"}").status()).isEqualTo(404);
    assertThat(client.post("/workflows/0000000000000/cancel").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("S3-60: an update cancels the old and starts the new; invalid files leave the old")
  void updatesReplace() {
    platform.runner.hold("a");
    String id = upload(CHAIN);

    Got invalid = client.form("/workflows/" + id + "/update", Map.of("workflow", "fun"));
    assertThat(invalid.status()).isEqualTo(400);
    assertThat(client.get("/workflows/" + id).text("data.status")).isEqualTo("RUNNING");

    Got updated = client.form("/update", Map.of("id", id, "file", "fun c():\n  pass\n"));
    assertThat(updated.status()).as(updated.body()).isEqualTo(201);
    assertThat(updated.text("data.id")).isNotEqualTo(id);
    assertThat(client.get("/workflows/" + id).text("data.status")).isEqualTo("CANCELED");
    awaitEnd(updated.text("data.id"));
    assertThat(client.get("/workflows/" + updated.text("data.id")).text("data.status"))
        .isEqualTo("SUCCEEDED");
    assertThat(client.form("/workflows/0000000000000/update", Map.of("workflow", CHAIN)).status())
        .isEqualTo(404);
    assertThat(client.form("/update", Map.of("file", CHAIN)).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("U-04: a flow calls an upload by script.<id> and reads its outputs")
  void aFlowCallsAnUpload() {
    String id = upload(CHAIN);
    awaitEnd(id);
    Flows.install(client);
    Got made =
        client.post(
            "/api/v1/packs/demo/workflows",
            Flows.body(
                """
                ref: demo.calls
                label: Calls scripts
                version: "1"
                tasks:
                  - {name: score, action: script.%s}
                output_map:
                  printed: "{{ task.score.result.b.stdout }}"
                """
                    .formatted(id)));
    assertThat(made.list("data.warnings")).isEmpty();

    String run = client.post("/api/v1/workflows/demo.calls/execute", "{}").text("data.id");
    awaitEnd(run);

    Got ended = client.get("/api/v1/executions/" + run);
    assertThat(ended.text("data.status")).as(ended.body()).isEqualTo("completed");
    assertThat(ended.text("data.result.printed")).isEqualTo("b says");
    assertThat(client.get("/api/v1/executions?parent=" + run).text("data.0.dialect"))
        .isEqualTo("script");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain                          | 415",
        "application/json                    | 415",
        "multipart/form-data                 | 400",
        "multipart/form-data; boundary=other | 400",
      })
  @DisplayName("Security row 26: what is no form is refused")
  void onlyFormsAreRead(String type, int status) {
    String body =
        "--line\r\nContent-Disposition: form-data; name=\"workflow\"\r\n\r\nx\r\n--line--";
    assertThat(client.send("POST", "/workflows", body, type).status()).isEqualTo(status);
  }

  @Test
  @DisplayName(
      "Security row 26: a form too large is refused by its length, before anything is read")
  void formsAreBounded() throws Exception {
    RawAnswer answer =
        RawClient.send(
            platform.server.address(),
            "POST /workflows HTTP/1.1",
            "Host: " + platform.server.address().getAuthority(),
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Length: 5000000000");
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  @DisplayName(
      "S3-50: the server answers signed URLs, for one object and one method until they expire")
  void signedUrlsAreAnswered() throws Exception {
    ArtifactPath path = ArtifactPath.output(new ExecutionId(1), "a");
    String write = platform.objects.sign(path, Access.WRITE, Duration.ofHours(1)).toString();
    String read = platform.objects.sign(path, Access.READ, Duration.ofHours(1)).toString();
    String late = platform.objects.sign(path, Access.READ, Duration.ofHours(-1)).toString();

    assertThat(client.get(read).status()).isEqualTo(404);
    assertThat(client.send("PUT", write, "{}").status()).isEqualTo(204);
    assertThat(client.get(read).body()).isEqualTo("{}");
    assertThat(client.get(write).status()).isEqualTo(404);
    assertThat(client.send("PUT", read, "{}").status()).isEqualTo(404);
    assertThat(client.get(late).status()).isEqualTo(403);
    assertThat(client.send("PUT", write, "x".repeat(4 << 20)).status()).isEqualTo(413);
    assertThat(client.get(read).body()).isEqualTo("{}");
  }
}
