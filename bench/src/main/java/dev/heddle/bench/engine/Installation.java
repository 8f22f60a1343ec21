package dev.heddle.bench.engine;

import dev.heddle.engine.loop.EngineNode;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.execution.PostgresExecutionStore;
import dev.heddle.postgres.execution.PostgresInbox;
import dev.heddle.postgres.execution.PostgresLeaseStore;
import dev.heddle.postgres.execution.PostgresLogStore;
import dev.heddle.testkit.MapCatalog;
import dev.heddle.values.SecretSeal;
import dev.heddle.worker.Worker;
import dev.heddle.worker.WorkerSettings;
import dev.heddle.worker.core.CorePack;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** An engine with everything it needs, as a server has it. */
record Installation(
    Database database,
    PostgresExecutionStore store,
    MapCatalog catalog,
    Worker worker,
    EngineNode engine)
    implements AutoCloseable {

  /** Nothing here is secret. */
  private static final SecretSeal NO_SECRETS =
      new SecretSeal() {
        @Override
        public String seal(String plain) {
          throw new IllegalStateException("a benchmark has no secrets");
        }

        @Override
        public Optional<String> open(String sealed) {
          return Optional.empty();
        }
      };

  static Installation open(Path home) {
    Database database = Database.openEmbedded(home, _ -> {});
    MapCatalog catalog = new MapCatalog();
    CorePack.ACTIONS.forEach(catalog::add);
    Worker worker = new Worker(WorkerSettings.standard(), Map.of(), InstantSource.system());
    PostgresExecutionStore store = new PostgresExecutionStore(database, NO_SECRETS);
    EnginePorts ports =
        new EnginePorts(
            store,
            new PostgresLeaseStore(database),
            new PostgresInbox(database),
            new PostgresLogStore(database),
            catalog,
            worker,
            InstantSource.system());
    int lanes = Integer.getInteger("heddle.lanes", 2);
    EngineOptions server = EngineOptions.server("bench");
    EngineOptions options =
        new EngineOptions(
            "bench", server.appetite(), lanes, server.timeToLive(), server.residents());
    return new Installation(database, store, catalog, worker, EngineNode.start(options, ports));
  }

  @Override
  public void close() {
    engine.close();
    worker.close();
    store.close();
    database.close();
  }
}
