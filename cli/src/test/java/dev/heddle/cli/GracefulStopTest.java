package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GracefulStopTest {

  private static final int QUICK = 300;
  private static final int LONG = 3;

  @TempDir Path directory;
  private TestHome home;

  @BeforeEach
  void open() throws IOException {
    home = new TestHome();
    Path pack = Files.createDirectories(directory.resolve("packs/load"));
    Files.createDirectories(pack.resolve("actions"));
    Files.createDirectories(pack.resolve("workflows"));
    write("pack.yaml", "{ref: load, label: Load, description: Load, version: '1'}");
    write(
        "actions/quick.yaml",
        "{ref: load.quick, label: Quick, runner_type: shell, entry_point: quick.sh}");
    write("actions/quick.sh", "echo $HEDDLE_ATTEMPT_ID >> '%s'\n".formatted(effects()));
    write(
        "actions/long.yaml",
        "{ref: load.long, label: Long, runner_type: shell, entry_point: long.sh}");
    write(
        "actions/long.sh",
        """
        echo $HEDDLE_ATTEMPT_ID $$ >> '%1$s/longs'
        until [ -e '%1$s/gate' -o -e '%1$s/over' ]; do sleep 0.05; done
        """
            .formatted(directory));
    write(
        "workflows/many.yaml",
        """
        ref: load.many
        label: Many
        version: "1"
        tasks:
          - {name: first, action: load.quick, on_success: rest}
          - {name: rest, action: core.sleep, input: {seconds: 1}, on_success: second}
          - {name: second, action: load.quick, on_success: last}
          - {name: last, action: core.noop}
        """);
    write(
        "workflows/one.yaml",
        """
        ref: load.one
        label: One
        version: "1"
        tasks:
          - {name: long, action: load.long, on_success: last}
          - {name: last, action: load.quick}
        """);
  }

  @AfterEach
  void close() throws IOException {
    Files.createFile(directory.resolve("over"));
    home.close();
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(directory.resolve("packs/load").resolve(file), content);
  }

  private Path effects() {
    return directory.resolve("effects");
  }

  private Path longs() {
    return directory.resolve("longs");
  }

  private List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private ServerProcess server(String name) throws IOException {
    return ServerProcess.start(
        home.environment(),
        directory.resolve(name + ".log"),
        "--grace",
        "1",
        "--packs",
        directory.resolve("packs").toString());
  }

  @Test
  @DisplayName(
      "U-11, S3-63: a server under load stops in 10 s, another loses nothing, repeats nothing")
  void u11_aServerStopsUnderLoadAndAnotherGoesOn() throws Exception {
    try (ServerProcess first = server("first");
        ServerProcess second = server("second")) {
      for (int i = 0; i < LONG; i++) {
        assertThat(first.post("/api/v1/workflows/load.one/execute", "{}").statusCode())
            .isEqualTo(202);
      }
      ServerProcess.await("long programs", () -> lines(longs()).size() == LONG);
      for (int i = 0; i < QUICK; i++) {
        assertThat(first.post("/api/v1/workflows/load.many/execute", "{}").statusCode())
            .isEqualTo(202);
      }
      ServerProcess.await("some work done", () -> lines(effects()).size() > 30);

      long before = System.nanoTime();
      first.terminate();
      List<Integer> answers = startUntilGone(first);
      int exitCode = first.exitCode();
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      List<Long> left = firstPrograms().filter(pid -> ProcessHandle.of(pid).isPresent()).toList();

      assertThat(exitCode).as(Files.readString(first.log())).isZero();
      assertThat(took).isLessThan(Duration.ofSeconds(10));
      assertThat(left).isEmpty();
      assertThat(answers).contains(503).isSubsetOf(202, 503);
      int started = QUICK + (int) answers.stream().filter(status -> status == 202).count();

      ServerProcess.await("the other to take over", () -> lines(longs()).size() == 2 * LONG);
      Files.createFile(directory.resolve("gate"));
      ServerProcess.await("all to complete", () -> completed(second) == started + LONG);

      List<String> all = lines(effects());
      assertThat(all).hasSize(2 * started + LONG);
      assertThat(repeated(all)).isEmpty();
      assertThat(Set.copyOf(attempts())).hasSize(LONG);
    }
  }

  /** What a server that was told to stop says to starts until it is gone. */
  private static List<Integer> startUntilGone(ServerProcess server) throws InterruptedException {
    List<Integer> answers = new ArrayList<>();
    try {
      while (true) {
        var answer = server.post("/api/v1/workflows/load.many/execute", "{}");
        if (answer.statusCode() == 503) {
          assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        }
        answers.add(answer.statusCode());
      }
    } catch (IOException gone) {
      return answers;
    }
  }

  private Stream<Long> firstPrograms() {
    return lines(longs()).stream().limit(LONG).map(line -> Long.valueOf(line.split(" ", -1)[1]));
  }

  private List<String> attempts() {
    return lines(longs()).stream().map(line -> line.split(" ", -1)[0]).toList();
  }

  private static Set<String> repeated(List<String> attempts) {
    Set<String> seen = new HashSet<>();
    Set<String> repeated = new HashSet<>();
    attempts.stream().filter(each -> !seen.add(each)).forEach(repeated::add);
    return Collections.unmodifiableSet(repeated);
  }

  private static long completed(ServerProcess server) {
    try {
      MapValue stats = server.data("/api/v1/executions/stats");
      return stats.getOr("completed", Value.of(0)).plain()
              instanceof dev.heddle.values.IntegerValue number
          ? number.number()
          : 0;
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
