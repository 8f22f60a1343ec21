package dev.heddle.bench.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A {@code heddle worker} beside the measured server, for the queue of those workflows whose steps
 * are carried out elsewhere; started when it is first needed.
 */
final class WorkerProcess implements AutoCloseable {

  static final String QUEUE = "elsewhere";

  /** One for each task of W2 and each workflow of W3. */
  private static final int SLOTS = 1_000;

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final Path home;
  private @Nullable Heddle worker;

  WorkerProcess(Path home) {
    this.home = home;
  }

  /** Returns when it takes work. */
  void ready(Site site) throws IOException, InterruptedException {
    if (worker == null) {
      worker =
          Heddle.start(
              home,
              "worker",
              "--server",
              site.api().toString(),
              "--queues",
              QUEUE,
              "--slots",
              String.valueOf(SLOTS));
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (site.installation().wiring().workforce().fleet().load().connected() == 0) {
        if (System.nanoTime() > deadline) {
          throw new IOException("the worker has not come");
        }
        Thread.sleep(10);
      }
    }
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
  }
}
