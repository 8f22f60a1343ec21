package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.Principal;
import dev.heddle.server.Client.Got;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every change and every refusal is in the audit log, no secret is. */
final class AuditApiTest {

  private static final Principal OPERATOR = Principal.operator("root");
  private static final String PASSWORD = "canary-battery-staple";

  private static TestPlatform platform;
  private static Client admin;

  @BeforeAll
  static void start() {
    platform = TestPlatform.withIdentities();
    admin = platform.client().bearer(platform.access.firstAdmin().createIfNobody().orElseThrow());
    Flows.install(admin);
    platform
        .access
        .identities()
        .create(
            OPERATOR,
            Identity.Kind.USER,
            "ada",
            new Identities.Wish(null, null, Set.of("viewer"), null, PASSWORD));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Got last() {
    return admin.get("/api/v1/audit?limit=1");
  }

  @Test
  @DisplayName("changes say who, what, on what, and which request it was")
  void changesAreNoted() {
    Got started = admin.post("/api/v1/workflows/demo.broken/execute");
    Got entry = last();
    assertThat(entry.text("data.0.actor")).isEqualTo("admin");
    assertThat(entry.text("data.0.kind")).isEqualTo("user");
    assertThat(entry.text("data.0.operation")).isEqualTo("executeWorkflow");
    assertThat(entry.text("data.0.target"))
        .contains("made=/api/v1/executions/" + started.text("data.id"), "workflow_ref=demo.broken");
    assertThat(entry.text("data.0.outcome")).isEqualTo("done");
    assertThat(started.headers().firstValue("X-Request-Id")).contains(entry.text("data.0.request"));
  }

  @Test
  @DisplayName("Security row 21: a token that stands in a path is no part of the log")
  void tokensInPathsAreMasked() {
    String token = admin.bearer();
    for (String path : List.of("/api/v1/auth/tokens/" + token, "/api/v1/rules/hdx_AZ09.a~b,c-_")) {
      assertThat(admin.delete(path).status()).as(path).isIn(400, 404);
      Got entry = last();
      assertThat(entry.body())
          .contains("[secret]")
          .doesNotContain(token.substring(token.length() - 20), "AZ09", "b,c");
    }
  }

  @Test
  @DisplayName("refusals are noted, also of reads; what is only looked at is not")
  void refusalsAreNoted() {
    String login = "{\"login\": \"ada\", \"password\": \"" + PASSWORD + "\"}";
    Client ada =
        platform
            .client()
            .bearer(platform.client().post("/api/v1/auth/login", login).text("data.access_token"));
    assertThat(last().text("data.0.operation")).isEqualTo("login");
    assertThat(last().text("data.0.target")).startsWith("about=identity ");
    ada.get("/api/v1/workflows");
    assertThat(last().text("data.0.operation")).isEqualTo("login");
    assertThat(ada.get("/api/v1/identities").status()).isEqualTo(403);
    assertThat(last().text("data.0.operation")).isEqualTo("listIdentities");
    assertThat(last().text("data.0.actor")).isEqualTo("ada");
    assertThat(last().text("data.0.outcome")).isEqualTo("forbidden");
    ada.delete("/api/v1/workflows/demo.held");
    assertThat(last().text("data.0.outcome")).isEqualTo("forbidden");
    platform.client().post("/api/v1/auth/login", login.replace("staple", "wrong"));
    assertThat(last().text("data.0.outcome")).isEqualTo("login_failed");
    assertThat(admin.get("/api/v1/audit?limit=500").body())
        .doesNotContain("canary")
        .doesNotContain("hdl_");
  }

  @Test
  void theLogIsFilteredAndChecked() {
    admin.post("/api/v1/workflows/demo.broken/execute");
    Got all = admin.get("/api/v1/audit?operation=executeWorkflow&actor=admin");
    assertThat(all.list("data")).isNotEmpty();
    assertThat(admin.get("/api/v1/audit?actor=nobody").list("data")).isEmpty();
    assertThat(admin.get("/api/v1/audit/verify").at("data.intact").toString()).isEqualTo("true");
  }
}
