package dev.heddle.server;

import dev.heddle.server.http.Endpoint;
import dev.heddle.server.http.ProblemCode;
import dev.heddle.server.http.Reply;
import dev.heddle.server.metrics.Throughput;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

/**
 * What this process counts, shown at {@code /metrics} (U-12). Labels come from closed sets only, so
 * that no client can make a new series.
 */
public final class Metrics {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final Throughput throughput = new Throughput(InstantSource.system());

  private final List<Runnable> refreshing = new CopyOnWriteArrayList<>();

  /** Metrics with those of the process itself. */
  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Where other parts of the process add their own. */
  public MeterRegistry registry() {
    return registry;
  }

  /** What ended here, minute by minute. */
  public Throughput throughput() {
    return throughput;
  }

  /** Shows a number that {@code source} knows. */
  public <T> void gauge(String name, String description, T source, ToDoubleFunction<T> number) {
    Gauge.builder(name, source, number).description(description).register(registry);
  }

  /**
   * Shows a number that {@code source} knows of one of several like things.
   *
   * @param tag the name of the label that tells them apart
   */
  public <T> void gauge(
      String name,
      String description,
      String tag,
      String value,
      T source,
      ToDoubleFunction<T> number) {
    Gauge.builder(name, source, number)
        .description(description)
        .tag(tag, value)
        .strongReference(true)
        .register(registry);
  }

  /** Shows a number that only grows and that {@code source} knows. */
  public <T> void counter(String name, String description, T source, ToDoubleFunction<T> number) {
    FunctionCounter.builder(name, source, number).description(description).register(registry);
  }

  /**
   * Shows a number that only grows, of one of several like things.
   *
   * @param tag the name of the label that tells them apart
   */
  public <T> void counter(
      String name,
      String description,
      String tag,
      String value,
      T source,
      ToDoubleFunction<T> number) {
    FunctionCounter.builder(name, source, number)
        .description(description)
        .tag(tag, value)
        .register(registry);
  }

  /** Calls {@code refresh} before the numbers are shown. */
  public void beforeShowing(Runnable refresh) {
    refreshing.add(refresh);
  }

  void answered(String operation, int status, Duration took) {
    Timer.builder("heddle.http.requests")
        .description("Answered requests by operation and status")
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2))
        .tag("operation", operation)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(took);
  }

  void refused(ProblemCode code) {
    Counter.builder("heddle.http.refused")
        .description("Requests refused before any route saw them")
        .tag("code", code.label())
        .register(registry)
        .increment();
  }

  Endpoint endpoint() {
    return _ -> {
      refreshing.forEach(Runnable::run);
      return Reply.document("text/plain; version=0.0.4; charset=utf-8", registry.scrape());
    };
  }
}
