package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.server.Client.Got;
import dev.heddle.values.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Container workflows over HTTP (5.5). */
final class DaggerApiTest {

  private static final String DOCUMENT =
      """
      {"name": "Example Workflow", "container_config": {"image": "python:3.9-slim"},
       "steps": [{"id": "a", "command": ["python", "a.py"],
                  "environment": {"KEY": "${inputs.key}", "URL": "${inputs.url}"}},
                 {"id": "b", "command": ["python", "b.py"], "depends_on": ["a"]}],
       "outputs": [{"name": "result", "value": "${steps.a.outputs.result}"}]}
      """;

  private TestPlatform platform;
  private Client api;

  @BeforeEach
  void start() {
    platform = TestPlatform.start();
    api = platform.client();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private String create() {
    return api.post("/dagger/workflows", DOCUMENT).text("id");
  }

  @Test
  @DisplayName("S4-39: create 201, list, get, patch, delete 204, then 404")
  void lifeOfAWorkflow() {
    Got created = api.post("/dagger/workflows", DOCUMENT);
    assertThat(created.status()).isEqualTo(201);
    String id = created.text("id");
    assertThat(created.headers().firstValue("Location")).hasValue("/dagger/workflows/" + id);
    assertThat(api.post("/dagger/workflows", DOCUMENT).status()).isEqualTo(409);

    Got list = api.get("/dagger/workflows?limit=1&sort=created_at:desc");
    assertThat(list.text("workflows.0.name")).isEqualTo("Example Workflow");
    assertThat(list.at("total")).isEqualTo(Value.of(1));
    assertThat(api.get("/dagger/workflows?sort=steps:asc").status()).isEqualTo(400);

    Got patched = api.send("PATCH", "/dagger/workflows/" + id, "{\"description\": \"new\"}");
    assertThat(patched.status()).isEqualTo(200);
    assertThat(api.get("/dagger/workflows/" + id).text("description")).isEqualTo("new");

    assertThat(api.delete("/dagger/workflows/" + id).status()).isEqualTo(204);
    assertThat(api.get("/dagger/workflows/" + id).status()).isEqualTo(404);
    assertThat(api.delete("/dagger/workflows/" + id).status()).isEqualTo(404);
    assertThat(api.get("/dagger/workflows/nothing1").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("S4-39: a definition may be a text of YAML")
  void createdFromYaml() {
    Got created =
        api.post(
            "/dagger/workflows",
            "{\"definition\": \"name: y\\nsteps: [{id: a, image: 'b:1'}]\\n\"}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("name")).isEqualTo("y");
  }

  @Test
  @DisplayName("S4-06, S4-39: all mistakes of a document are named, also on update")
  void mistakesAreNamed() {
    Got refused =
        api.post(
            "/dagger/workflows",
            "{\"name\": \"w\", \"steps\": [{\"id\": \"a\"}, {\"id\": \"b\", \"depends_on\":"
                + " [\"b\"]}]}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("invalid_workflow");
    assertThat(refused.list("errors")).hasSize(3);
    String id = create();
    Got cycle =
        api.send(
            "PATCH",
            "/dagger/workflows/" + id,
            "{\"steps\": [{\"id\": \"a\", \"depends_on\": [\"b\"]}, {\"id\": \"b\", \"depends_on\":"
                + " [\"a\"]}]}");
    assertThat(cycle.status()).isEqualTo(400);
    assertThat(cycle.body()).contains("a -> b -> a");
  }

  @Test
  @DisplayName("S4-11: the effective time limit is visible")
  void effectiveValues() {
    create();
    assertThat(api.get("/dagger/workflows").at("workflows.0.effective.a.timeout_seconds"))
        .isEqualTo(Value.of(600));
  }

  @Test
  @DisplayName("S4-16: all missing inputs are named in one answer")
  void missingInputs() {
    Got refused = api.post("/dagger/workflows/" + create() + "/execute", "{}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("key").contains("url");
  }

  @Test
  @DisplayName("S4-36: there is no cache of results, and who asks about it is told")
  void thereIsNoCache() {
    Got refused =
        api.post(
            "/dagger/workflows/" + create() + "/execute",
            "{\"inputs\": {\"key\": 1, \"url\": 2}, \"skip_cache\": true}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("errors.0.path")).isEqualTo("skip_cache");
    assertThat(refused.text("errors.0.message"))
        .isEqualTo("there is no cache of results: every execution runs all steps");
  }

  @Test
  @DisplayName("S4-44: there are no templates of workflows, and no routes that look like them")
  void thereAreNoTemplates() {
    assertThat(api.get("/dagger/templates").status()).isEqualTo(404);
    Got refused =
        api.post(
            "/dagger/workflows",
            "{\"name\": \"t\", \"template\": \"x\", \"steps\": [{\"id\": \"a\", \"image\": \"b:1\"}]}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("errors.0.code")).isEqualTo("unknown_key");
    assertThat(refused.text("errors.0.message")).contains("template");
  }

  @Test
  @DisplayName("S4-40, S4-41, U-03: an execution, as both APIs show it")
  void anExecution() {
    String id = create();
    Got started =
        api.post(
            "/dagger/workflows/" + id + "/execute",
            "{\"inputs\": {\"key\": \"given\"}, \"workflow_defaults\": {\"inputs\": {\"key\":"
                + " \"default\", \"url\": \"u\"}}}");
    assertThat(started.status()).isEqualTo(202);
    assertThat(started.text("status")).isEqualTo("pending");
    assertThat(started.text("workflow_id")).isEqualTo(id);
    String execution = started.text("execution_id");

    Got seen = api.get("/dagger/executions/" + execution);
    assertThat(seen.text("inputs.key")).isEqualTo("given");
    assertThat(seen.text("inputs.url")).isEqualTo("u");
    assertThat(seen.text("workflow_id")).isEqualTo(id);
    assertThat(seen.at("steps.a.max_attempts")).isEqualTo(Value.of(1));
    assertThat(api.get("/dagger/workflows/" + id + "/executions").text("executions.0.id"))
        .isEqualTo(execution);
    Got unified = api.get("/api/v1/executions");
    assertThat(unified.text("data.0.id")).isEqualTo(execution);
    assertThat(unified.text("data.0.dialect")).isEqualTo("steps");
  }

  @Test
  @DisplayName("S4-34: credentials are never shown")
  void credentialsAreNeverShown() {
    String id = create();
    String execution =
        api.post(
                "/dagger/workflows/" + id + "/execute",
                "{\"inputs\": {\"key\": 1, \"url\": 2}, \"container_registry\": \"r.example\","
                    + " \"container_credentials\": {\"username\": \"ada\", \"password\":"
                    + " \"canary-77\"}}")
            .text("execution_id");
    for (String path :
        new String[] {
          "/dagger/executions/" + execution,
          "/api/v1/executions/" + execution,
          "/api/v1/workflow-executions/" + execution + "/tasks",
          "/api/v1/executions/" + execution + "/logs"
        }) {
      assertThat(api.get(path).body()).as(path).doesNotContain("canary-77");
    }
    assertThat(api.get("/dagger/executions/" + execution).body()).doesNotContain("credentials");
  }

  @Test
  @DisplayName("S4-42: cancelling ends what runs and what waits, a second time is a conflict")
  void cancelling() {
    String id =
        api.post(
                "/dagger/workflows",
                "{\"name\": \"slow\", \"container_config\": {\"image\": \"b:1\"}, \"steps\": [{\"id\":"
                    + " \"hold-step\"}, {\"id\": \"after\", \"depends_on\": [\"hold-step\"]}]}")
            .text("id");
    String execution = api.post("/dagger/workflows/" + id + "/execute", "{}").text("execution_id");
    assertThat(api.delete("/dagger/executions/" + execution).status()).isEqualTo(204);
    awaitStatus(execution, "cancelled");
    Got seen = api.get("/dagger/executions/" + execution);
    assertThat(seen.text("status")).isEqualTo("cancelled");
    assertThat(seen.text("steps.hold-step.status")).isEqualTo("cancelled");
    assertThat(seen.text("steps.after.status")).isEqualTo("cancelled");
    assertThat(api.delete("/dagger/executions/" + execution).status()).isEqualTo(409);
    assertThat(api.delete("/dagger/executions/0000000000000").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("S4-38: an execution keeps its definition, whatever becomes of the workflow")
  void anExecutionKeepsItsDefinition() {
    String id =
        api.post(
                "/dagger/workflows",
                "{\"name\": \"kept\", \"container_config\": {\"image\": \"b:1\"}, \"steps\":"
                    + " [{\"id\": \"hold-step\"}, {\"id\": \"after\", \"command\": [\"old\"],"
                    + " \"depends_on\": [\"hold-step\"]}]}")
            .text("id");
    String execution = api.post("/dagger/workflows/" + id + "/execute", "{}").text("execution_id");
    Got patched =
        api.send(
            "PATCH",
            "/dagger/workflows/" + id,
            "{\"steps\": [{\"id\": \"other\", \"command\": [\"new\"]}]}");
    assertThat(patched.status()).isEqualTo(200);
    assertThat(api.delete("/dagger/workflows/" + id).status()).isEqualTo(204);
    platform.runner.open();
    awaitStatus(execution, "completed");
    Got seen = api.get("/dagger/executions/" + execution);
    assertThat(seen.text("steps.after.inputs.command.0")).isEqualTo("old");
    assertThat(seen.body()).doesNotContain("other");
  }

  private void awaitStatus(String execution, String status) {
    Follow.until(
        platform.server.address(),
        "/api/v1/executions/" + execution + "/events",
        event -> event.text("status").equals(status));
  }

  @Test
  @DisplayName("S4-43: how container workflows stand")
  void monitoring() {
    create();
    Got status = api.get("/monitoring/dagger/status");
    assertThat(status.at("workflows")).isEqualTo(Value.of(1));
    assertThat(status.at("executions.running")).isEqualTo(Value.of(0));
  }
}
