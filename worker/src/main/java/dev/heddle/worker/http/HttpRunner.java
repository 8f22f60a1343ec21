package dev.heddle.worker.http;

import dev.heddle.values.MapValue;
import dev.heddle.worker.attempt.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Carries out {@code core.http_request} (S1-015). Apache's client instead of the JDK's, because it
 * lets us choose the address that is connected to: what the {@link EgressPolicy} allowed is what is
 * used, so a name that changes its address in between gains nothing.
 */
public final class HttpRunner implements AutoCloseable {

  /** Of the built-in action. */
  public static final String NAME = "http_request";

  private final HttpSettings settings;
  private final ScheduledExecutorService timers;
  private final Clients clients;

  /**
   * @param timers ends requests that take too long
   */
  public HttpRunner(HttpSettings settings, ScheduledExecutorService timers) {
    this.settings = settings;
    this.timers = timers;
    this.clients = new Clients(settings.egress());
  }

  /** A request that is ready to be sent; what is wrong with {@code input} is in its report. */
  public Work work(MapValue input) {
    return new HttpWork(settings, clients, timers, input);
  }

  @Override
  public void close() {
    try {
      clients.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
