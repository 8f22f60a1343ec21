package dev.heddle.postgres.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.platform.access.Grant;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Rights;
import dev.heddle.platform.artifacts.versioned.Artifact.Kind;
import dev.heddle.platform.artifacts.versioned.Artifact.Retention;
import dev.heddle.platform.artifacts.versioned.VersionedArtifacts;
import dev.heddle.platform.event.EventStore.EnforcementFilter;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.platform.notification.ArtifactNews;
import dev.heddle.platform.notification.Filter;
import dev.heddle.platform.notification.Notification;
import dev.heddle.platform.notification.NotificationStore;
import dev.heddle.platform.notification.Position;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.artifact.PostgresVersionedArtifactStore;
import dev.heddle.postgres.notification.PostgresArtifactNews;
import dev.heddle.postgres.notification.PostgresNotificationStore;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the database notes of what happens. */
@Timeout(60)
final class NotificationTest {

  private static final Position BEGINNING = new Position(0, 0);

  private TestDatabase database;
  private NotificationStore store;

  @BeforeEach
  void create() {
    database = TestDatabase.create();
    store = new PostgresNotificationStore(database.database());
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private List<Notification> all() {
    return store.after(BEGINNING, 1_000);
  }

  private void listen() {
    while (!store.listen(Duration.ofMinutes(1)).ready()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static String said(Notification each) {
    String status =
        each.payload().get("status") instanceof TextValue(String text)
            ? text
            : each.payload().get("state") instanceof TextValue(String state) ? state : "";
    return each.type() + " " + status;
  }

  @Test
  @DisplayName("S1-174: each state once and in order; nothing is written while nobody listens")
  void statesAreToldInOrder() throws Exception {
    try (TestSite site = new TestSite(database.database())) {
      site.packs.create("demo", "Demo", "", "1");
      site.rule("on_alert");
      site.emit();
      site.until(1);
      assertThat(all()).isEmpty();

      listen();
      Position from = store.end();
      site.emit();
      site.until(2);

      List<Notification> told = store.after(from, 100);
      assertThat(told.stream().filter(each -> each.type().startsWith("execution")))
          .extracting(NotificationTest::said)
          .containsExactly(
              "execution_created requested",
              "execution_status_changed running",
              "execution_status_changed completed");
      assertThat(told.stream().filter(each -> each.type().startsWith("e")))
          .extracting(Notification::type)
          .contains("event_created", "enforcement_created", "enforcement_status_changed");
      Notification execution =
          told.stream()
              .filter(each -> each.type().startsWith("execution"))
              .findFirst()
              .orElseThrow();
      assertThat(execution.ref()).isEqualTo("core.noop");
      assertThat(execution.id()).hasSize(13);
      assertThat(store.after(told.getLast().position(), 100)).isEmpty();
    }
  }

  @Test
  @DisplayName("S1-174: objects are told with the workflow they belong to, while somebody listens")
  void objectsAreTold() throws Exception {
    ArtifactNews news = new PostgresArtifactNews(database.database());
    try (TestSite site = new TestSite(database.database())) {
      site.packs.create("demo", "Demo", "", "1");
      site.rule("on_alert");
      site.emit();
      site.until(1);
      ExecutionId run =
          site.events
              .enforcements(new EnforcementFilter(null, null, null, null, Reach.ALL), 0, 1)
              .getFirst()
              .execution();
      ArtifactPath output = ArtifactPath.output(Objects.requireNonNull(run), "load");
      news.stored(output);
      assertThat(all()).isEmpty();

      listen();
      Position from = store.end();
      news.stored(output);
      news.stored(ArtifactPath.code(new AttemptId(run, new TaskKey(0, 1, -1, 1))));
      news.stored(ArtifactPath.output(new ExecutionId(4711), "nobody"));

      List<Notification> told = store.after(from, 10);
      assertThat(told).extracting(Notification::type).containsOnly("artifact_created").hasSize(2);
      Notification first = told.getFirst();
      assertThat(first.id()).isEqualTo(output.text());
      assertThat(first.ref()).isEqualTo("core.noop");
      assertThat(first.payload().get("execution")).isEqualTo(Value.of(run.toString()));
      assertThat(Filter.parse("entity:artifact:" + output).orElseThrow().matches(first)).isTrue();
      assertThat(first.isFor(reading("core"))).isTrue();
      assertThat(first.isFor(reading("demo"))).isFalse();
    }
  }

  @Test
  @DisplayName("S1-170, S1-174: artifacts and their versions are told to who may read them")
  void artifactsAreTold() {
    VersionedArtifacts artifacts =
        new VersionedArtifacts(
            new PostgresVersionedArtifactStore(database.database()), Clock.systemUTC());
    KeyOwner pack = new KeyOwner(KeyOwner.Type.PACK, "demo");
    Retention retention = new Retention(1, null);
    artifacts.create("demo.quiet", pack, Kind.FILE, "", retention);
    assertThat(all()).isEmpty();

    listen();
    artifacts.create("demo.report", pack, Kind.FILE, "", retention);
    artifacts.create("demo.report", pack, Kind.FILE, "", retention);
    artifacts.upload("demo.report", new byte[3]);
    artifacts.upload("demo.nothing", new byte[3]);
    artifacts.create("notes", KeyOwner.ofIdentity("ada"), Kind.PROGRESS, "", retention);
    artifacts.append("notes", MapValue.EMPTY);

    assertThat(all())
        .extracting(each -> each.type() + " " + each.id() + " " + each.user())
        .containsExactly(
            "artifact_created demo.report null",
            "artifact_updated demo.report null",
            "artifact_created notes ada",
            "artifact_updated notes ada");
    Notification updated = all().get(1);
    assertThat(Json.write(updated.payload()))
        .isEqualTo(
            "{\"id\":\"demo.report\",\"kind\":\"file\",\"owner_type\":\"pack\",\"owner\":\"demo\","
                + "\"version\":1}");
    assertThat(Filter.parse("entity:artifact:demo.report").orElseThrow().matches(updated)).isTrue();
    assertThat(updated.isFor(reading("demo"))).isTrue();
    assertThat(updated.isFor(reading("core"))).isFalse();
    assertThat(all().getLast().isFor(reading("demo"))).isFalse();
  }

  /** Somebody who may see objects of one pack. */
  private static Principal reading(String pack) {
    Grant grant = Grant.of(Resource.ARTIFACTS, Operation.READ).within(Reach.Limit.pack(pack));
    return new Principal(Principal.Kind.USER, "ada", Set.of(), new Rights(List.of(grant)), null);
  }

  @Test
  @DisplayName("S1-174: nothing is told before what an older transaction may still write")
  void nothingComesInBetween() throws Exception {
    listen();
    try (Connection slow = database.database().connection()) {
      slow.setAutoCommit(false);
      note(slow, "first");
      try (Connection quick = database.database().connection()) {
        note(quick, "second");
      }
      assertThat(all()).isEmpty();
      slow.commit();
      slow.setAutoCommit(true);
    }
    assertThat(all()).extracting(Notification::ref).containsExactly("first", "second");
    assertThat(store.after(all().getFirst().position(), 10))
        .extracting(Notification::ref)
        .containsExactly("second");
  }

  @Test
  @DisplayName("S1-174: who comes back after what was removed is not told that it is complete")
  void pruningMovesTheBeginning() throws Exception {
    listen();
    try (Connection connection = database.database().connection()) {
      note(connection, "old");
    }
    Position old = all().getFirst().position();
    store.prune(Instant.now().plusSeconds(60));

    assertThat(all()).isEmpty();
    assertThat(store.listen(Duration.ofMinutes(1)).since().transaction())
        .isEqualTo(old.transaction());
  }

  private static void note(Connection connection, String ref) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO notification (type, entity_type, ref, payload)"
              + " VALUES ('event_created', 'event', '"
              + ref
              + "', '{\"id\": 1}')");
    }
  }
}
