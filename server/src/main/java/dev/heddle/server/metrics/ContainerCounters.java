package dev.heddle.server.metrics;

import dev.heddle.model.execution.ExecutionStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts executions of the steps dialect per workflow and status (S4-43). Names of workflows are
 * what people write, so only the first so many get series of their own.
 */
final class ContainerCounters {

  /** More workflows share one name: each series costs memory here and in whatever reads them. */
  static final int MOST_WORKFLOWS = 200;

  private static final String OTHERS = "(others)";
  private static final String STARTED = "started";

  private final MeterRegistry registry;
  private final Map<String, String> named = new ConcurrentHashMap<>();

  ContainerCounters(MeterRegistry registry) {
    this.registry = registry;
  }

  void started(String workflow) {
    counter(workflow, STARTED).increment();
  }

  void ended(String workflow, ExecutionStatus status) {
    counter(workflow, status.label().toLowerCase(Locale.ROOT)).increment();
  }

  private Counter counter(String workflow, String status) {
    return Counter.builder("heddle.container.executions")
        .description("Executions of container workflows that started or ended, and how")
        .tag("workflow", label(workflow))
        .tag("status", status)
        .register(registry);
  }

  /** Two threads at the limit may let one more in, which does no harm. */
  private String label(String workflow) {
    String known = named.get(workflow);
    if (known != null) {
      return known;
    }
    if (named.size() >= MOST_WORKFLOWS) {
      return OTHERS;
    }
    named.put(workflow, workflow);
    return workflow;
  }
}
