package dev.heddle.postgres.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.engine.port.ExecutionQueries.Filter;
import dev.heddle.engine.port.ExecutionQueries.Page;
import dev.heddle.engine.port.ExecutionQueries.Traits;
import dev.heddle.engine.port.ExecutionStore.Fate;
import dev.heddle.engine.port.ExecutionStore.Lease;
import dev.heddle.engine.port.LeaseStore.Range;
import dev.heddle.model.Dialect;
import dev.heddle.testkit.contract.ExecutionStoreContract;
import dev.heddle.testkit.contract.Stores;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PostgresExecutionStoreTest extends ExecutionStoreContract {

  private final PostgresStores postgres = PostgresStores.create();

  @Override
  protected Stores open() {
    return postgres;
  }

  /** What a commit does first: it holds the lane's row until it is over. */
  private Connection commitUnderWay() throws Exception {
    Connection connection = postgres.test().database().dedicatedConnection("commit");
    connection.setAutoCommit(false);
    try (Statement mark = connection.createStatement()) {
      mark.execute("UPDATE engine_lane SET mark = 2 WHERE lane = 1 AND node = " + lease.node());
    }
    return connection;
  }

  @Test
  @DisplayName("S1-124: a takeover waits for the commit that is under way, to see what it wrote")
  void takeoverWaits() throws Exception {
    try (Connection commit = commitUnderWay()) {
      stores.kill(lease.node());
      long next = stores.leases().join("next", 1, Duration.ofMinutes(1));
      CompletableFuture<Set<Integer>> taken =
          CompletableFuture.supplyAsync(() -> stores.leases().acquire(next, Range.SHARED, 128));
      assertThatThrownBy(() -> taken.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      commit.commit();
      assertThat(taken.get(10, TimeUnit.SECONDS)).hasSize(128);
    }
  }

  @Test
  @DisplayName("S1-124: whoever asks what became of a commit waits until it is over")
  void settlingWaits() throws Exception {
    Lease lane = lease;
    try (Connection commit = commitUnderWay()) {
      CompletableFuture<Fate> fate =
          CompletableFuture.supplyAsync(() -> stores.executions().settle(lane, 1));
      assertThatThrownBy(() -> fate.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      commit.commit();
      assertThat(fate.get(10, TimeUnit.SECONDS)).isEqualTo(Fate.WRITTEN);
    }
  }

  @Test
  @DisplayName("S1-031: no secret can be read in the database")
  void secretsAreSealed() throws Exception {
    writeAndReadEverything();
    String sql =
        """
        SELECT count(*) FROM workflow_execution e
        LEFT JOIN workflow_task_execution t ON t.execution_id = e.id
        WHERE concat(e.*::text, t.*::text) LIKE '%hunter%'
        """;
    try (Connection connection = postgres.test().database().connection();
        Statement count = connection.createStatement();
        ResultSet row = count.executeQuery(sql)) {
      row.next();
      assertThat(row.getInt(1)).isZero();
    }
  }

  @Test
  void longListsAreNotCountedToTheirEnd() throws Exception {
    writeAndReadEverything();
    int copies = 10_100;
    String copy =
        """
        WITH one AS (SELECT * FROM workflow_execution LIMIT 1)
        INSERT INTO workflow_execution (id, partition, workflow, definition, status, depth,
          started_by, parameters, variables, started_at)
        SELECT n, 0, 'pack.many', definition, 'completed', 0, started_by, '{}', '{}', started_at
        FROM one, generate_series(1, %d) AS n
        """
            .formatted(copies);
    try (Connection connection = postgres.test().database().connection();
        Statement insert = connection.createStatement()) {
      insert.execute(copy);
    }
    Filter many = new Filter(Set.of(), "pack.many", null, null, false);
    assertThat(stores.queries().list(many, 0, 10))
        .returns(10_000L, Page::total)
        .returns(false, Page::exact);
    assertThat(stores.queries().list(many, 10_020, 10))
        .returns(10_030L, Page::total)
        .returns(false, Page::exact);
    assertThat(stores.queries().list(many, copies - 5, 10))
        .returns((long) copies, Page::total)
        .returns(true, Page::exact);
    assertThat(stores.queries().list(many, copies, 10))
        .returns(10_100L, Page::total)
        .returns(true, Page::exact);
  }

  @Test
  void executionsAreFoundByTheDialectOfTheirDefinition() throws Exception {
    writeAndReadEverything();
    String define =
        """
        INSERT INTO workflow_definition (id, bundle, checksum, ref, version, dialect, label,
          text_name, text, document)
        OVERRIDING SYSTEM VALUE
        SELECT definition, 0, 'c', workflow, '1', 'steps', '', '', '', '{}'
        FROM workflow_execution LIMIT 1
        """;
    long expected;
    try (Connection connection = postgres.test().database().connection();
        Statement statement = connection.createStatement()) {
      statement.execute(define);
      try (ResultSet row =
          statement.executeQuery(
              "SELECT count(*) FROM workflow_execution WHERE (definition, workflow) IN"
                  + " (SELECT id, ref FROM workflow_definition)")) {
        row.next();
        expected = row.getLong(1);
      }
    }
    assertThat(expected).isPositive();
    assertThat(stores.queries().list(Filter.ALL.with(Traits.ANY.of(Dialect.STEPS)), 0, 1).total())
        .isEqualTo(expected);
    assertThat(stores.queries().list(Filter.ALL.with(Traits.ANY.of(Dialect.FLOW)), 0, 1).items())
        .isEmpty();
  }
}
