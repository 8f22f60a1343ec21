package dev.heddle.postgres.execution;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.Inbox;
import dev.heddle.engine.port.LeaseStore;
import dev.heddle.engine.port.LogStore;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.testkit.contract.Stores;
import dev.heddle.values.SecretSeal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** A fresh database with all stores over it. */
record PostgresStores(
    TestDatabase test,
    PostgresExecutionStore executions,
    ExecutionQueries queries,
    LeaseStore leases,
    Inbox inbox,
    LogStore logs)
    implements Stores {

  /** Turns a secret round, so that it cannot be mistaken for what is stored. */
  private static final SecretSeal REVERSING =
      new SecretSeal() {
        @Override
        public String seal(String plain) {
          return "sealed:" + new StringBuilder(plain).reverse();
        }

        @Override
        public Optional<String> open(String sealed) {
          return sealed.startsWith("sealed:")
              ? Optional.of(new StringBuilder(sealed.substring(7)).reverse().toString())
              : Optional.empty();
        }
      };

  static PostgresStores create() {
    TestDatabase test = TestDatabase.create();
    return new PostgresStores(
        test,
        new PostgresExecutionStore(test.database(), REVERSING),
        new PostgresExecutionQueries(test.database(), REVERSING),
        new PostgresLeaseStore(test.database()),
        new PostgresInbox(test.database(), REVERSING),
        new PostgresLogStore(test.database()));
  }

  /** Ends the session that shows the node alive, as the system does for a process that died. */
  @Override
  public void kill(long node) {
    String sql =
        """
        SELECT pg_terminate_backend(pid, 5000) FROM pg_locks
        WHERE locktype = 'advisory' AND objid = ?::oid AND objsubid = 2 AND granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;
    try (Connection connection = test.database().connection();
        PreparedStatement end = connection.prepareStatement(sql)) {
      end.setLong(1, node);
      end.executeQuery();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    executions.close();
    test.close();
  }
}
