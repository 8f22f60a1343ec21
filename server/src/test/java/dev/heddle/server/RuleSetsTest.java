package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.access.ExecutionTokens;
import dev.heddle.platform.access.Grant;
import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.PermissionSet;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.server.Client.Got;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules start may do what their permission sets say and no more (S1-149). */
@Timeout(60)
final class RuleSetsTest {

  private static final Principal OPERATOR = Principal.operator("root");
  private static final String READS =
      """
      ref: demo.reads
      label: Reads a secret
      version: "1"
      tasks:
        - {name: read, action: core.noop, input: {message: "{{ kv.get_secret('db.password') }}"}}
      """;

  private static TestPlatform platform;
  private static Client admin;
  private static Client editor;
  private static Client sensor;

  @BeforeAll
  static void start() {
    platform = TestPlatform.withIdentities();
    admin = platform.client().bearer(platform.access.firstAdmin().createIfNobody().orElseThrow());
    Flows.install(admin);
    assertThat(admin.post("/api/v1/packs/demo/workflows", Flows.body(READS)).status())
        .isEqualTo(201);
    platform.keys.set(KeyOwner.SYSTEM, "db.password", "", Value.of("canary-7f3a"), true);
    set("secrets", Grant.of(Resource.KEYS, Operation.DECRYPT));
    set("emits", Grant.of(Resource.EVENTS, Operation.CREATE));
    editor = somebody("editor");
    sensor = platform.client().bearer(task("demo.held", ""));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static void set(String ref, Grant grant) {
    assertThat(
            platform
                .access
                .identities()
                .createSet(
                    OPERATOR,
                    new PermissionSet(ref, ref, "", List.of(grant.within(Reach.Limit.NONE)), false))
                .toString())
        .contains(ref);
  }

  private static Client somebody(String role) {
    Identities.Wish wish = new Identities.Wish(null, null, Set.of(role), Set.of(), null);
    platform.access.identities().create(OPERATOR, Identity.Kind.SERVICE, role, wish);
    String path = "/api/v1/identities/" + role + "/tokens";
    return platform.client().bearer(admin.post(path, "{\"name\": \"t\"}").text("data.token"));
  }

  private static String rule(String name, String action, String sets) {
    return """
    {"ref": "demo.%s", "trigger_ref": "core.alert", "action_ref": "%s",
     "conditions": {"for": "%s"}, "permission_set_refs": [%s]}
    """
        .formatted(
            name, action, name, sets.isEmpty() ? "" : '"' + sets.replace("+", "\", \"") + '"');
  }

  private static Got make(Client by, String name, String action, String sets) {
    Got made = by.post("/api/v1/rules", rule(name, action, sets));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made;
  }

  /** The enforcement of the rule of that name on a new event. */
  private static Got enforced(String name) {
    Got event =
        sensor.post(
            "/api/v1/events",
            "{\"trigger_ref\": \"core.alert\", \"payload\": {\"for\": \"" + name + "\"}}");
    assertThat(event.status()).as(event.body()).isEqualTo(201);
    return admin.get("/api/v1/enforcements?event_id=" + event.text("data.event_id"));
  }

  /** The token of the first task of a new execution of a workflow that holds. */
  private static String task(String workflow, String rule) {
    String id =
        rule.isEmpty()
            ? admin.post("/api/v1/workflows/" + workflow + "/execute").text("data.id")
            : enforced(rule).text("data.0.execution_id");
    return token(id, ExecutionTokens.STANDARD);
  }

  private static String token(String execution, String... sets) {
    ExecutionId id = ExecutionId.parse(execution).orElseThrow();
    while (platform.store.tasks(id).stream().noneMatch(task -> task.status().isDispatched())) {
      LockSupport.parkNanos(5_000_000);
    }
    AttemptId attempt = new AttemptId(id, platform.store.tasks(id).getFirst().key());
    return platform.access.executionTokens().issue(attempt, List.of(sets));
  }

  private static Got ended(String execution) {
    Got got = admin.get("/api/v1/executions/" + execution);
    while (!Set.of("completed", "failed").contains(got.text("data.status"))) {
      LockSupport.parkNanos(5_000_000);
      got = admin.get("/api/v1/executions/" + execution);
    }
    return got;
  }

  @ParameterizedTest
  @DisplayName("S1-149: sets of a rule exist, and permit nothing that its author may not do")
  @CsvSource({
    "nonsense,         400, unknown_permission_set",
    "viewer+nonsense,  400, unknown_permission_set",
    "admin,            403, not_delegable",
    "secrets+emits,    403, not_delegable",
  })
  void nobodyGivesMoreThanTheyHave(String sets, int status, String code) {
    Got refused = editor.post("/api/v1/rules", rule("greedy", "core.noop", sets));
    assertThat(refused.status()).as(refused.body()).isEqualTo(status);
    assertThat(refused.text("code")).isEqualTo(code);

    make(editor, "modest", "core.noop", "viewer+secrets+standard");
    assertThat(editor.put("/api/v1/rules/demo.modest", rule("modest", "core.noop", sets)).status())
        .isEqualTo(status);
    String event = enforced("modest").text("data.0.event_id");
    String draft = "{\"rule\": " + rule("modest", "core.noop", sets) + ", \"start\": true}";
    assertThat(editor.post("/api/v1/events/" + event + "/replay", draft).status())
        .isEqualTo(status);
    assertThat(editor.delete("/api/v1/rules/demo.modest").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @DisplayName("S1-149, S1-030: a rule's execution reads secrets as far as the rule's sets say")
  @CsvSource({"'',completed", "viewer+secrets,completed", "viewer,failed", "standard,failed"})
  void secretsNeedTheSets(String sets, String status) {
    make(editor, "reading", "demo.reads", sets);
    Got run = ended(enforced("reading").text("data.0.execution_id"));
    assertThat(run.text("data.status")).as(run.body()).isEqualTo(status);
    if (status.equals("failed")) {
      assertThat(run.body()).contains("editor, limited to " + sets).doesNotContain("canary");
      String id = run.text("data.id");
      for (String again :
          List.of("workflow-executions/" + id + "/retry", "executions/" + id + "/rerun")) {
        Got begun = admin.post("/api/v1/" + again, "{}");
        assertThat(begun.status()).as(begun.body()).isEqualTo(202);
        Got rerun = ended(begun.text("data.id"));
        assertThat(rerun.text("data.status")).as("the limits stay: " + again).isEqualTo("failed");
      }
    }
    assertThat(editor.delete("/api/v1/rules/demo.reading").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("S1-149, S1-168: nor may the token of an attempt do more than the rule's sets")
  void tokensAreNarrowed() {
    make(admin, "looking", "demo.held", "viewer");
    String run = enforced("looking").text("data.0.execution_id");
    String event = "{\"trigger_ref\": \"core.alert\", \"payload\": {}}";
    Client viewing = platform.client().bearer(token(run, "viewer"));
    Client standard = platform.client().bearer(token(run, "standard"));
    Client wide = platform.client().bearer(token(run, "admin", "editor"));

    assertThat(viewing.get("/api/v1/workflows").status()).isEqualTo(200);
    assertThat(standard.get("/api/v1/executions/" + run).status()).isEqualTo(200);
    assertThat(standard.post("/api/v1/events", event).status()).isEqualTo(403);
    assertThat(wide.get("/api/v1/identities").status()).isEqualTo(403);
    assertThat(wide.delete("/api/v1/workflows/demo.chain").status()).isEqualTo(403);

    make(admin, "usual", "demo.held", "standard");
    Client usual = platform.client().bearer(task("", "usual"));
    assertThat(usual.post("/api/v1/events", event).status()).isEqualTo(201);
    assertThat(usual.get("/api/v1/workflows").status()).isEqualTo(403);
    assertThat(admin.delete("/api/v1/rules/demo.looking").status()).isEqualTo(200);
    assertThat(admin.delete("/api/v1/rules/demo.usual").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("S1-149: a rule whose set is gone starts nothing and says why")
  void aSetThatIsGone() {
    set("passing", Grant.of(Resource.KEYS, Operation.READ));
    make(editor, "orphan", "core.noop", "passing");
    assertThat(enforced("orphan").text("data.0.state")).isIn("created", "processed");

    assertThat(admin.delete("/api/v1/permission-sets/passing").status()).isEqualTo(200);
    Got refused = enforced("orphan");
    while (!refused.text("data.0.state").equals("disabled")) {
      LockSupport.parkNanos(50_000_000); // a server may remember for a second what owners may give
      refused = enforced("orphan");
    }
    assertThat(refused.text("data.0.reason")).contains("permission sets are gone", "passing");
    assertThat(editor.delete("/api/v1/rules/demo.orphan").status()).isEqualTo(200);
  }
}
