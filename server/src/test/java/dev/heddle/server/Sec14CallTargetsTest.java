package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.Answer;
import dev.heddle.platform.access.BuiltInSets;
import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.PermissionSet;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Rights;
import dev.heddle.server.http.Callers;
import dev.heddle.values.MapValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a workflow calls elsewhere needs the caller's own permission (security row 14). */
@Timeout(60)
final class Sec14CallTargetsTest {

  private TestPlatform platform;
  private Client admin;
  private Client limited;
  private String upload;

  @BeforeEach
  void start() {
    Callers byName =
        request ->
            request.header("X-Login").map(Sec14CallTargetsTest::who).orElse(Principal.anonymous());
    platform = TestPlatform.start(ServerOptions.onPort(0), byName);
    admin = platform.client().as("admin");
    limited = platform.client().as("limited");
    for (String pack : new String[] {"ours", "theirs"}) {
      admin.post(
          "/api/v1/packs",
          "{\"ref\": \"%s\", \"label\": \"P\", \"version\": \"1\"}".formatted(pack));
    }
    add(admin, "theirs", "secret", "core.noop");
    admin.post(
        "/dagger/workflows",
        "{\"name\": \"etl\", \"steps\": [{\"id\": \"a\", \"image\": \"b:1\"}]}");
    upload =
        "script."
            + admin.form("/workflows", Map.of("workflow", "fun a():\n  pass\n")).text("data.id");
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  /** Somebody who may do everything, or everything in the pack {@code ours}. */
  private static Principal who(String name) {
    return new Principal(Principal.Kind.USER, name, Set.of(), rights(name), null);
  }

  private static Rights rights(String name) {
    return name.equals("limited")
        ? new Rights(
            BuiltInSets.ADMIN.grants().stream()
                .map(grant -> grant.within(Reach.Limit.pack("ours")))
                .toList())
        : Rights.of(List.of(BuiltInSets.ADMIN));
  }

  private static int add(Client client, String pack, String name, String called) {
    return client
        .post("/api/v1/packs/" + pack + "/workflows", definition(pack, name, called))
        .status();
  }

  private static String definition(String pack, String name, String called) {
    return Flows.body(
        """
        ref: %s.%s
        label: L
        version: "1"
        tasks: [{name: a, action: %s}]
        """
            .formatted(pack, name, called));
  }

  private int execute(Client client, String ref) {
    return client.post("/api/v1/workflows/" + ref + "/execute", "{}").status();
  }

  private String target(String kind) {
    return kind.equals("upload") ? upload : kind;
  }

  @ParameterizedTest
  @ValueSource(strings = {"theirs.secret", "container.etl", "upload"})
  @DisplayName("Security row 14: at deploy, at run, through a workflow between, by rerun and retry")
  void targetsAreAuthorised(String kind) {
    assertThat(add(limited, "ours", "mine", target(kind))).as("deploy").isIn(403, 404);
    assertThat(add(admin, "ours", "given", target(kind))).isEqualTo(201);
    assertThat(add(limited, "ours", "around", "ours.given")).as("through another").isIn(403, 404);
    assertThat(add(admin, "ours", "around", "ours.given")).isEqualTo(201);
    assertThat(add(admin, "ours", "plain", "core.noop")).isEqualTo(201);
    assertThat(
            limited
                .send(
                    "PUT",
                    "/api/v1/workflows/ours.plain",
                    definition("ours", "plain", target(kind)))
                .status())
        .as("replace")
        .isIn(403, 404);

    assertThat(execute(limited, "ours.plain")).isEqualTo(202);
    assertThat(execute(limited, "ours.given")).as("run").isIn(403, 404);
    assertThat(execute(limited, "ours.around")).as("run through another").isIn(403, 404);
    assertThat(
            limited
                .post("/api/v1/executions/execute", "{\"action_ref\": \"ours.around\"}")
                .status())
        .as("run as an action")
        .isIn(403, 404);
    String run = admin.post("/api/v1/workflows/ours.given/execute", "{}").text("data.id");
    assertThat(limited.post("/api/v1/executions/" + run + "/rerun", "{}").status())
        .as("rerun")
        .isIn(403, 404);
  }

  @Test
  @DisplayName("Security row 14: by a retry of what somebody else started")
  void retriesAreAuthorised() {
    String call = "theirs.secret, on_success: [b]}, {name: b, action: test.fail";
    assertThat(add(admin, "ours", "broken", call)).isEqualTo(201);
    String run = admin.post("/api/v1/workflows/ours.broken/execute", "{}").text("data.id");
    await(() -> admin.get("/api/v1/executions/" + run).text("data.status").equals("failed"));
    String retry = "/api/v1/workflow-executions/" + run + "/retry";
    assertThat(limited.post(retry, "{}").status()).isIn(403, 404);
    assertThat(admin.post(retry, "{}").status()).isEqualTo(202);
  }

  @Test
  @DisplayName("Security row 14: a rule starts what its owner may, when made and when it fires")
  void rulesAreAuthorised() {
    Principal root = Principal.operator("root");
    PermissionSet set = new PermissionSet("ours-only", "", "", rights("limited").grants(), false);
    assertThat(platform.access.identities().createSet(root, set)).isInstanceOf(Answer.Done.class);
    platform
        .access
        .identities()
        .create(
            root,
            Identity.Kind.SERVICE,
            "limited",
            new Identities.Wish(null, null, Set.of("ours-only"), Set.of(), null));
    assertThat(add(admin, "ours", "around", "theirs.secret")).isEqualTo(201);
    assertThat(add(admin, "ours", "plain", "core.noop")).isEqualTo(201);
    assertThat(rule("around")).isEqualTo(404);
    assertThat(rule("plain")).isEqualTo(201);

    fire();
    String path = "/api/v1/enforcements?rule_ref=ours.plain";
    await(() -> admin.get(path).text("data.0.state").equals("processed"));
    assertThat(
            admin
                .send(
                    "PUT",
                    "/api/v1/workflows/ours.plain",
                    definition("ours", "plain", "theirs.secret"))
                .status())
        .isEqualTo(200);
    fire();
    await(() -> admin.get(path).list("data").size() == 2);
    assertThat(admin.get(path).body())
        .contains("The owner of the rule, limited, may not start theirs.secret");
  }

  private int rule(String action) {
    return limited
        .post(
            "/api/v1/rules",
            "{\"ref\": \"ours.%s\", \"trigger_ref\": \"core.alert\", \"action_ref\": \"ours.%s\"}"
                .formatted(action, action))
        .status();
  }

  private void fire() {
    assertThat(platform.automation.events().emit("core.alert", "test", null, MapValue.EMPTY))
        .isInstanceOf(Answer.Done.class);
  }

  private static void await(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  @DisplayName("Security row 14: who may execute the target may call it")
  void whoMayExecuteTheTargetMayCallIt() {
    assertThat(add(admin, "ours", "given", "container.etl")).isEqualTo(201);
    assertThat(execute(admin, "ours.given")).isEqualTo(202);
  }
}
