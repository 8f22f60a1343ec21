package dev.heddle.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.terminal.Style;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LiveTreeTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant NOW = START.plusMillis(12_300);
  private static final Style ASCII = new Style(false, false);

  @Test
  void showsStateDurationAttemptCountsAndTail() {
    RunPicture picture =
        picture(
            task("create", TaskStatus.COMPLETED, 1, 0L, 400L),
            task("build", TaskStatus.RUNNING, 2, 500L, null, "pulling", "compiling"),
            items("deploy_to_regions", new TaskPicture.Items(5, 2, 1, 2)),
            waiting("poll", 3, 4_000),
            failed("check", "exit code 1"));
    assertThat(lines(picture, 80, 24, Style.PLAIN))
        .containsExactly(
            "my_pack.deploy  running  12s  0123456789abc",
            " ✔ create             completed 0.4s",
            " ⠸ build              running   11s     attempt 2",
            "   │ pulling",
            "   │ compiling",
            " ⠸ deploy_to_regions  running   12s     3/5 (1 failed), 2 running",
            " ◷ poll               waiting           run 3, in 4.0s",
            " ✘ check              failed    1.0s",
            "   ╰ exit code 1");
  }

  @Test
  void aTerminalWithoutUnicodeGetsAscii() {
    RunPicture picture =
        picture(
            task("create", TaskStatus.COMPLETED, 1, 0L, 400L),
            task("build", TaskStatus.RUNNING, 1, 500L, null, "pulling"));
    assertThat(String.join("\n", lines(picture, 80, 24, ASCII))).isASCII().contains(" + create");
  }

  @Test
  void noLineIsAsWideAsTheTerminal() {
    RunPicture picture =
        picture(
            task(
                "a_task_with_quite_a_long_name_indeed_it_is",
                TaskStatus.RUNNING,
                2,
                0L,
                null,
                "漢".repeat(60)),
            failed("check", "x".repeat(500)));
    assertThat(lines(picture, 40, 24, Style.PLAIN))
        .allSatisfy(line -> assertThat(DisplayText.width(line)).isLessThan(40));
  }

  @Test
  void whatWentWellGivesWayWhereThereAreFewRows() {
    List<TaskPicture> tasks = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      tasks.add(task("done_" + i, TaskStatus.COMPLETED, 1, 0L, 100L));
    }
    tasks.add(task("busy", TaskStatus.RUNNING, 1, 0L, null));
    List<String> lines = lines(picture(tasks.toArray(TaskPicture[]::new)), 80, 10, Style.PLAIN);
    assertThat(lines).hasSize(9);
    assertThat(lines.get(1)).isEqualTo(" ⋮ 24 more done");
    assertThat(lines.get(2)).contains("done_24");
    assertThat(lines.getLast()).contains("busy");
  }

  @Test
  void moreThanFitsIsCutAndSaidSo() {
    List<TaskPicture> tasks = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      tasks.add(task("busy_" + i, TaskStatus.RUNNING, 1, 0L, null));
    }
    List<String> lines = lines(picture(tasks.toArray(TaskPicture[]::new)), 80, 10, Style.PLAIN);
    assertThat(lines).hasSize(9);
    assertThat(lines.getLast()).isEqualTo(" ⋮ 23 more lines");
  }

  @Test
  void foreignTextCannotSteerTheTerminal() {
    RunPicture picture =
        picture(
            task(
                "build",
                TaskStatus.RUNNING,
                1,
                0L,
                null,
                "\u001b[2J\u001b]0;title\u0007\u202Eevil\r"));
    assertThat(String.join("", lines(picture, 80, 24, Style.PLAIN)))
        .doesNotContain("\u001b", "\u0007", "\r", "\u202E")
        .contains("evil");
  }

  @Test
  void coloursAreTakenOutOfTheWidth() {
    RunPicture picture = picture(task("build", TaskStatus.RUNNING, 1, 0L, null));
    String plain = lines(picture, 80, 24, Style.PLAIN).get(1);
    String coloured = lines(picture, 80, 24, new Style(true, true)).get(1);
    assertThat(coloured).contains("\u001b[36m");
    assertThat(coloured.replaceAll("\u001b\\[\\d*m", "").stripTrailing()).isEqualTo(plain);
  }

  @Test
  void membersStandInsideTheirGroup() {
    TaskPicture group =
        new TaskPicture(
            "checks",
            TaskStatus.RUNNING,
            1,
            1,
            START,
            null,
            null,
            false,
            null,
            "",
            List.of(task("database", TaskStatus.COMPLETED, 1, 0L, 100L)),
            List.of());
    assertThat(lines(picture(group), 80, 24, Style.PLAIN))
        .contains(" ⠸ checks      running   12s", "   ✔ database  completed 0.1s");
  }

  private static List<String> lines(RunPicture picture, int width, int height, Style style) {
    return new LiveTree(width, height, style).lines(picture, NOW);
  }

  static RunPicture picture(TaskPicture... tasks) {
    return new RunPicture(
        "my_pack.deploy",
        "0123456789abc",
        ExecutionStatus.RUNNING,
        null,
        START,
        null,
        List.of(tasks),
        List.of());
  }

  static TaskPicture task(
      String name, TaskStatus status, int attempt, long from, @Nullable Long to, String... tail) {
    return new TaskPicture(
        name,
        status,
        1,
        attempt,
        START.plusMillis(from),
        to == null ? null : START.plusMillis(to),
        null,
        false,
        null,
        "",
        List.of(),
        List.of(tail));
  }

  private static TaskPicture items(String name, TaskPicture.Items items) {
    return new TaskPicture(
        name, TaskStatus.RUNNING, 1, 1, START, null, null, false, items, "", List.of(), List.of());
  }

  private static TaskPicture waiting(String name, int activation, long millis) {
    return new TaskPicture(
        name,
        TaskStatus.WAITING,
        activation,
        1,
        null,
        null,
        NOW.plusMillis(millis),
        false,
        null,
        "",
        List.of(),
        List.of());
  }

  private static TaskPicture failed(String name, String message) {
    return new TaskPicture(
        name,
        TaskStatus.FAILED,
        1,
        1,
        START,
        START.plusMillis(1_000),
        null,
        false,
        null,
        message,
        List.of(),
        List.of());
  }
}
