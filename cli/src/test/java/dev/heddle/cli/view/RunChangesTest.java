package dev.heddle.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RunChangesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:02Z");

  private final RunChanges changes = new RunChanges();

  @Test
  void aLinePerChangeAndNoneWithout() {
    assertThat(changes.lines(build(TaskStatus.SCHEDULED, 1, null), NOW))
        .containsExactly("[2.0s] my_pack.deploy started as 0123456789abc");
    assertThat(changes.lines(build(TaskStatus.RUNNING, 1, null), NOW))
        .containsExactly("[2.0s] build running");
    assertThat(changes.lines(build(TaskStatus.RUNNING, 1, null), NOW)).isEmpty();
    assertThat(changes.lines(build(TaskStatus.COMPLETED, 2, 1_500L), NOW))
        .containsExactly("[2.0s] build completed after 1.5s (attempt 2)");
  }

  private static RunPicture build(TaskStatus status, int attempt, @Nullable Long end) {
    return LiveTreeTest.picture(LiveTreeTest.task("build", status, attempt, 0, end));
  }
}
