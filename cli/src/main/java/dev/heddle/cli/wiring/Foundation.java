package dev.heddle.cli.wiring;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.LogStore;
import dev.heddle.platform.keys.SecretKeyFile;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.execution.PostgresExecutionQueries;
import dev.heddle.postgres.execution.PostgresLogStore;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/** What all parts stand on: the surroundings, and what is recorded of executions. */
record Foundation(
    Map<String, String> environment,
    Database database,
    ServerKey key,
    Clock clock,
    ExecutionQueries queries,
    LogStore logs)
    implements AutoCloseable {

  /** Opens the database, starting it if it must. */
  static Foundation open(Map<String, String> environment, Consumer<String> progress) {
    ServerKey key;
    try {
      key = SecretKeyFile.open(environment, Home.usable(environment));
    } catch (IOException e) {
      throw Home.unusable(environment, e);
    }
    Database database = Database.open(environment, progress);
    return new Foundation(
        Map.copyOf(environment),
        database,
        key,
        Clock.systemUTC(),
        new PostgresExecutionQueries(database, key),
        new PostgresLogStore(database));
  }

  @Override
  public void close() {
    database.close();
  }
}
