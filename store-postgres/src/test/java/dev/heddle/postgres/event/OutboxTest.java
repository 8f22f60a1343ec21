package dev.heddle.postgres.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.Answer;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Rights;
import dev.heddle.platform.notification.Delivery;
import dev.heddle.platform.notification.Outbox;
import dev.heddle.platform.notification.Subscriptions;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.notification.PostgresSubscriptionStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribers are told at least once, signed, or visibly not. */
@Timeout(60)
final class OutboxTest {

  private record Sent(Map<String, String> headers, String body) {}

  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;
  private TestDatabase database;
  private Subscriptions subscriptions;
  private Outbox outbox;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    PostgresSubscriptionStore store = new PostgresSubscriptionStore(database.database());
    subscriptions = new Subscriptions(store, TestSite.KEY, Clock.systemUTC());
    outbox =
        new Outbox(
            store,
            new Outbox.Means(
                this::post,
                login -> Optional.of(principal(login)),
                id -> Optional.of("handle of " + id),
                TestSite.KEY),
            new Outbox.Pace(Duration.ofMillis(5), Duration.ofMillis(10), 3),
            Clock.systemUTC());
    outbox.start();
  }

  @AfterEach
  void stop() {
    outbox.close();
    database.close();
  }

  private static Principal principal(String login) {
    Rights rights = login.equals("nobody") ? Rights.NONE : Rights.ALL;
    return new Principal(Principal.Kind.USER, login, Set.of(), rights, null);
  }

  private int post(URI url, Map<String, String> headers, String body) throws IOException {
    sent.add(new Sent(headers, body));
    if (answer == 0) {
      throw new IOException("connection refused");
    }
    return answer;
  }

  private String subscribe(String ref, String filter, String owner) {
    return switch (subscriptions.create(ref, "https://chat.example/x", List.of(filter), owner)) {
      case Answer.Done<Subscriptions.Made>(Subscriptions.Made made) -> made.secret();
      case Answer.Refused<Subscriptions.Made>(var refusal) ->
          throw new AssertionError(refusal.toString());
    };
  }

  private void happens() throws Exception {
    try (Connection connection = database.database().connection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO workflow_execution (
            id, partition, workflow, definition, status, depth, started_by, parameters, variables,
            started_at)
          VALUES (1, 0, 'demo.ask', 1, 'running', 0, 'ada', '{}', '{}', now())
          """);
      statement.execute(
          """
          INSERT INTO inquiry (
            execution_id, node, activation, item, attempt, task, prompt, schema, status, created_at)
          VALUES (1, 0, 1, -1, 1, 'ask', 'Go on?', '{}', 'pending', now())
          """);
    }
  }

  private List<Delivery> deliveries(String ref) {
    return subscriptions.deliveries(ref, null, 0, 100)
            instanceof Answer.Done<List<Delivery>>(List<Delivery> found)
        ? found
        : List.of();
  }

  private Delivery await(String ref, Delivery.State state) {
    while (true) {
      List<Delivery> found = deliveries(ref);
      if (!found.isEmpty() && found.getFirst().state() == state) {
        return found.getFirst();
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Test
  @DisplayName("S1-109, issue 5: an inquiry is told, signed, with the handle to answer by")
  void aQuestionIsTold() throws Exception {
    String secret = subscribe("demo.chat", "notification_type:inquiry_created", "");
    happens();

    await("demo.chat", Delivery.State.DELIVERED);
    assertThat(sent).hasSize(1);
    Sent first = sent.getFirst();
    assertThat(first.body()).contains("\"inquiry_created\"", "\"Go on?\"", "\"handle of ");
    assertThat(first.headers()).containsEntry("X-Heddle-Event", "inquiry_created");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed = first.headers().get("X-Heddle-Timestamp") + "." + first.body();
    String mark = HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    assertThat(first.headers()).containsEntry("X-Heddle-Signature", "sha256=" + mark);
  }

  @Test
  @DisplayName("issue 5: what does not arrive is tried again, dead after so often, and visible")
  void whatDoesNotArriveIsDeadInTheEnd() throws Exception {
    answer = 500;
    subscribe("demo.chat", "entity_type:inquiry", "eve");
    happens();

    Delivery dead = await("demo.chat", Delivery.State.DEAD);
    assertThat(dead.attempts()).isEqualTo(3);
    assertThat(dead.error()).isEqualTo("the answer was 500");
    assertThat(sent).hasSize(3);
    answer = 0;
    assertThat(subscriptions.revive("demo.chat", dead.id())).isInstanceOf(Answer.Done.class);
    assertThat(await("demo.chat", Delivery.State.DEAD).error()).isEqualTo("connection refused");
    answer = 204;
    subscriptions.revive("demo.chat", dead.id());
    assertThat(await("demo.chat", Delivery.State.DELIVERED).error()).isNull();
    assertThat(sent.stream().map(Sent::body).distinct()).hasSize(1);
  }

  @Test
  @DisplayName(
      "S1-174: a subscriber is told what its owner may see, and nothing while switched off")
  void onlyWhatTheOwnerMaySee() throws Exception {
    subscribe("demo.blind", "all", "nobody");
    subscribe("demo.off", "all", "");
    subscriptions.enable("demo.off", false);
    subscribe("demo.all", "all", "");
    happens();

    await("demo.all", Delivery.State.DELIVERED);
    assertThat(deliveries("demo.all")).extracting(Delivery::type).contains("inquiry_created");
    assertThat(deliveries("demo.blind")).isEmpty();
    assertThat(deliveries("demo.off")).isEmpty();
  }
}
