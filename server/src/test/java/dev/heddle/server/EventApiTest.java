package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.Answer;
import dev.heddle.platform.access.BuiltInSets;
import dev.heddle.platform.access.Grant;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Rights;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.install.LocalGit;
import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.server.Client.Got;
import dev.heddle.server.http.Callers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events, rules and enforcements over HTTP. */
@Timeout(30)
final class EventApiTest {

  private static TestPlatform platform;
  private static Client api;
  private static Client sensor;

  @BeforeAll
  static void start() {
    Callers callers =
        request ->
            request.header("X-Login").map(EventApiTest::caller).orElse(Principal.anonymous());
    platform = TestPlatform.start(ServerOptions.onPort(0), callers);
    api = platform.client().as("operator");
    sensor = platform.client().as("sensor");
    Flows.install(api);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Principal caller(String name) {
    return switch (name) {
      case "operator" -> Principal.operator("ada");
      case "sensor" ->
          new Principal(
              Principal.Kind.SENSOR,
              "sensor:demo.watch",
              Set.of(),
              new Rights(
                  List.of(
                      Grant.of(Resource.EVENTS, Operation.CREATE)
                          .within(new Reach.Limit(Set.of("core.alert"), Set.of(), Set.of())))),
              null);
      default ->
          new Principal(
              Principal.Kind.USER,
              name,
              Set.of(),
              Rights.of(List.of(BuiltInSets.find(name).orElseThrow())),
              null);
    };
  }

  private static Got rule(String name, String more) {
    Got made =
        api.post(
            "/api/v1/rules",
            """
            {"ref": "demo.%s", "trigger_ref": "core.alert", "action_ref": "demo.chain",
             "action_params": {"who": "{{ event.payload.who }}", "key": "k"} %s}
            """
                .formatted(name, more));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made;
  }

  private static void drop(String... names) {
    for (String name : names) {
      assertThat(api.delete("/api/v1/rules/demo." + name).status()).isEqualTo(200);
    }
  }

  private static String emit(String body) {
    Got got = sensor.post("/api/v1/events", body);
    assertThat(got.status()).as(got.body()).isEqualTo(201);
    return got.text("data.event_id");
  }

  private static Got until(Supplier<Got> look, String path, String value) {
    Got got = look.get();
    while (!got.text(path).equals(value)) {
      LockSupport.parkNanos(5_000_000);
      got = look.get();
    }
    return got;
  }

  @Test
  @DisplayName("S1-143: one event, three rules: three enforcements, three executions")
  void threeRules() {
    rule("one", "");
    rule("two", ", \"conditions\": \"event.payload.who == 'eve'\"");
    rule("three", ", \"conditions\": {\"who\": \"eve\"}");
    rule("other", ", \"conditions\": {\"who\": \"bob\"}");
    String event = emit("{\"trigger_ref\": \"core.alert\", \"payload\": {\"who\": \"eve\"}}");
    String path = "/api/v1/enforcements?event_id=" + event;
    Got got = api.get(path);
    assertThat(got.list("data")).hasSize(3);
    for (int i = 0; i < 3; i++) {
      String at = "data." + i;
      until(() -> api.get(path), at + ".state", "processed");
      Got run = api.get("/api/v1/executions/" + got.text(at + ".execution_id"));
      assertThat(run.text("data.parameters.who")).isEqualTo("eve");
      assertThat(run.text("data.parameters.key")).doesNotContain("k");
    }
    drop("one", "two", "three", "other");
  }

  @Test
  @DisplayName(
      "U-10: one answer leads from a run to its definition, commit, starter, rule and event")
  void oneAnswerTellsWhereARunComesFrom(@TempDir Path directory) {
    PackFolder traced =
        PackFolder.of(directory, "traced")
            .workflow("run", "core.noop")
            .file(
                "rules/on.yaml",
                "ref: traced.on\ntrigger_ref: core.alert\naction_ref: traced.run\n");
    String commit = LocalGit.commit(traced.directory());
    PackInstaller installer =
        LocalGit.installer(
            directory.resolve("home"),
            platform.services.packs(),
            platform.installations,
            InstantSource.system());
    PackInstaller.Options tests = new PackInstaller.Options(false, false, false);
    assertThat(installer.install(LocalGit.source(traced.directory()), tests, "eve"))
        .isInstanceOf(Answer.Done.class);
    String event = emit("{\"trigger_ref\": \"core.alert\", \"payload\": {\"who\": \"canary\"}}");
    String enforcements = "/api/v1/enforcements?event_id=" + event;
    Got started = until(() -> api.get(enforcements), "data.0.state", "processed");

    String id = started.text("data.0.execution_id");
    Got got = api.get("/api/v1/executions/" + id);

    assertThat(got.text("data.provenance.definition.ref")).isEqualTo("traced.run");
    assertThat(got.text("data.provenance.definition.files.0.name")).isEqualTo("workflows/run.yaml");
    assertThat(got.text("data.provenance.pack.version")).isEqualTo("1.0");
    assertThat(got.text("data.provenance.pack.source")).isEqualTo("file://" + traced.directory());
    assertThat(got.text("data.provenance.pack.commit")).isEqualTo(commit);
    assertThat(got.text("data.provenance.starter.by")).isEqualTo("rule");
    assertThat(got.text("data.provenance.starter.root")).isEqualTo(id);
    assertThat(got.text("data.provenance.rule.ref")).isEqualTo("traced.on");
    assertThat(got.text("data.provenance.rule.enforcement_id"))
        .isEqualTo(started.text("data.0.id"));
    assertThat(got.text("data.provenance.event.id")).isEqualTo(event);
    assertThat(got.text("data.provenance.event.source")).isEqualTo("sensor:demo.watch");
    assertThat(got.body()).doesNotContain("canary");
    assertThat(api.as("viewer").get("/api/v1/executions/" + id).text("data.provenance.event.id"))
        .isEqualTo(event);
    platform.services.packs().delete("traced");
  }

  @Test
  @DisplayName("S1-155: an event that is delivered twice gives one enforcement and one execution")
  void deliveredTwice() {
    rule("once", "");
    String body = "{\"trigger_ref\": \"core.alert\", \"payload\": {}, \"key\": \"m-1\"}";
    String event = emit(body);
    assertThat(emit(body)).isEqualTo(event);
    assertThat(api.get("/api/v1/enforcements?rule_ref=demo.once").list("data")).hasSize(1);
    drop("once");
  }

  @Test
  @DisplayName("S1-148: events come from sensors and executions; others are refused")
  void whoMayEmit() {
    String alert = "{\"trigger_ref\": \"core.alert\", \"payload\": {}}";
    for (String role : List.of("viewer", "executor", "editor", "admin")) {
      assertThat(platform.client().as(role).post("/api/v1/events", alert).status()).isEqualTo(403);
    }
    assertThat(platform.client().post("/api/v1/events", alert).status()).isEqualTo(401);
    String event = emit(alert);
    assertThat(api.get("/api/v1/events/" + event).text("data.source"))
        .isEqualTo("sensor:demo.watch");
    assertThat(api.get("/api/v1/events/0000000000000").status()).isEqualTo(404);
    assertThat(api.get("/api/v1/events/x").status()).isEqualTo(404);
    assertThat(api.get("/api/v1/events?trigger_ref=core.alert").list("data")).isNotEmpty();
    assertThat(
            sensor
                .post("/api/v1/events", "{\"trigger_ref\": \"core.webhook\", \"payload\": {}}")
                .status())
        .as("S1-156: a sensor's token is for its own triggers")
        .isIn(403, 404);
    assertThat(api.post("/api/v1/events", "{\"trigger_ref\": \"no.such\"}").status())
        .isEqualTo(404);
    assertThat(api.post("/api/v1/events", "{\"trigger_ref\": \"core.intervaltimer\"}").status())
        .isEqualTo(409);
    assertThat(
            api.post(
                    "/api/v1/events",
                    "{\"trigger_ref\": \"core.queue_empty\", \"payload\": {\"queue\": 1}}")
                .text("code"))
        .isEqualTo("invalid_payload");
  }

  @Test
  @DisplayName("S1-149: a rule that is off never fires; what it started goes on")
  void switchedOff() {
    rule("held", "");
    String first = emit("{\"trigger_ref\": \"core.alert\", \"payload\": {\"who\": \"a\"}}");
    assertThat(api.post("/api/v1/rules/demo.held/disable").text("data.enabled")).isEqualTo("false");
    String second = emit("{\"trigger_ref\": \"core.alert\", \"payload\": {\"who\": \"b\"}}");
    Got started = api.get("/api/v1/enforcements?rule_ref=demo.held");
    assertThat(started.list("data")).hasSize(1);
    assertThat(started.text("data.0.event_id")).isEqualTo(first).isNotEqualTo(second);
    until(
        () -> api.get("/api/v1/executions/" + started.text("data.0.execution_id")),
        "data.status",
        "completed");
    api.post("/api/v1/rules/demo.held/enable");
    emit("{\"trigger_ref\": \"core.alert\", \"payload\": {\"who\": \"c\"}}");
    assertThat(api.get("/api/v1/enforcements?rule_ref=demo.held").list("data")).hasSize(2);
    drop("held");
  }

  @Test
  @DisplayName("S1-149: create 201, again 409, replace 200, delete 200, then 404; lists filter")
  void lifeOfARule() {
    rule("life", "");
    String body =
        "{\"ref\": \"demo.life\", \"trigger_ref\": \"core.alert\", \"action_ref\": \"core.noop\"}";
    assertThat(api.post("/api/v1/rules", body).status()).isEqualTo(409);
    assertThat(api.put("/api/v1/rules/demo.life", body).text("data.action_ref"))
        .isEqualTo("core.noop");
    assertThat(api.get("/api/v1/rules?action_ref=core.noop").list("data")).hasSize(1);
    assertThat(api.get("/api/v1/rules?pack_ref=none").list("data")).isEmpty();
    assertThat(api.get("/api/v1/rules?trigger_ref=core.webhook").list("data")).isEmpty();
    drop("life");
    assertThat(api.get("/api/v1/rules/demo.life").status()).isEqualTo(404);
    Got wrong =
        api.post(
            "/api/v1/rules",
            """
            {"ref": "demo.bad", "trigger_ref": "core.alert", "action_ref": "core.noop",
             "conditions": "event.payload.x | nofilter", "action_parms": {}}
            """);
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.list("errors")).hasSize(2);
  }

  @Test
  @DisplayName("S1-132: a rule whose action is missing starts nothing and says so")
  void missingAction() {
    Got made =
        api.post(
            "/api/v1/rules",
            """
            {"ref": "demo.gone", "trigger_ref": "core.alert", "action_ref": "demo.nowhere"}
            """);
    assertThat(made.status()).isEqualTo(201);
    String event = emit("{\"trigger_ref\": \"core.alert\", \"payload\": {}}");
    Got got = api.get("/api/v1/enforcements?event_id=" + event);
    assertThat(got.text("data.0.state")).isEqualTo("disabled");
    assertThat(got.text("data.0.reason")).contains("demo.nowhere");
    drop("gone");
  }

  @Test
  @DisplayName("S1-154: two rules with different intervals on one trigger fire independently")
  void intervals() {
    for (int seconds : new int[] {1, 3600}) {
      Got made =
          api.post(
              "/api/v1/rules",
              """
              {"ref": "demo.every%d", "trigger_ref": "core.intervaltimer",
               "trigger_params": {"unit": "seconds", "interval": %d},
               "action_ref": "core.noop"}
              """
                  .formatted(seconds, seconds));
      assertThat(made.status()).as(made.body()).isEqualTo(201);
    }
    until(
        () -> api.get("/api/v1/enforcements?rule_ref=demo.every1"), "pagination.total_items", "1");
    assertThat(api.get("/api/v1/enforcements?rule_ref=demo.every3600").list("data")).isEmpty();
    drop("every1", "every3600");
  }
}
