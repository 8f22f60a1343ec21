package dev.heddle.cli.follow;

import dev.heddle.cli.view.RunPictures;
import dev.heddle.cli.view.Snapshot;
import dev.heddle.engine.Engine;
import dev.heddle.model.execution.ExecutionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Shows an execution until it has ended or is left alone. */
public final class Follower {

  /** Changes come in bursts; one reading serves them all. */
  private static final Duration BREATH = Duration.ofMillis(30);

  private final SnapshotReader reader;
  private final Progress progress;
  private final Questions questions;
  private final InstantSource clock;

  public Follower(
      SnapshotReader reader, Progress progress, Questions questions, InstantSource clock) {
    this.reader = reader;
    this.progress = progress;
    this.questions = questions;
    this.clock = clock;
  }

  /**
   * Returns the last of what was seen: an execution that ended, or any once {@code left} is true.
   *
   * @throws IllegalArgumentException if there is no such execution
   */
  public Snapshot follow(ExecutionId id, Engine engine, BooleanSupplier left)
      throws InterruptedException {
    Semaphore changed = new Semaphore(0);
    try (Engine.Subscription _ = engine.watch(_ -> changed.release())) {
      while (true) {
        changed.drainPermits();
        Snapshot snapshot =
            reader
                .read(id)
                .orElseThrow(() -> new IllegalArgumentException("there is no execution " + id));
        progress.show(RunPictures.of(snapshot), clock.instant());
        if (snapshot.execution().status().isTerminal() || left.getAsBoolean()) {
          progress.stepAside();
          return snapshot;
        }
        if (questions.areOpen(snapshot)) {
          progress.stepAside();
          questions.ask(snapshot);
          continue;
        }
        if (changed.tryAcquire(progress.rhythm().toMillis(), TimeUnit.MILLISECONDS)) {
          TimeUnit.MILLISECONDS.sleep(BREATH.toMillis());
        }
      }
    }
  }
}
