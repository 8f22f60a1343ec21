package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiException;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.api.EventStream;
import dev.heddle.cli.api.HttpApi;
import dev.heddle.cli.api.UnreachableException;
import dev.heddle.model.execution.ExecutionId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rings when something has happened to an execution, as its server's stream of events says. A
 * stream that breaks, because the server is started again, is taken up after the last event.
 */
final class ExecutionBell implements AutoCloseable {

  /** A connection may be dead without a word: so long nobody waits for it alone. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** Events come in bursts; one look serves them all. */
  private static final Duration BREATH = Duration.ofMillis(30);

  private static final Duration SOONEST = Duration.ofMillis(200);
  private static final Duration LATEST = Duration.ofSeconds(2);

  private final HttpApi api;
  private final ExecutionId id;
  private final Semaphore rung = new Semaphore(0);
  private final Thread listening;
  private String after = "";
  private volatile boolean connected;
  private volatile boolean closed;
  private volatile @Nullable EventStream open;

  ExecutionBell(HttpApi api, ExecutionId id) {
    this.api = api;
    this.id = id;
    this.listening = Thread.ofVirtual().name("events of " + id).start(this::run);
  }

  /**
   * Waits until it rings.
   *
   * @param patience how long at most while there is no stream
   * @param most how long at most
   */
  void await(Duration patience, Duration most) throws InterruptedException {
    Duration wait = connected ? SILENCE : patience;
    if (rung.tryAcquire(Math.min(wait.toMillis(), most.toMillis()), TimeUnit.MILLISECONDS)) {
      TimeUnit.MILLISECONDS.sleep(BREATH.toMillis());
      rung.drainPermits();
    }
  }

  private void run() {
    try {
      Duration pause = SOONEST;
      while (!closed) {
        pause = listen() ? SOONEST : pause;
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        pause = pause.compareTo(LATEST) < 0 ? pause.multipliedBy(2) : LATEST;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether anything was heard. */
  private boolean listen() {
    boolean heard = false;
    ApiRequest events = ApiRequest.get("/api/v1/executions/{}/events", id).asking("logs", false);
    try (EventStream stream = api.events(events, after)) {
      open = stream;
      connected = true;
      rung.release(); // what came before is not told again
      for (Optional<String> event = stream.next(); event.isPresent(); event = stream.next()) {
        after = event.get();
        heard = true;
        rung.release();
      }
    } catch (IOException | UnreachableException | ApiException noStream) {
      // Whoever waits looks by themselves meanwhile, and says what is wrong.
    } finally {
      connected = false;
      open = null;
      rung.release();
    }
    return heard;
  }

  @Override
  public void close() {
    closed = true;
    listening.interrupt();
    EventStream stream = open;
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException gone) {
        return; // it had ended
      }
    }
  }
}
