package dev.heddle.postgres.worker;

import dev.heddle.dispatch.WorkerDirectory;
import dev.heddle.postgres.DatabaseException;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.testkit.contract.WorkerDirectoryContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;

final class PostgresWorkerDirectoryTest extends WorkerDirectoryContract {

  private final TestDatabase database = TestDatabase.create();

  @AfterEach
  void drop() {
    database.close();
  }

  @Override
  protected WorkerDirectory open() {
    return new PostgresWorkerDirectory(database.database());
  }

  @Override
  protected void passMinute() {
    try (Connection connection = database.database().connection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE server_address SET seen_at = seen_at - interval '1 minute'");
    } catch (SQLException failed) {
      throw new DatabaseException("a minute cannot pass", failed);
    }
  }
}
