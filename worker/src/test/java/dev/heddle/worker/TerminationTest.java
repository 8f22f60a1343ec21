package dev.heddle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.values.Value;
import dev.heddle.worker.process.ProcessSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TerminationTest extends RunsScripts {

  private static final Duration LIMIT = Duration.ofMillis(300);

  /** Processes of an attempt that live, known by their environment. */
  private static List<Long> alive(Scripts.Script script) {
    return alive(script.attempt());
  }

  static List<Long> alive(AttemptId attempt) {
    String mark = "HEDDLE_ATTEMPT_ID=" + attempt + "\0";
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> read(pid, "environ").contains(mark))
        .filter(pid -> !read(pid, "stat").contains(") Z "))
        .toList();
  }

  /** Waits for what the system does a moment later. */
  static void await(BooleanSupplier done) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static String read(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), file));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  @Test
  @DisplayName("S1-098: sleep 60 with timeout 1 ends in about a second; no process left")
  void s1_098_anAttemptEndsWithItsTimeout() throws Exception {
    Scripts.Script script = scripts.shell("echo up", "sleep 60").timeout(Duration.ofSeconds(1));
    long before = System.nanoTime();

    Report report = run(script);

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before)).isBetween(900L, 15_000L);
    assertThat(report).isInstanceOf(Report.TimedOut.class);
    assertThat(((Report.TimedOut) report).failure().type()).isEqualTo("timeout");
    assertThat(((Report.TimedOut) report).failure().message()).contains("limit of 1 s");
    assertThat(stdout(leftBehind(report))).isEqualTo("up\n");
    assertThat(alive(script)).isEmpty();
  }

  @Test
  void s1_098_aProgramIsInterruptedFirstAndMayCleanUp() throws Exception {
    Scripts.Script script =
        scripts.python(
            "import signal, sys",
            "def stop(*_): print('cleaned up'); sys.exit(0)",
            "signal.signal(signal.SIGINT, stop)",
            "print('up')",
            "signal.pause()");
    RecordingListener listener = start(script);
    listener.nextLine();

    worker.interrupt(script.attempt());

    assertThat(listener.report()).isInstanceOf(Report.Cancelled.class);
    assertThat(stdout(leftBehind(listener.report()))).isEqualTo("up\ncleaned up\n");
  }

  @Test
  void s1_098_aProgramThatIgnoresInterruptsIsTerminated() throws Exception {
    Scripts.Script script =
        scripts
            .shell("trap '' INT", "trap 'echo terminated; exit' TERM", "sleep 60 & wait")
            .timeout(LIMIT);
    Report report = run(script);

    assertThat(stdout(leftBehind(report))).isEqualTo("terminated\n");
    assertThat(alive(script)).isEmpty();
  }

  @Test
  void s1_098_aProgramThatIgnoresEverythingIsKilledAfterTheGrace() throws Exception {
    Scripts.Script script =
        scripts.shell("trap '' INT TERM", "while :; do sleep 60; done").timeout(LIMIT);
    Report report = run(script);

    assertThat(field(leftBehind(report), "exit_code")).isEqualTo(Value.of(137));
    assertThat(alive(script)).isEmpty();
  }

  @Test
  void s1_098_grandchildrenAreEndedToo() throws Exception {
    Scripts.Script script =
        scripts.shell(
            "bash -c 'trap \"\" INT TERM; sleep 61 & echo up; wait' &",
            "(sleep 62 & echo up)",
            "setsid bash -c 'trap \"\" INT TERM; echo up; sleep 64; true' &",
            "sleep 60");
    RecordingListener listener = start(script);
    for (int i = 0; i < 3; i++) {
      listener.nextLine();
    }
    assertThat(alive(script)).hasSizeGreaterThanOrEqualTo(4);

    worker.interrupt(script.attempt());
    listener.report();

    assertThat(alive(script)).isEmpty();
  }

  @Test
  void whatAProgramLeavesBehindIsEndedWithIt() throws Exception {
    Scripts.Script script = scripts.shell("sleep 60 &", "sleep 61 >/dev/null 2>&1 &", "echo done");
    long before = System.nanoTime();

    assertThat(stdout(succeed(script))).isEqualTo("done\n");
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before)).isLessThan(10);
    assertThat(alive(script)).isEmpty();
  }

  @Test
  void aDaemonThatKeepsTheOutputOpenIsEndedToo() throws Exception {
    Scripts.Script script =
        scripts.shell(
            "mkfifo up", "setsid bash -c 'echo > up; sleep 60' &", "read < up; echo done");

    assertThat(stdout(succeed(script))).isEqualTo("done\n");
    assertThat(alive(script)).isEmpty();
  }

  @Test
  void aDaemonThatHidesIsNotWaitedFor() throws Exception {
    worker.close();
    ProcessSettings impatient =
        new ProcessSettings(1000, 1000, 1000, GRACE, GRACE, Duration.ofMillis(100));
    worker =
        new Worker(settings().withProcesses(impatient), System.getenv(), InstantSource.system());
    Scripts.Script script =
        scripts.shell(
            "mkfifo up",
            "env -u HEDDLE_ATTEMPT_ID setsid bash -c 'echo $$ > pid; echo > up; exec sleep 30' &",
            "read < up");
    RecordingListener listener = start(script);

    succeeded(listener.report());

    long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    assertThat(listener.lines)
        .anyMatch(line ->
            line.stream() == LogLine.Stream.ENGINE && line.text().contains("not waited for"));
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  @DisplayName("S1-122: a running child is interrupted")
  void s1_122_anInterruptedAttemptIsCancelled() throws Exception {
    Scripts.Script script = scripts.shell("echo up", "sleep 60");
    RecordingListener listener = start(script);
    listener.nextLine();

    worker.interrupt(script.attempt());
    worker.interrupt(script.attempt());

    assertThat(listener.report()).isInstanceOf(Report.Cancelled.class);
    assertThat(stdout(leftBehind(listener.report()))).isEqualTo("up\n");
    assertThat(alive(script)).isEmpty();
    assertThat(listener.reports).hasSize(1);
  }

  @Test
  void interruptingWhatIsNotThereDoesNothing() throws Exception {
    worker.interrupt(Scripts.attempt(99));

    succeed(scripts.shell("true"));
  }

  @Test
  void interruptsRightAfterTheStartAreNotLost() throws Exception {
    for (int i = 0; i < 15; i++) {
      Scripts.Script script = scripts.shell("sleep 60");
      RecordingListener listener = start(script);
      worker.interrupt(script.attempt());

      assertThat(listener.report()).isInstanceOf(Report.Cancelled.class);
      assertThat(alive(script)).isEmpty();
    }
  }

  @Test
  void aFloodOfOutputIsBoundedAndEndedByTheTimeout() throws Exception {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long before = runtime.totalMemory() - runtime.freeMemory();
    RecordingListener listener =
        start(
            scripts
                .shell("yes '' | head -c 1073741824 & yes flood >&2")
                .input("password", "never printed")
                .timeout(Duration.ofSeconds(2)));

    Report report = listener.report();

    System.gc();
    long after = runtime.totalMemory() - runtime.freeMemory();
    assertThat(report).isInstanceOf(Report.TimedOut.class);
    assertThat(stdout(leftBehind(report))).hasSizeLessThan((1 << 20) + 100);
    assertThat(listener.lines).hasSizeLessThan((10 << 20) / 64 + 10);
    assertThat(after - before).isLessThan(100L << 20);
  }
}
