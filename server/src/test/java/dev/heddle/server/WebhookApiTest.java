package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.server.Client.Got;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Webhooks, explanations, replay and schedules over HTTP. */
@Timeout(30)
final class WebhookApiTest {

  private static final String HOOKS = "/api/v1/triggers/core.webhook/webhooks/";
  private static final String SECRET = "a secret of sixteen or more";

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

  private static void rule(String body) {
    Got made = api.post("/api/v1/rules", body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
  }

  private static String open(String settings) {
    Got opened = api.post(HOOKS + "enable", settings);
    assertThat(opened.status()).as(opened.body()).isEqualTo(200);
    assertThat(opened.text("data.webhook_key")).matches("wh_[A-Za-z0-9]{32}");
    return opened.text("data.webhook_path");
  }

  private static String signature(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void until(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  @DisplayName("S1-147: each code of the receiver; a regenerated key kills the old one")
  void codes() {
    String unsigned = open("{\"signed\": false}");
    Got taken = api.post(unsigned, "{\"a\": 1}");
    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.text("data.trigger_ref")).isEqualTo("core.webhook");
    String event = "/api/v1/events/" + taken.text("data.event_id");
    assertThat(api.get(event).text("data.payload.a")).isEqualTo("1");
    assertThat(api.post("/api/v1/webhooks/wh_none", "{}").status()).isEqualTo(404);
    assertThat(api.post(unsigned, "{nonsense").status()).isEqualTo(400);
    assertThat(api.post(unsigned, "\"" + "a".repeat(1 << 20) + "\"").status()).isEqualTo(413);

    String signed = open("{\"secret\": \"" + SECRET + "\"}");
    assertThat(api.post(unsigned, "{}").status()).as("the key is new").isEqualTo(404);
    assertThat(api.post(signed, "{}").status()).isEqualTo(401);
    String good = signature("{}");
    assertThat(api.header("X-Webhook-Signature", good).post(signed, "{}").status()).isEqualTo(200);
    assertThat(api.header("X-Hub-Signature-256", "sha256=" + good).post(signed, "{}").status())
        .isEqualTo(200);
    assertThat(api.header("X-Webhook-Signature", good).post(signed, "{ }").status())
        .as("security row 26: signed is what was sent")
        .isEqualTo(403);
    assertThat(api.header("X-Webhook-Signature", "zz").post(signed, "{}").status()).isEqualTo(403);

    String again = api.post(HOOKS + "regenerate").text("data.webhook_path");
    assertThat(api.header("X-Webhook-Signature", good).post(signed, "{}").status()).isEqualTo(404);
    assertThat(api.header("X-Webhook-Signature", good).post(again, "{}").status()).isEqualTo(200);
    assertThat(api.post(HOOKS + "disable").text("data.enabled")).isEqualTo("false");
    assertThat(api.header("X-Webhook-Signature", good).post(again, "{}").status()).isEqualTo(403);

    String elsewhere = open("{\"signed\": false, \"allowed_ips\": [\"10.0.0.0/8\"]}");
    assertThat(api.post(elsewhere, "{}").status()).isEqualTo(403);
    String here =
        open("{\"signed\": false, \"allowed_ips\": [\"127.0.0.0/8\"], \"rate_per_minute\": 1}");
    assertThat(api.post(here, "{}").status()).isEqualTo(200);
    // The minute may end between two requests, not between three.
    api.post(here, "{}");
    assertThat(api.post(here, "{}").status()).isEqualTo(429);
    assertThat(api.post(HOOKS + "enable", "{\"allowed_ips\": [\"example.org\"]}").status())
        .isEqualTo(400);
    assertThat(api.post("/api/v1/triggers/core.crontimer/webhooks/enable", "{}").status())
        .isEqualTo(404);
  }

  @Test
  @DisplayName("S1-155: a delivery that is repeated is one event and one execution")
  void repeatedDelivery() {
    rule(
        """
        {"ref": "demo.delivered", "trigger_ref": "core.webhook", "action_ref": "core.noop",
         "conditions": {"delivered": true}}
        """);
    // alert has a webhook of its own, so that this test shares nothing with the others
    String path =
        api.post("/api/v1/triggers/core.alert/webhooks/enable", "{\"signed\": false}")
            .text("data.webhook_path");
    rule(
        """
        {"ref": "demo.alerted", "trigger_ref": "core.alert", "action_ref": "core.noop"}
        """);
    String body = "{\"delivered\": true}";
    Got first = api.header("X-Webhook-Id", "d1").post(path, body);
    Got second = api.header("X-Webhook-Id", "d1").post(path, body);
    assertThat(second.text("data.event_id")).isEqualTo(first.text("data.event_id"));
    assertThat(second.text("data.known")).isEqualTo("true");
    assertThat(api.get("/api/v1/enforcements?rule_ref=demo.alerted").list("data")).hasSize(1);
  }

  @Test
  @DisplayName("which rules matched a stored event, which did not, and which condition decided")
  void explanation() {
    rule(
        """
        {"ref": "demo.main", "trigger_ref": "core.queue_started", "action_ref": "core.noop",
         "conditions": {"queue": "main"}}
        """);
    rule(
        """
        {"ref": "demo.rest", "trigger_ref": "core.queue_started", "action_ref": "core.noop",
         "conditions": {"and": [{"queue": "rest"}, "event.trigger == 'x'"]}}
        """);
    String event =
        api.post(
                "/api/v1/events",
                "{\"trigger_ref\": \"core.queue_started\", \"payload\": {\"queue\": \"main\"}}")
            .text("data.event_id");
    Got said = api.get("/api/v1/events/" + event + "/explanation");
    assertThat(said.status()).as(said.body()).isEqualTo(200);
    assertThat(said.list("data.rules")).hasSize(2);
    assertThat(said.text("data.rules.0.rule_ref")).isEqualTo("demo.main");
    assertThat(said.text("data.rules.0.matches")).isEqualTo("true");
    assertThat(said.text("data.rules.0.enforcement.action_ref")).isEqualTo("core.noop");
    assertThat(said.text("data.rules.1.matches")).isEqualTo("false");
    assertThat(said.text("data.rules.1.because")).isEqualTo("queue == \"rest\": queue is \"main\"");
    assertThat(said.list("data.rules.1.explanation.parts")).hasSize(2);

    String replay = "/api/v1/events/" + event + "/replay";
    Got trial =
        api.post(
            replay,
            """
            {"rule": {"ref": "demo.draft", "trigger_ref": "core.queue_started",
              "action_ref": "demo.chain", "conditions": {"queue": "main"},
              "action_params": {"who": "{{ event.payload.queue }}"}}}
            """);
    assertThat(trial.text("data.matches")).as(trial.body()).isEqualTo("true");
    assertThat(trial.text("data.would.parameters.who")).isEqualTo("main");
    assertThat(trial.text("data.would.start")).isEqualTo("demo.chain");
    assertThat(api.get("/api/v1/enforcements?rule_ref=demo.draft").list("data")).isEmpty();
    Got started = api.post(replay, "{\"rule_ref\": \"demo.main\", \"start\": true}");
    assertThat(started.text("data.enforcement.rule_ref")).isEqualTo("demo.main");
    String run = "/api/v1/executions/" + started.text("data.enforcement.execution_id");
    until(() -> api.get(run).status() == 200);
    assertThat(api.post(replay, "{\"rule_ref\": \"demo.rest\", \"start\": true}").status())
        .isEqualTo(409);
  }

  @Test
  @DisplayName("schedules pause and resume; a backfill is previewed and runs N at a time")
  void schedules() {
    rule(
        """
        {"ref": "demo.nightly", "trigger_ref": "core.crontimer", "action_ref": "demo.held",
         "trigger_params": {"expression": "0 30 2 * * *", "timezone": "Europe/Berlin"}}
        """);
    String path = "/api/v1/schedules/demo.nightly";
    until(() -> !api.get(path).list("data.next").isEmpty());
    assertThat(api.get(path).list("data.next")).hasSize(5);
    assertThat(api.post(path + "/pause").text("data.paused")).isEqualTo("true");
    assertThat(api.post(path + "/pause").status()).isEqualTo(409);
    assertThat(api.get(path).list("data.next")).isEmpty();
    assertThat(api.post(path + "/resume").list("data.next")).hasSize(5);
    assertThat(api.get("/api/v1/schedules").body()).contains("demo.nightly");

    String range = "\"from\": \"2026-03-28T00:00:00Z\", \"to\": \"2026-03-31T00:00:00Z\"";
    Got preview = api.post(path + "/backfill", "{" + range + ", \"preview\": true}");
    assertThat(preview.text("data.times.1"))
        .as("half past two is left out that night")
        .isEqualTo("2026-03-29T01:00:00Z");
    assertThat(preview.list("data.times")).hasSize(3);
    String all = "/api/v1/enforcements?rule_ref=demo.nightly&state=";
    assertThat(api.get(all + "processed").list("data")).isEmpty();

    Got run = api.post(path + "/backfill", "{" + range + ", \"concurrency\": 2}");
    assertThat(run.text("data.count")).isEqualTo("3");
    until(() -> api.get(all + "processed").list("data").size() == 2);
    assertThat(api.get(all + "waiting").list("data")).hasSize(1);
    Got progress = api.get(path + "/backfills/" + run.text("data.id"));
    assertThat(progress.text("data.count")).isEqualTo("3");
    assertThat(progress.text("data.waiting")).isEqualTo("1");
    assertThat(progress.text("data.running")).isEqualTo("2");
    assertThat(api.get(path + "/backfills/" + progress.text("data.id").replace('0', '1')).status())
        .isEqualTo(404);
    String first = api.get(all + "processed").text("data.1.execution_id");
    assertThat(
            api.post("/api/v1/executions/" + first + "/cancel", "{\"policy\": \"cancel_running\"}")
                .status())
        .isLessThan(300);
    until(() -> api.get(all + "processed").list("data").size() == 3);
    assertThat(api.post(path + "/backfill", "{" + range + ", \"concurrency\": 0}").status())
        .isEqualTo(400);
    api.post("/api/v1/rules/demo.nightly/disable");
    Got disabled = api.post(path + "/backfill", "{" + range + "}");
    assertThat(disabled.status()).as("nothing would start").isEqualTo(409);
    assertThat(disabled.text("code")).isEqualTo("schedule_disabled");
  }
}
