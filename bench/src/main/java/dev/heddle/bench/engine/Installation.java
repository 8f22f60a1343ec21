package dev.heddle.bench.engine;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.dispatch.FleetSettings;
import dev.heddle.engine.Engine;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.port.EngineObserver;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Heddle as users have it, with the workflows of the bench. */
final class Installation implements AutoCloseable {

  /** The libraries below have much to say about how well they are. */
  private static final Logger LIBRARIES = Logger.getLogger("");

  private static final Execution.Origin ORIGIN = Execution.Origin.startedBy("bench");

  private final Wiring wiring;

  private Installation(Wiring wiring) {
    this.wiring = wiring;
  }

  /** Opens a home that has the pack. */
  static Installation open(Path home, EngineOptions options) {
    LIBRARIES.setLevel(Level.WARNING);
    return new Installation(
        Wiring.openServer(
            Map.of("HEDDLE_HOME", home.toString()),
            options,
            FleetSettings.standard(8),
            _ -> EngineObserver.NONE,
            _ -> {}));
  }

  /** Makes a home and puts the pack into it. */
  static Installation create(Path home) throws IOException {
    Installation created = open(home, EngineOptions.server("bench"));
    created.wiring.packs().installAll(BenchPack.write(home.resolve("bench-pack")));
    return created;
  }

  Wiring wiring() {
    return wiring;
  }

  Engine engine() {
    return wiring.engine();
  }

  /** The definition of a workflow of the pack. */
  long definition(String name) {
    return switch (wiring.workflows().startable("bench." + name)) {
      case Answer.Done(var definition) -> definition.id();
      case Answer.Refused(var refusal) -> throw new IllegalStateException(refusal.message());
    };
  }

  /** Starts a workflow; returns when that is durable. */
  Execution start(long definition) {
    return engine().start(definition, MapValue.EMPTY, ORIGIN).join();
  }

  /** Seconds until so many executions, started at once, have ended. */
  double run(long definition, int count) throws InterruptedException {
    long from = System.nanoTime();
    try (Ends ends = new Ends(engine(), count)) {
      for (int i = 0; i < count; i++) {
        var _ = engine().start(definition, MapValue.EMPTY, ORIGIN);
      }
      ends.await();
    }
    return (System.nanoTime() - from) / 1e9;
  }

  /** Waits for executions to end. */
  static final class Ends implements AutoCloseable {
    private final Set<ExecutionId> ended = ConcurrentHashMap.newKeySet();
    private final CountDownLatch left;
    private final Engine.Subscription subscription;

    Ends(Engine engine, int count) {
      left = new CountDownLatch(count);
      subscription = engine.watchEnds(this::ended);
    }

    private void ended(ExecutionId execution) {
      if (ended.add(execution)) {
        left.countDown();
      }
    }

    void await() throws InterruptedException {
      left.await();
    }

    @Override
    public void close() {
      subscription.close();
    }
  }

  @Override
  public void close() {
    wiring.close();
  }
}
