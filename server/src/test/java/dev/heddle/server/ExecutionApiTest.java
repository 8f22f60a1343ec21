package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.server.Client.Got;
import dev.heddle.values.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Executions over HTTP, with a real engine. */
final class ExecutionApiTest {

  private static TestPlatform platform;
  private static Client api;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start();
    api = platform.client();
    Flows.install(api);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  @DisplayName("S1-129: execute answers 202 with an id, and the execution ends")
  void executes() {
    Got started =
        api.post(
            "/api/v1/workflows/demo.chain/execute",
            "{\"parameters\": {\"who\": \"you\"}, \"env_vars\": {\"A\": \"b\"}, \"trace_tag\": \"t1\"}");
    assertThat(started.status()).isEqualTo(202);
    assertThat(started.text("data.status")).isEqualTo("requested");
    assertThat(started.text("data.started_by")).isEqualTo("ada");
    String location = started.headers().firstValue("Location").orElseThrow();
    assertThat(location).isEqualTo("/api/v1/executions/" + started.text("data.id"));

    Got ended = Follow.untilEnd(platform, started.text("data.id"));
    assertThat(ended.text("data.status")).isEqualTo("completed");
    assertThat(ended.at("data.completed_tasks"))
        .isEqualTo(Value.list(Value.of("one"), Value.of("two")));
    assertThat(ended.text("data.trace_tag")).isEqualTo("t1");
    assertThat(ended.text("data.parameters.who")).isEqualTo("you");
  }

  private static String begin(String workflow) {
    return api.post("/api/v1/workflows/" + workflow + "/execute", "{}").text("data.id");
  }

  private static void awaitRunning(String id, String task) {
    Follow.until(
        platform.server.address(),
        "/api/v1/executions/" + id + "/events",
        event -> event.text("name").equals(task) && event.text("status").equals("running"));
  }

  @Test
  @DisplayName(
      "S1-001, S1-130: workflows and actions are started by action_ref; what is unknown is a 404")
  void executesByRef() {
    Got started = api.post("/api/v1/executions/execute", "{\"action_ref\": \"demo.chain\"}");
    assertThat(started.status()).isEqualTo(202);
    Got action = api.post("/api/v1/executions/execute", "{\"action_ref\": \"core.noop\"}");
    assertThat(Follow.untilEnd(platform, action.text("data.id")).text("data.status"))
        .isEqualTo("completed");
    assertThat(
            api.post("/api/v1/executions/execute", "{\"action_ref\": \"demo.nothing\"}").status())
        .isEqualTo(404);
  }

  @Test
  @DisplayName("S1-006, S1-008: wrong parameters are a 400 that names each, and nothing starts")
  void refusesWrongParameters() {
    Got refused =
        api.post(
            "/api/v1/workflows/demo.chain/execute", "{\"parameters\": {\"who\": 1, \"what\": 2}}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("invalid_parameters");
    assertThat(refused.list("errors")).hasSize(2);
    assertThat(refused.body()).contains("parameters.who").contains("parameters.what");
  }

  @Test
  @DisplayName("S1-016: unknown fields are refused with their path, all at once")
  void refusesUnknownFields() {
    Got refused =
        api.post("/api/v1/workflows/demo.chain/execute", "{\"params\": {}, \"trace_tag\": 5}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("errors.0.path")).isEqualTo("trace_tag");
    assertThat(refused.text("errors.1.path")).isEqualTo("params");
  }

  @Test
  @DisplayName("S1-031: a secret parameter is redacted wherever the API shows it")
  void redactsSecrets() {
    String id =
        api.post("/api/v1/workflows/demo.chain/execute", "{\"parameters\": {\"key\": \"hunter2\"}}")
            .text("data.id");
    Follow.untilEnd(platform, id);
    for (String path : new String[] {"executions/" + id, "workflow-executions/" + id + "/tasks"}) {
      assertThat(api.get("/api/v1/" + path).body()).doesNotContain("hunter2");
    }
    assertThat(api.get("/api/v1/executions/" + id).text("data.parameters.key"))
        .isEqualTo("[secret]");
  }

  @Test
  @DisplayName("U-03, S1-130: one list with dialect, filters and pages")
  void lists() {
    String id = begin("demo.broken");
    Follow.untilEnd(platform, id);
    Got list =
        api.get(
            "/api/v1/executions?status=failed&action_ref=demo.broken&pack_name=demo"
                + "&top_level=true&per_page=1");
    assertThat(list.status()).isEqualTo(200);
    assertThat(list.list("data")).hasSize(1);
    assertThat(list.text("data.0.workflow")).isEqualTo("demo.broken");
    assertThat(list.text("data.0.dialect")).isEqualTo("flow");
    assertThat(list.at("pagination.page_size")).isEqualTo(Value.of(1));
    assertThat(api.get("/api/v1/executions?parent=" + id).list("data")).isEmpty();
    assertThat(api.get("/api/v1/workflows/demo.broken/executions").list("data")).isNotEmpty();
    assertThat(api.get("/api/v1/executions/stats").at("data.failed")).isNotEqualTo(Value.of(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=nonsense",
        "status=failed&status=running",
        "page=0",
        "per_page=101",
        "per_page=ten",
        "top_level=1",
        "parent=x",
        "sort=status;drop",
        "status=failed'--"
      })
  @DisplayName("S1-127: filters are from closed sets, anything else is a 400")
  void refusesOtherFilters(String query) {
    Got refused = api.get("/api/v1/executions?" + query.replace("'", "%27"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("invalid_request");
    assertThat(refused.text("errors.0.path")).startsWith("query.");
  }

  @Test
  @DisplayName("S1-120, S1-121, S1-122: pause, resume and cancel with their conflicts")
  void pausesResumesCancels() {
    String id = begin("demo.held");
    String path = "/api/v1/workflow-executions/" + id;
    awaitRunning(id, "first");
    assertThat(api.post(path + "/resume").status()).isEqualTo(409);
    Got paused = api.post(path + "/pause", "{\"reason\": \"lunch\"}");
    assertThat(paused.status()).isEqualTo(200);
    assertThat(paused.text("data.pause_reason")).isEqualTo("lunch");
    assertThat(api.post(path + "/pause").status()).isEqualTo(409);
    assertThat(api.post(path + "/resume").text("data.paused")).isEqualTo("false");
    assertThat(api.post(path + "/cancel", "{\"policy\": \"at_once\"}").status()).isEqualTo(400);
    assertThat(api.post(path + "/cancel", "{\"policy\": \"cancel_running\"}").status())
        .isEqualTo(200);
    assertThat(Follow.untilEnd(platform, id).text("data.status")).isEqualTo("cancelled");
    assertThat(api.post(path + "/cancel").status()).isEqualTo(409);
    assertThat(api.post("/api/v1/executions/" + id + "/cancel").status()).isEqualTo(409);
  }

  @Test
  @DisplayName("S1-123: retry goes on from what failed, and only if something did")
  void retries() {
    String id = begin("demo.broken");
    Follow.untilEnd(platform, id);
    Got retried = api.post("/api/v1/workflow-executions/" + id + "/retry");
    assertThat(retried.status()).isEqualTo(202);
    assertThat(retried.text("data.retry_of")).isEqualTo(id);
    String done = begin("demo.chain");
    Follow.untilEnd(platform, done);
    assertThat(api.post("/api/v1/workflow-executions/" + done + "/retry").status()).isEqualTo(409);
  }

  @Test
  @DisplayName("S1-130: rerun starts the same definition with changed parameters")
  void reruns() {
    String id =
        api.post("/api/v1/workflows/demo.chain/execute", "{\"parameters\": {\"who\": \"a\"}}")
            .text("data.id");
    Follow.untilEnd(platform, id);
    Got again =
        api.post("/api/v1/executions/" + id + "/rerun", "{\"parameters\": {\"who\": \"b\"}}");
    assertThat(again.status()).isEqualTo(202);
    Got ended = Follow.untilEnd(platform, again.text("data.id"));
    assertThat(ended.text("data.parameters.who")).isEqualTo("b");
  }

  @ParameterizedTest
  @CsvSource({
    "trace_tag=api-filter, 1",
    "text=API-FILTER, 1",
    "trace_tag=api, 0",
    "trace_tag=api-filter&dialect=flow, 1",
    "trace_tag=api-filter&dialect=steps, 0",
    "trace_tag=api-filter&started_after=2020-01-01T00:00:00Z, 1",
    "trace_tag=api-filter&started_before=2026-01-01T00:00:00%2B01:00, 0",
  })
  void listsAreFilteredByDialectLabelTextAndTime(String query, int expected) {
    if (api.get("/api/v1/executions?trace_tag=api-filter")
        .text("pagination.total_items")
        .equals("0")) {
      api.post("/api/v1/workflows/demo.chain/execute", "{\"trace_tag\": \"api-filter\"}");
    }
    assertThat(api.get("/api/v1/executions?" + query).text("pagination.total_items"))
        .isEqualTo(String.valueOf(expected));
  }

  @Test
  @DisplayName("a rerun from a task is previewed, then reuses what did not come after it")
  void rerunsFromATask() {
    String id = begin("demo.chain");
    Follow.untilEnd(platform, id);
    String path = "/api/v1/executions/" + id + "/rerun";
    Got preview = api.get(path + "?from=two");
    assertThat(preview.text("data.tasks.0.fate")).isEqualTo("reused");
    assertThat(preview.text("data.tasks.1.fate")).isEqualTo("again");
    Got again =
        api.post(path, "{\"from\": \"two\", \"activation\": 1, \"input\": {\"exit_code\": 0}}");
    assertThat(again.status()).isEqualTo(202);
    String started = again.text("data.id");
    assertThat(Follow.untilEnd(platform, started).text("data.retry_of")).isEqualTo(id);
    Got tasks = api.get("/api/v1/workflow-executions/" + started + "/tasks");
    assertThat(tasks.text("data.1.input.exit_code")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"from\": \"nope\"}', 400",
    "'{\"from\": \"two\", \"activation\": 2}', 409",
    "'{\"from\": \"two\", \"parameters\": {\"who\": \"b\"}}', 400",
    "'{\"input\": {\"a\": 1}}', 400",
  })
  void aRerunThatMakesNoSenseIsRefused(String body, int status) {
    String id = begin("demo.chain");
    Follow.untilEnd(platform, id);
    assertThat(api.post("/api/v1/executions/" + id + "/rerun", body).status()).isEqualTo(status);
  }

  @Test
  @DisplayName("S1-118, S1-126, S1-128: tasks, graph, logs and story of an execution")
  void shows() {
    String id = begin("demo.chain");
    Follow.untilEnd(platform, id);
    Got tasks = api.get("/api/v1/workflow-executions/" + id + "/tasks");
    assertThat(tasks.text("data.0.name")).isEqualTo("one");
    assertThat(tasks.text("data.1.status")).isEqualTo("completed");
    Got graph = api.get("/api/v1/workflow-executions/" + id + "/graph");
    assertThat(graph.text("data.edges.0.to")).isEqualTo("two");
    assertThat(graph.text("data.edges.0.taken")).isEqualTo("true");
    Got logs = api.get("/api/v1/executions/" + id + "/logs");
    assertThat(logs.text("data.0.text")).isEqualTo("one says");
    Got rest =
        api.get("/api/v1/executions/" + id + "/logs?limit=1&after=" + logs.text("data.0.number"));
    assertThat(rest.text("data.0.text")).isEqualTo("two says");
    assertThat(api.get("/api/v1/executions/" + id + "/story").body())
        .contains("task one completed");
    assertThat(api.get("/api/v1/workflow-executions/" + id).text("data.id")).isEqualTo(id);
  }

  @Test
  void whatDoesNotExistIsA404() {
    for (String id : new String[] {"0000000000000", "nothing", "-1", "a".repeat(300)}) {
      assertThat(api.get("/api/v1/executions/" + id).status()).isEqualTo(404);
      assertThat(api.get("/api/v1/executions/" + id + "/events").status()).isEqualTo(404);
      assertThat(api.post("/api/v1/executions/" + id + "/cancel").status()).isEqualTo(404);
      assertThat(api.get("/api/v1/workflow-executions/" + id + "/graph").status()).isEqualTo(404);
    }
  }
}
