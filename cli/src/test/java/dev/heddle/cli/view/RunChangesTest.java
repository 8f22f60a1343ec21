package dev.heddle.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.TaskStatus;
import java.time.Instant;
import java.util.List;
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

  @Test
  void aGroupBeginsBeforeItsMembersAndEndsAfterThem() {
    assertThat(changes.lines(group(TaskStatus.RUNNING, null), NOW))
        .containsExactly(
            "[2.0s] my_pack.deploy started as 0123456789abc",
            "[2.0s] checks running",
            "[2.0s] checks/unit running");
    assertThat(changes.lines(group(TaskStatus.COMPLETED, 1_500L), NOW))
        .containsExactly(
            "[2.0s] checks/unit completed after 1.5s", "[2.0s] checks completed after 1.5s");
  }

  private static RunPicture group(TaskStatus status, @Nullable Long end) {
    TaskPicture member = LiveTreeTest.task("unit", status, 1, 0, end);
    TaskPicture whole = LiveTreeTest.task("checks", status, 1, 0, end);
    return LiveTreeTest.picture(
        new TaskPicture(
            whole.name(),
            whole.status(),
            1,
            1,
            whole.startedAt(),
            whole.endedAt(),
            null,
            false,
            null,
            "",
            List.of(member),
            List.of()));
  }

  private static RunPicture build(TaskStatus status, int attempt, @Nullable Long end) {
    return LiveTreeTest.picture(LiveTreeTest.task("build", status, attempt, 0, end));
  }
}
