package dev.heddle.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.audit.AuditEntry;
import dev.heddle.platform.audit.AuditLog;
import dev.heddle.platform.audit.AuditStore.Filter;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit log against a database that somebody changes behind its back. */
final class PostgresAuditStoreTest {

  private static final ServerKey KEY = new ServerKey("0123456789abcdef0123456789abcdef");

  private static TestDatabase database;

  @BeforeAll
  static void create() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    sql("TRUNCATE audit_log; UPDATE audit_head SET number = 0, hash = ''");
  }

  private AuditLog log() {
    return new AuditLog(new PostgresAuditStore(database.database()), KEY, Clock.systemUTC());
  }

  private static AuditEntry.Deed deed(String actor, String operation) {
    return new AuditEntry.Deed(actor, "user", "t1", operation, "demo.a", "done", "r1");
  }

  private static void sql(String statement) throws SQLException {
    try (Connection connection = database.database().connection();
        Statement change = connection.createStatement()) {
      change.execute(statement);
    }
  }

  @Test
  @DisplayName("several servers append at once: no gap, one chain")
  void serversAppendAtOnce() throws Exception {
    List<AuditLog> servers = List.of(log(), log(), log());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        AuditLog server = servers.get(i % 3);
        String actor = "a" + i;
        all.add(threads.submit(() -> server.record(deed(actor, "op"))));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    assertThat(log().verify())
        .isInstanceOfSatisfying(
            AuditLog.Verdict.Intact.class, intact -> assertThat(intact.entries()).isEqualTo(300));
    assertThat(log().list(new Filter(null, null), Long.MAX_VALUE, 1000))
        .extracting(AuditEntry::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 300).boxed().toList().reversed());
  }

  @Test
  void entriesAreFoundByActorAndOperation() {
    AuditLog log = log();
    log.record(deed("ada", "one"));
    log.record(deed("bob", "one"));
    log.record(deed("ada", "two"));
    assertThat(log.list(new Filter("ada", null), Long.MAX_VALUE, 10))
        .extracting(AuditEntry::number)
        .containsExactly(3L, 1L);
    assertThat(log.list(new Filter("ada", "one"), Long.MAX_VALUE, 10)).hasSize(1);
    assertThat(log.list(new Filter(null, null), 3, 1))
        .extracting(entry -> entry.deed().actor())
        .containsExactly("bob");
  }

  @ParameterizedTest
  @DisplayName("whatever is changed behind its back is found, at its place")
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE audit_log SET actor = 'eve' WHERE number = 2 | 2",
        "UPDATE audit_log SET outcome = 'forbidden' WHERE number = 5 | 5",
        "UPDATE audit_log SET at = at + interval '1 second' WHERE number = 3 | 3",
        "UPDATE audit_log SET hash = 'x' WHERE number = 4 | 4",
        "DELETE FROM audit_log WHERE number = 3 | 3",
        "DELETE FROM audit_log WHERE number > 3 | 4",
        "DELETE FROM audit_log | 1",
        "UPDATE audit_head SET hash = 'x' | 5",
        "INSERT INTO audit_log SELECT 6, at, actor, kind, credential, operation, target, outcome,"
            + " request, hash FROM audit_log WHERE number = 5 | 6",
        "UPDATE audit_log SET target = 'demo.b' WHERE number = 1 | 1"
      })
  void tamperingIsFound(String change, long at) throws SQLException {
    AuditLog log = log();
    for (int i = 0; i < 5; i++) {
      log.record(deed("ada", "op" + i));
    }
    assertThat(log.verify()).isInstanceOf(AuditLog.Verdict.Intact.class);
    sql(change);
    assertThat(log().verify())
        .isInstanceOfSatisfying(
            AuditLog.Verdict.Broken.class, broken -> assertThat(broken.number()).isEqualTo(at));
  }

  @Test
  @DisplayName("a chain computed anew without the key does not pass")
  void theKeyIsNeeded() {
    new AuditLog(
            new PostgresAuditStore(database.database()),
            new ServerKey("another key of forty characters, or more"),
            Clock.systemUTC())
        .record(deed("eve", "op"));
    assertThat(log().verify()).isInstanceOf(AuditLog.Verdict.Broken.class);
  }
}
