package dev.heddle.postgres.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.heddle.engine.loop.EngineNode;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.DatabaseAddress;
import dev.heddle.postgres.execution.PostgresExecutionStore;
import dev.heddle.postgres.execution.PostgresInbox;
import dev.heddle.postgres.execution.PostgresLeaseStore;
import dev.heddle.postgres.execution.PostgresLogStore;
import dev.heddle.values.MapValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** An engine in this process that goes through trouble while it runs flows of every shape. */
final class Ordeal implements AutoCloseable {

  private static final int SHAPES = 5;
  private static final int MOST_TRIES = 10;

  private final Database database;
  private final PostgresExecutionStore store;
  private final EngineNode engine;
  private final Semaphore effects = new Semaphore(0);
  private final Set<ExecutionId> accepted = ConcurrentHashMap.newKeySet();
  private final CountDownLatch never = new CountDownLatch(1);

  /**
   * @param address through which it reaches the database
   */
  Ordeal(DatabaseAddress address, Path file, String name, InstantSource clock) {
    this.database = Database.open(address, _ -> {});
    this.store = new PostgresExecutionStore(database, new OpenSeal());
    EffectRunner runner = new EffectRunner(file, name, effects::release);
    this.engine =
        EngineNode.start(
            new EngineOptions(name, EngineOptions.Appetite.SERVER, 2, Duration.ofSeconds(5), 50),
            new EnginePorts(
                store,
                new PostgresLeaseStore(database),
                new PostgresInbox(database, new OpenSeal()),
                new PostgresLogStore(database),
                ChaosFlows.catalog(),
                runner,
                clock));
  }

  /** Asks for one execution of each shape; who is refused is not accepted. */
  void start() {
    for (long definition = 2; definition < 2 + SHAPES; definition++) {
      var _ =
          engine
              .start(definition, MapValue.EMPTY, Execution.Origin.startedBy("ordeal"))
              .thenAccept(started -> accepted.add(started.id()))
              .exceptionally(refused -> null);
    }
  }

  /** Starts some, again if need be, and waits until so many attempts have been carried out. */
  void work(int attempts) throws InterruptedException {
    effects.drainPermits();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      start();
      if (effects.tryAcquire(attempts, 3, TimeUnit.SECONDS)) {
        return;
      }
    }
    fail("it carries out nothing");
  }

  /** Lets time pass in which nothing is expected. */
  void leaveAlone(Duration span) throws InterruptedException {
    assertThat(never.await(span.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
  }

  Set<ExecutionId> accepted() {
    return accepted;
  }

  boolean owns(ExecutionId execution) {
    return engine.owns(execution);
  }

  @Override
  public void close() {
    engine.close();
    store.close();
    database.close();
  }
}
