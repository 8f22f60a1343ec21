package dev.heddle.cli;

import static dev.heddle.cli.HeldWork.await;
import static dev.heddle.cli.HeldWork.awaitWorkers;
import static dev.heddle.cli.HeldWork.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers that are not heard any more, each a process, beside one that stays. Whoever is slow may
 * be taken for lost here once more than is meant, for the lease is short.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LostWorkerTest {

  private HeldWork work;
  private HeldWork.Server server;
  private Background other;

  @BeforeAll
  void begin(@TempDir Path directory) throws Exception {
    work = new HeldWork(directory);
    server = work.serve(0, "--worker-lease", "3");
    other = work.work(server.address(), "--name", "other");
    awaitWorkers(address(), 1);
  }

  @AfterAll
  void end() throws Exception {
    other.close();
    server.close();
    work.close();
  }

  private URI address() {
    return server.address();
  }

  @Test
  @DisplayName("S1-124: a killed worker's attempt is abandoned after the lease and offered again")
  void aKilledWorkersAttemptIsOfferedAgain() throws Exception {
    HeldWork.Gate gate = work.gate();
    String run;
    try (Spawned victim = work.spawnWorker(address(), "killed")) {
      awaitWorkers(address(), 2);
      run = work.hold(address(), gate);
      victim.kill();
      await(address(), run, "\"abandoned\"");
    }
    gate.open();
    await(address(), run, "\"completed\"");
    assertThat(gate.effects()).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    assertThat(tasks(address(), run)).contains("worker_lost");
    awaitWorkers(address(), 1);
  }

  @Test
  @DisplayName("S1-124: what a worker reports that stood still beyond its lease is refused")
  void theLateResultOfAWorkerThatStoodStillIsRefused() throws Exception {
    HeldWork.Gate gate = work.gate();
    try (Spawned victim = work.spawnWorker(address(), "stopped")) {
      awaitWorkers(address(), 2);
      String run = work.hold(address(), gate);
      signal("STOP", victim);
      await(address(), run, "\"abandoned\"");
      gate.open();
      await(address(), run, "\"completed\"");
      String before = tasks(address(), run);
      signal("CONT", victim);
      awaitWorkers(address(), 2);
      // It is the first choice again, so what it had to say before has been heard.
      String next = work.hold(address(), gate);
      await(address(), next, "\"completed\"");
      assertThat(tasks(address(), run)).isEqualTo(before);
      assertThat(before.split("\"status\":\"completed\"", -1)).hasSize(2);
    }
    awaitWorkers(address(), 1);
  }

  private static void signal(String name, Spawned worker) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, String.valueOf(worker.process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
