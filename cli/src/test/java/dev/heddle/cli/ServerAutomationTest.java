package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rules, webhooks, schedules and events of a server. */
@DisplayName("S1-172: automation from the command line")
@ExtendWith(SharedServer.Extension.class)
final class ServerAutomationTest {

  @TempDir private Path directory;
  private final SharedServer server;

  ServerAutomationTest(SharedServer server) {
    this.server = server;
  }

  @Test
  void rulesAreMadeSwitchedAndDeleted() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("rule.yaml"),
            "{ref: news.extra, trigger_ref: news.push, action_ref: news.build,"
                + " action_params: {branch: x}}");
    assertThat(server.ada("rule", "create", file.toString()).out())
        .isEqualTo("news.extra is made\n");
    CliRun twice = server.ada("rule", "create", file.toString());
    assertThat(twice.exitCode()).isEqualTo(1);
    assertThat(server.ada("rule", "disable", "news.extra").out())
        .isEqualTo("news.extra is disabled\n");
    assertThat(server.ada("rule", "list").out()).containsPattern("news\\.extra +no +news\\.push");
    assertThat(server.ada("rule", "enable", "news.extra", "-j").out())
        .contains("\"enabled\": true");
    assertThat(server.ada("rule", "delete", "news.extra").out())
        .isEqualTo("news.extra is deleted\n");
    CliRun gone = server.ada("rule", "show", "news.extra");
    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.err()).contains("heddle: ");
    CliRun wrong = server.adaWith("{ref: news.odd, color: red}", "rule", "create", "-");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("color");
  }

  @Test
  @DisplayName("S1-147: a webhook gets an address and a secret, each shown once, and a new one")
  void webhooks() {
    CliRun made = server.ada("webhook", "create", "news.push", "--rate", "60");
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out())
        .contains("POST " + server.address() + "/api/v1/webhooks/wh_", "signed with ");
    CliRun next = server.ada("webhook", "regenerate", "news.push");
    assertThat(next.out()).contains("/api/v1/webhooks/wh_").isNotEqualTo(made.out());
    assertThat(server.ada("webhook", "disable", "news.push").out())
        .isEqualTo("requests to news.push are refused\n");
  }

  @Test
  @DisplayName("S1-143: a trigger says why it does not consume; its password is never shown")
  void aTriggerThatCannotConsumeSaysWhy() throws InterruptedException {
    String[] show = {"trigger", "show", "news.order", "-j"};
    assertThat(server.adaWith("canary-77\n", "key", "set", "mq", "--secret").exitCode()).isZero();
    ServerProcess.await(
        "a reason", () -> server.ada(show).out().contains("no connection to the broker"));
    assertThat(server.ada(show).out())
        .contains("\"state\": \"waiting\"", "\"password_key\": \"mq\"", "\"retry_at\": \"2")
        .doesNotContain("canary");
    assertThat(server.ada("rule", "disable", "news.on_order").exitCode()).isZero();
    ServerProcess.await(
        "no rule", () -> server.ada(show).out().contains("no enabled rule uses it"));
    assertThat(server.ada("rule", "enable", "news.on_order").exitCode()).isZero();
    assertThat(server.ada("key", "delete", "mq").exitCode()).isZero();
  }

  @Test
  void schedulesRestAndAreMadeUpFor() {
    assertThat(server.ada("schedule", "pause", "news.nightly").out())
        .isEqualTo("news.nightly is paused\n");
    assertThat(server.ada("schedule", "list").out()).containsPattern("news\\.nightly +paused");
    assertThat(server.ada("schedule", "resume", "news.nightly").out())
        .isEqualTo("news.nightly is on again\n");
    String[] backfill = {
      "schedule",
      "backfill",
      "news.nightly",
      "--from",
      "2026-03-01T00:00:00Z",
      "--to",
      "2026-03-03T00:00:00Z"
    };
    CliRun preview = server.ada(with(backfill, "--preview"));
    assertThat(preview.out())
        .isEqualTo("news.nightly would start 2: 2026-03-01T02:30:00Z, 2026-03-02T02:30:00Z\n");
    assertThat(server.ada(backfill).out()).startsWith("news.nightly starts 2, 1 at once");
  }

  private static String[] with(String[] words, String more) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = more;
    return all;
  }

  @Test
  @DisplayName("events are explained and replayed; a draft starts nothing")
  void eventsAreExplainedAndReplayed() throws Exception {
    CliRun executed =
        server.ada(
            "schedule",
            "backfill",
            "news.nightly",
            "--from",
            "2026-04-01T00:00:00Z",
            "--to",
            "2026-04-02T00:00:00Z");
    assertThat(executed.exitCode()).as(executed.err()).isZero();
    String event = awaitEvent();
    assertThat(server.ada("event", "show", event, "-j").out()).contains("core.crontimer");
    assertThat(server.ada("explain", "event", event).out()).contains("RULE", "news.nightly");
    Path draft =
        Files.writeString(
            directory.resolve("draft.yaml"),
            "{ref: news.draft, trigger_ref: core.crontimer, conditions: {no: such},"
                + " trigger_params: {expression: '0 0 1 * * *'}, action_ref: news.build,"
                + " action_params: {branch: x}}");
    CliRun tried = server.ada("event", "replay", event, "--rule-file", draft.toString());
    assertThat(tried.exitCode()).as(tried.err()).isZero();
    assertThat(tried.out()).contains("news.draft");
    assertThat(server.ada("event", "replay", event).err()).contains("--rule or --rule-file");
  }

  private String awaitEvent() throws InterruptedException {
    ServerProcess.await("an event", () -> firstEvent().isPresent());
    return firstEvent().orElseThrow();
  }

  private Optional<String> firstEvent() {
    return server.ada("event", "list", "--trigger", "core.crontimer", "-j").firstId();
  }
}
