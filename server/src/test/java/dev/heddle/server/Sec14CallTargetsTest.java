package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.BuiltInSets;
import dev.heddle.platform.access.Grant;
import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.PermissionSet;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Rights;
import dev.heddle.server.http.Callers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
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

  /** Everything in the pack {@code ours}, and to look at events of everybody. */
  private static final List<Grant> OURS =
      Stream.concat(
              BuiltInSets.ADMIN.grants().stream()
                  .map(grant -> grant.within(Reach.Limit.pack("ours"))),
              Stream.of(Grant.of(Resource.EVENTS, Operation.READ)))
          .toList();

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
    return switch (name) {
      case "operator" -> Principal.operator(name);
      case "limited" -> user(name, new Rights(OURS));
      case "narrow" ->
          user(
              name,
              new Rights(
                  List.of(
                      Grant.of(Resource.WORKFLOWS, Operation.CREATE)
                          .within(new Reach.Limit(Set.of("container.mine"), Set.of(), Set.of())))));
      case "changer" ->
          user(name, new Rights(List.of(Grant.of(Resource.WORKFLOWS, Operation.UPDATE))));
      case "executor" -> user(name, Rights.of(List.of(BuiltInSets.EXECUTOR)));
      default -> user(name, Rights.of(List.of(BuiltInSets.ADMIN)));
    };
  }

  private static Principal user(String name, Rights rights) {
    return new Principal(Principal.Kind.USER, name, Set.of(), rights, null);
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

  private int executeAny(Client client, String ref) {
    return client
        .post("/api/v1/executions/execute", "{\"action_ref\": \"%s\"}".formatted(ref))
        .status();
  }

  private static String rule(String ref, String action, String more) {
    return "{\"ref\": \"%s\", \"trigger_ref\": \"core.alert\", \"action_ref\": \"%s\"%s}"
        .formatted(ref, action, more);
  }

  private String emit() {
    Client.Got got =
        platform
            .client()
            .as("operator")
            .post("/api/v1/events", "{\"trigger_ref\": \"core.alert\", \"payload\": {}}");
    assertThat(got.status()).as(got.body()).isEqualTo(201);
    return got.text("data.event_id");
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
    String draft = "/api/v1/workflows/ours.plain/draft/execute";
    assertThat(limited.post(draft, definition("ours", "plain", target(kind))).status())
        .as("draft")
        .isIn(403, 404);
    assertThat(limited.post(draft, definition("ours", "plain", "ours.given")).status())
        .as("draft through another")
        .isIn(403, 404);

    assertThat(execute(limited, "ours.plain")).isEqualTo(202);
    assertThat(execute(limited, "ours.given")).as("run").isIn(403, 404);
    assertThat(execute(limited, "ours.around")).as("run through another").isIn(403, 404);
    assertThat(executeAny(limited, "ours.plain")).isEqualTo(202);
    assertThat(executeAny(limited, "ours.given")).as("run as any ref").isIn(403, 404);
    assertThat(executeAny(limited, "ours.around")).as("any ref, another").isIn(403, 404);
    String run = admin.post("/api/v1/workflows/ours.given/execute", "{}").text("data.id");
    assertThat(limited.post("/api/v1/executions/" + run + "/rerun", "{}").status())
        .as("rerun")
        .isIn(403, 404);
  }

  @Test
  @DisplayName("Security row 14: a draft needs the right to change and the right to start")
  void draftsNeedBothRights() {
    assertThat(add(admin, "ours", "plain", "core.noop")).isEqualTo(201);
    for (String login : List.of("executor", "changer", "limited")) {
      int status =
          platform
              .client()
              .as(login)
              .post(
                  "/api/v1/workflows/ours.plain/draft/execute",
                  definition("ours", "plain", "core.noop"))
              .status();
      assertThat(status == 202).as(login + status).isEqualTo(login.equals("limited"));
      assertThat(status).as(login).isIn(202, 403, 404);
    }
  }

  @Test
  @DisplayName("Security row 14: who may execute the target may call it")
  void whoMayExecuteTheTargetMayCallIt() {
    assertThat(add(admin, "ours", "given", "container.etl")).isEqualTo(201);
    assertThat(execute(admin, "ours.given")).isEqualTo(202);
  }

  @Test
  @DisplayName("Security row 14: rules, replays and backfills are no way around either")
  void rulesReplaysAndBackfills() {
    assertThat(add(admin, "ours", "given", "theirs.secret")).isEqualTo(201);
    String calling = rule("ours.calling", "ours.given", "");
    assertThat(limited.post("/api/v1/rules", calling).status()).as("rule").isIn(403, 404);
    assertThat(limited.post("/api/v1/rules", rule("ours.r", "core.noop", "")).status())
        .as("core is not in its rights")
        .isIn(403, 404);
    assertThat(admin.post("/api/v1/rules", calling).status()).isEqualTo(201);
    assertThat(limited.put("/api/v1/rules/ours.calling", calling).status())
        .as("replaced rule")
        .isIn(403, 404);

    String replay = "/api/v1/events/" + emit() + "/replay";
    assertThat(limited.post(replay, "{\"rule_ref\": \"ours.calling\", \"start\": true}").status())
        .as("replay")
        .isIn(403, 404);
    String timed =
        """
        {"ref": "ours.timed", "trigger_ref": "core.crontimer", "action_ref": "ours.given",
         "trigger_params": {"expression": "0 0 0 * * *"}}
        """;
    assertThat(admin.post("/api/v1/rules", timed).status()).isEqualTo(201);
    assertThat(
            limited
                .post(
                    "/api/v1/schedules/ours.timed/backfill",
                    "{\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2026-01-03T00:00:00Z\"}")
                .status())
        .as("backfill")
        .isIn(403, 404);
  }

  @Test
  @DisplayName("Security row 14: a rule starts nothing its owner may no longer start through it")
  void rulesAreCheckedWhenTheyRun() {
    Principal operator = Principal.operator("ada");
    var identities = platform.access.identities();
    identities.createSet(operator, new PermissionSet("ours", "Ours", "", OURS, false));
    identities.create(
        operator,
        Identity.Kind.USER,
        "limited",
        new Identities.Wish(null, null, Set.of("ours"), null, null));
    assertThat(add(admin, "ours", "mine", "core.noop")).isEqualTo(201);
    assertThat(limited.post("/api/v1/rules", rule("ours.r", "ours.mine", "")).status())
        .isEqualTo(201);
    assertThat(enforced(emit()).text("data.0.execution_id")).isNotEmpty();

    assertThat(
            admin
                .put("/api/v1/workflows/ours.mine", definition("ours", "mine", "theirs.secret"))
                .status())
        .isEqualTo(200);
    Client.Got refused = enforced(emit());
    assertThat(refused.text("data.0.state")).isEqualTo("disabled");
    assertThat(refused.text("data.0.reason")).contains("may not start");
  }

  private static void until(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  private Client.Got enforced(String event) {
    return admin.get("/api/v1/enforcements?event_id=" + event);
  }

  @Test
  @DisplayName("Security rows 12 and 29: a draft reads no configuration its author may not use")
  void draftsAreRulesOfTheirPack() {
    admin.put("/api/v1/packs/theirs/config/token", "{\"value\": \"canary\"}");
    assertThat(add(admin, "ours", "mine", "core.noop")).isEqualTo(201);
    String draft =
        rule("theirs.x", "ours.mine", ", \"action_params\": {\"t\": \"{{ pack.config.token }}\"}");
    String replay = "/api/v1/events/" + emit() + "/replay";
    String body = "{\"rule\": %s, \"start\": %s}";
    for (String login : List.of("limited", "executor")) {
      for (String start : List.of("false", "true")) {
        Client.Got got = platform.client().as(login).post(replay, body.formatted(draft, start));
        assertThat(got.status()).as(login + start).isIn(403, 404);
        assertThat(got.body()).doesNotContain("canary");
      }
    }
    Client.Got own = limited.post(replay, body.formatted(rule("ours.x", "ours.mine", ""), "false"));
    assertThat(own.status()).as(own.body()).isEqualTo(200);
  }

  @Test
  @DisplayName("Security row 12: a replay cancels nothing that the rule of its ref has started")
  void replaysHaveAGateOfTheirOwn() {
    assertThat(add(admin, "theirs", "long", "test.hold")).isEqualTo(201);
    String replaced = ", \"overlap\": \"cancel_older\"";
    Client operator = platform.client().as("operator");
    assertThat(operator.post("/api/v1/rules", rule("theirs.r", "theirs.long", replaced)).status())
        .isEqualTo(201);
    String event = emit();
    until(() -> enforced(event).text("data.0.state").equals("processed"));
    String run = enforced(event).text("data.0.execution_id");

    Client.Got replayed =
        operator.post(
            "/api/v1/events/" + event + "/replay", "{\"rule_ref\": \"theirs.r\", \"start\": true}");
    String copy = replayed.text("data.enforcement.event_id");
    until(() -> enforced(copy).text("data.0.state").equals("processed"));
    assertThat(admin.get("/api/v1/executions/" + run).text("data.status")).isEqualTo("running");
  }

  @Test
  @DisplayName("Security row 14: what is stored as a container workflow is what was authorised")
  void containerWorkflowsAreOfSteps() {
    String flow =
        "{\"name\": \"mine\", \"definition\": \"ref: container.theirs\\nlabel: L\\n"
            + "version: '1'\\ntasks: [{name: a, action: theirs.secret}]\\n\"}";
    Client.Got got = admin.post("/dagger/workflows", flow);
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.text("code")).isEqualTo("wrong_dialect");
    Client narrow = platform.client().as("narrow");
    String other =
        "{\"name\": \"mine\", \"definition\":"
            + " \"name: other\\nsteps: [{id: a, image: 'b:1'}]\\n\"}";
    assertThat(narrow.post("/dagger/workflows", other).status()).isIn(403, 404);
    assertThat(narrow.post("/dagger/workflows", other.replace("other", "mine")).status())
        .isEqualTo(201);
  }
}
