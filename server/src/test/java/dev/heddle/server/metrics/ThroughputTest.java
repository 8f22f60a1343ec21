package dev.heddle.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.ExecutionStatus;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ThroughputTest {

  private static final long MINUTE = 60_000;
  private final AtomicLong now = new AtomicLong(1_000 * MINUTE + 5);
  private final Throughput throughput =
      new Throughput(() -> java.time.Instant.ofEpochMilli(now.get()));

  @Test
  void whatEndedIsCountedInItsMinute() {
    throughput.ended(ExecutionStatus.COMPLETED);
    throughput.attemptEnded();
    now.addAndGet(MINUTE);
    throughput.ended(ExecutionStatus.FAILED);
    assertThat(throughput.minutes())
        .hasSize(60)
        .endsWith(
            new Throughput.Minute(1_000 * MINUTE, 1, 0, 0, 0, 1),
            new Throughput.Minute(1_001 * MINUTE, 0, 1, 0, 0, 0));
  }

  @Test
  void anHourLaterNothingOfItIsLeft() {
    throughput.ended(ExecutionStatus.COMPLETED);
    now.addAndGet(60 * MINUTE);
    assertThat(throughput.minutes()).allMatch(minute -> minute.completed() == 0);
    now.addAndGet(MINUTE);
    throughput.ended(ExecutionStatus.TIMEOUT);
    assertThat(throughput.minutes().getLast())
        .isEqualTo(new Throughput.Minute(1_061 * MINUTE, 0, 0, 1, 0, 0));
  }
}
