package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.server.Client.Got;
import dev.heddle.values.Value;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets that an expression reads: whoever started the execution must be allowed to. */
final class SecretAccessTest {

  private static final Principal OPERATOR = Principal.operator("root");

  private TestPlatform platform;
  private Client admin;

  @BeforeEach
  void start() {
    platform = TestPlatform.withIdentities();
    admin = platform.client().bearer(platform.access.firstAdmin().createIfNobody().orElseThrow());
    Flows.install(admin);
    platform.keys.set(KeyOwner.SYSTEM, "db.password", "", Value.of("canary-7f3a"), true);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private static String flow(String expression) {
    return """
    ref: demo.reads
    label: Reads a secret
    version: "1"
    tasks:
      - name: read
        action: core.noop
        input: {message: "{{ %s }}"}
    """
        .formatted(expression);
  }

  private Client somebody(String role) {
    Identities.Wish wish = new Identities.Wish(null, null, Set.of(role), Set.of(), null);
    platform.access.identities().create(OPERATOR, Identity.Kind.SERVICE, "somebody", wish);
    String path = "/api/v1/identities/somebody/tokens";
    return platform.client().bearer(admin.post(path, "{\"name\": \"t\"}").text("data.token"));
  }

  @ParameterizedTest
  @DisplayName("S1-030: without permission the task fails with forbidden; no value in the message")
  @CsvSource({
    "executor, kv.get_secret('db.password'),                       failed",
    "executor, kv.get('db.password'),                              failed",
    "executor, keystore.db.password,                               failed",
    "executor, kv.get_secret('db.password') | default('none'),     failed",
    "editor,   kv.get_secret('db.password'),                       completed",
    "executor, kv.get('db.other'),                                completed",
  })
  void secretsNeedPermission(String role, String expression, String status) {
    assertThat(admin.post("/api/v1/packs/demo/workflows", Flows.body(flow(expression))).status())
        .isEqualTo(201);
    String id = somebody(role).post("/api/v1/workflows/demo.reads/execute").text("data.id");
    Follow.all(
        platform.server.address(),
        "/api/v1/executions/" + id + "/events",
        "Authorization: Bearer " + admin.bearer());
    Got ended = admin.get("/api/v1/executions/" + id);
    assertThat(ended.text("data.status")).as(ended.body()).isEqualTo(status);
    Got tasks = admin.get("/api/v1/workflow-executions/" + id + "/tasks");
    assertThat(tasks.body() + ended.body()).doesNotContain("canary-7f3a");
    if (status.equals("failed")) {
      assertThat(tasks.text("data.0.error.type")).as(tasks.body()).isEqualTo("forbidden");
      assertThat(tasks.text("data.0.error.message")).contains("`db.password`", "somebody");
    }
  }
}
