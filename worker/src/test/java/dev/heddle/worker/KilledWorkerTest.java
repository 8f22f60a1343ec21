package dev.heddle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.AttemptId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KilledWorkerTest {

  private static final List<AttemptId> ATTEMPTS =
      List.of(Scripts.attempt(1), Scripts.attempt(2), Scripts.attempt(3));

  @TempDir Path directory;

  /** The worker that is killed. */
  static void main(String[] arguments) throws IOException, InterruptedException {
    Scripts scripts = new Scripts(Path.of(arguments[0]));
    var worker = new Worker(WorkerSettings.standard(), System.getenv(), InstantSource.system());
    RecordingListener simple = listen(worker, scripts.shell("echo up", "exec sleep 1000"));
    RecordingListener stubborn =
        listen(
            worker,
            scripts.shell(
                "trap '' INT TERM HUP", "env -i sleep 1000 &", "echo up", "sleep 1000", "wait"));
    RecordingListener runaway =
        listen(worker, scripts.shell("setsid sleep 1000 &", "echo up", "sleep 1000"));
    RecordingListener daemon =
        listen(
            worker,
            scripts.shell(
                "setsid sh -c 'touch up; exec sleep 1000' >/dev/null 2>&1 &",
                "until [ -e up ]; do sleep 0.01; done"));
    for (RecordingListener running : List.of(simple, stubborn, runaway)) {
      running.nextLine();
    }
    try {
      daemon.report();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
    System.out.println("up");
    System.in.read();
  }

  private static RecordingListener listen(Worker worker, Scripts.Script script) {
    RecordingListener listener = new RecordingListener();
    worker.start(script.assignment(), listener);
    return listener;
  }

  @Test
  @DisplayName("a killed worker's programs end with it; what ended attempts left behind stays")
  void aKilledWorkersProgramsEndWithIt() throws Exception {
    Process worker = start();
    try (BufferedReader out = worker.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("up");
      List<Long> daemon = TerminationTest.alive(Scripts.attempt(4));
      List<Long> cleared = clearedOf(TerminationTest.alive(Scripts.attempt(2)));
      assertThat(daemon).hasSize(1);
      assertThat(cleared).isNotEmpty();

      worker.destroyForcibly().waitFor();

      TerminationTest.await(
          () -> ATTEMPTS.stream().allMatch(each -> TerminationTest.alive(each).isEmpty()));
      TerminationTest.await(() -> cleared.stream().noneMatch(KilledWorkerTest::isAlive));
      assertThat(TerminationTest.alive(Scripts.attempt(4))).isEqualTo(daemon);
      TerminationTest.await(() -> marks().isEmpty());
    } finally {
      worker.destroyForcibly().waitFor();
      TerminationTest.alive(Scripts.attempt(4))
          .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + directory,
            "-D" + Scripts.PROCESS + "=" + ProcessHandle.current().pid(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledWorkerTest.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Members of the programs' groups that cannot be told by their environment. */
  private static List<Long> clearedOf(List<Long> leaders) {
    return leaders.stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants))
        .map(ProcessHandle::pid)
        .filter(pid -> !leaders.contains(pid))
        .toList();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private List<Path> marks() {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("heddle-programs-"))
          .toList();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
