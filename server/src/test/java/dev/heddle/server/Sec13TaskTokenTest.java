package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.access.ExecutionTokens;
import dev.heddle.platform.access.Grant;
import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.server.Client.Got;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tokens of tasks: bound to an attempt, dead with it, and no approval's friend. */
@DisplayName("Security row 13")
final class Sec13TaskTokenTest {

  private static final Principal OPERATOR = Principal.operator("root");
  private static final String ASK =
      "{\"purpose\": \"approval\", \"prompt\": \"Deploy?\", \"assigned_to\": \"approvers\"}";

  private TestPlatform platform;
  private Client admin;
  private ExecutionId execution;
  private Client task;

  @BeforeEach
  void start() {
    platform = TestPlatform.withIdentities();
    admin = platform.client().bearer(platform.access.firstAdmin().createIfNobody().orElseThrow());
    Flows.install(admin);
    execution = running();
    task = platform.client().bearer(token(execution, ExecutionTokens.STANDARD));
  }

  private ExecutionId running() {
    String id = admin.post("/api/v1/workflows/demo.held/execute").text("data.id");
    Follow.until(
        platform.server.address(),
        "/api/v1/executions/" + id + "/events",
        event -> event.text("status").equals("running") && event.name().equals("task"),
        "Authorization: Bearer " + admin.bearer());
    return ExecutionId.parse(id).orElseThrow();
  }

  private String token(ExecutionId of, String... sets) {
    AttemptId attempt = new AttemptId(of, platform.store.tasks(of).getFirst().key());
    return platform.access.executionTokens().issue(attempt, List.of(sets));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private void identity(String login, Set<String> groups, String... roles) {
    platform
        .access
        .identities()
        .create(
            OPERATOR,
            Identity.Kind.SERVICE,
            login,
            new Identities.Wish(null, null, Set.of(roles), groups, null));
  }

  private Client client(String login) {
    String body = "{\"name\": \"t\"}";
    return platform
        .client()
        .bearer(admin.post("/api/v1/identities/" + login + "/tokens", body).text("data.token"));
  }

  @Test
  @DisplayName("S1-166: a task's token is good for its own execution and dies with the attempt")
  void diesWithItsAttempt() {
    String own = "/api/v1/executions/" + execution;
    assertThat(task.get("/api/v1/auth/whoami").text("data.kind")).isEqualTo("execution");
    assertThat(task.get(own).status()).isEqualTo(200);
    assertThat(task.get("/api/v1/executions/" + running()).status()).isEqualTo(404);
    assertThat(task.get("/api/v1/workflows").status()).isEqualTo(403);
    assertThat(task.post("/api/v1/workflows/demo.held/execute").status()).isEqualTo(403);
    assertThat(platform.client().bearer(task.bearer() + "x").get(own).status()).isEqualTo(401);
    String wider = task.bearer().replace("standard", "admin");
    assertThat(platform.client().bearer(wider).get(own).status()).isEqualTo(401);
    admin.post(own + "/cancel", "{\"policy\": \"cancel_running\"}");
    platform.runner.open();
    Follow.all(
        platform.server.address(), own + "/events", "Authorization: Bearer " + admin.bearer());
    assertThat(task.get(own).status()).isEqualTo(401);
  }

  @Test
  @DisplayName("S1-168: a set counts only as far as the starter could hand it on; none, nothing")
  void setsAreDelegated() {
    identity("runner", Set.of(), "executor");
    String id = client("runner").post("/api/v1/workflows/demo.held/execute").text("data.id");
    ExecutionId of = ExecutionId.parse(id).orElseThrow();
    Follow.until(
        platform.server.address(),
        "/api/v1/executions/" + id + "/events",
        event -> event.text("status").equals("running") && event.name().equals("task"),
        "Authorization: Bearer " + admin.bearer());
    Client viewing = platform.client().bearer(token(of, "viewer"));
    assertThat(viewing.get("/api/v1/workflows").status()).isEqualTo(200);
    Client editing = platform.client().bearer(token(of, "editor"));
    assertThat(editing.delete("/api/v1/workflows/demo.chain").status()).isEqualTo(403);
    Client nothing = platform.client().bearer(token(of, ""));
    assertThat(nothing.get("/api/v1/executions/" + id).status()).isEqualTo(403);
  }

  @Test
  @DisplayName("S1-110: a task asks once for a purpose; S1-106: no task answers, a role does")
  void tasksAskAndDoNotAnswer() {
    Got asked = task.post("/api/v1/inquiries", ASK);
    assertThat(asked.status()).as(asked.body()).isEqualTo(201);
    String inquiry = "/api/v1/inquiries/" + asked.text("data.id");
    assertThat(task.post("/api/v1/inquiries", ASK).text("data.id"))
        .isEqualTo(asked.text("data.id"));
    assertThat(task.post("/api/v1/inquiries", ASK.replace("Deploy", "Destroy")).status())
        .isEqualTo(409);
    assertThat(admin.post("/api/v1/inquiries", ASK).status()).isEqualTo(403);
    String yes = "{\"response\": {\"approved\": true}}";
    Client other = platform.client().bearer(token(running(), "executor", "admin"));
    assertThat(task.post(inquiry + "/respond", yes).status()).isEqualTo(403);
    assertThat(other.post(inquiry + "/respond", yes).status()).isEqualTo(403);
    assertThat(other.post(inquiry + "/cancel").status()).isEqualTo(403);
    assertThat(admin.post(inquiry + "/respond", yes).text("code")).isEqualTo("assigned_to_other");
    identity("bob", Set.of("approvers"), "executor");
    assertThat(client("bob").post(inquiry + "/respond", yes).text("data.responded_by"))
        .isEqualTo("bob");
    assertThat(client("bob").post(inquiry + "/respond", yes).status()).isEqualTo(409);
  }

  @Test
  @DisplayName("S1-109: a program answers by a handle for the person it asked")
  void programsRelayAnswers() {
    Got asked = task.post("/api/v1/inquiries", ASK);
    String inquiry = "/api/v1/inquiries/" + asked.text("data.id");
    identity("bob", Set.of("approvers"), "executor");
    identity("eve", Set.of(), "executor");
    identity("looker", Set.of("approvers"), "viewer");
    platform
        .access
        .identities()
        .createSet(
            OPERATOR,
            new dev.heddle.platform.access.PermissionSet(
                "chat", "Chat", "", List.of(Grant.of(Resource.INQUIRIES, Operation.RELAY)), false));
    identity("chat-bot", Set.of(), "chat");
    Client bot = client("chat-bot");
    String handle = bot.get(inquiry + "/handle").text("data.handle");
    assertThat(handle).doesNotContain(asked.text("data.id"));
    assertThat(client("bob").get(inquiry + "/handle").status()).isEqualTo(403);
    assertThat(bot.post("/api/v1/inquiry-responses", body("v1.unknown", "bob")).status())
        .isEqualTo(404);
    assertThat(bot.post("/api/v1/inquiry-responses", body(asked.text("data.id"), "bob")).status())
        .isEqualTo(404);
    for (String nobody : List.of("eve", "looker", "nobody", "chat-bot")) {
      assertThat(bot.post("/api/v1/inquiry-responses", body(handle, nobody)).status())
          .as(nobody)
          .isEqualTo(403);
    }
    assertThat(client("bob").post("/api/v1/inquiry-responses", body(handle, "bob")).status())
        .isEqualTo(403);
    Got done = bot.post("/api/v1/inquiry-responses", body(handle, "bob"));
    assertThat(done.text("data.responded_by")).isEqualTo("bob");
    assertThat(admin.get("/api/v1/audit?limit=1&operation=relayResponse").text("data.0.target"))
        .contains("for bob");
  }

  private static String body(String handle, String actor) {
    return "{\"handle\": \"%s\", \"actor\": \"%s\", \"response\": {\"approved\": true}}"
        .formatted(handle, actor);
  }
}
