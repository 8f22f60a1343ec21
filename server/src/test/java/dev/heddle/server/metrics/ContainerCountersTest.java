package dev.heddle.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.ExecutionStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ContainerCountersTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ContainerCounters counters = new ContainerCounters(registry);

  @Test
  @DisplayName("S4-43: a scrape has a series per workflow and status")
  void aSeriesPerWorkflowAndStatus() {
    counters.started("container.etl \"x\"");
    counters.started("container.etl \"x\"");
    counters.ended("container.etl \"x\"", ExecutionStatus.COMPLETED);
    counters.ended("container.other", ExecutionStatus.FAILED);
    assertThat(registry.scrape())
        .contains(
            "heddle_container_executions_total{status=\"started\",workflow=\"container.etl"
                + " \\\"x\\\"\"} 2.0",
            "{status=\"completed\",workflow=\"container.etl \\\"x\\\"\"} 1.0",
            "{status=\"failed\",workflow=\"container.other\"} 1.0");
  }

  @Test
  void tooManyWorkflowsShareASeries() {
    for (int i = 0; i < ContainerCounters.MOST_WORKFLOWS + 50; i++) {
      counters.started("container.w" + i);
    }
    assertThat(registry.getMeters()).hasSize(ContainerCounters.MOST_WORKFLOWS + 1);
    assertThat(registry.scrape()).contains("workflow=\"(others)\"} 50.0");
  }
}
