package dev.heddle.cli;

import static dev.heddle.cli.HeldWork.await;
import static dev.heddle.cli.HeldWork.awaitWorkers;
import static dev.heddle.cli.HeldWork.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Servers and workers that come, go and lose each other; those that die are processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WorkerProcessTest {

  private Path directory;
  private HeldWork work;
  private HeldWork.Server server;

  @BeforeAll
  void begin(@TempDir Path given) throws Exception {
    directory = given;
    work = new HeldWork(directory.resolve("shared"));
    server = work.serve(0, "--unschedulable-after", "1");
  }

  @AfterAll
  void end() throws Exception {
    server.close();
    work.close();
  }

  private URI address() {
    return server.address();
  }

  @Test
  void aCutConnectionRepeatsNothing() throws Exception {
    HeldWork.Gate gate = work.gate();
    try (CuttableProxy proxy = new CuttableProxy(address());
        Background _ = work.work(proxy.address())) {
      awaitWorkers(address(), 1);
      String run = work.hold(address(), gate);
      proxy.cut();
      gate.open();
      await(address(), run, "\"completed\"");
      assertThat(gate.effects()).hasSize(1);
      awaitWorkers(address(), 1);
    }
  }

  @Test
  void aWorkerThatIsToldToStopFinishesWhatItHas() throws Exception {
    HeldWork.Gate gate = work.gate();
    try (Spawned worker = work.spawnWorker(address(), "drained")) {
      awaitWorkers(address(), 1);
      String run = work.hold(address(), gate);
      worker.process.toHandle().destroy();
      worker.await("stopping: takes nothing new");
      gate.open();
      assertThat(worker.awaitEnd()).isZero();
      await(address(), run, "\"completed\"");
      assertThat(gate.effects()).hasSize(1);
    }
  }

  @Test
  @DisplayName("S1-169: label match: what no worker serves fails in the end and says why")
  void whatNoWorkerServesFails() throws Exception {
    try (Background _ = work.work(address(), "--queues", "default,io", "--name", "w1")) {
      awaitWorkers(address(), 1);
      String run = HeldWork.execute(address(), "demo.far", "{}");
      await(address(), run, "\"failed\"");
      assertThat(tasks(address(), run))
          .contains("unschedulable")
          .contains("no worker serves the queue gpu; workers serve default, io");
      assertThat(HeldWork.get(address(), "/api/v1/workers"))
          .contains("\"name\":\"w1\"", "\"queues\":[\"default\",\"io\"]");
    }
  }

  @Test
  @DisplayName("S1-124: two servers, one killed: its attempt goes on and its end is recorded")
  void anAttemptOutlivesItsServer() throws Exception {
    HeldWork.Gate gate = work.gate();
    try (ServerProcess killed =
            ServerProcess.start(work.environment(), directory.resolve("log"), "--no-worker");
        Background _ = work.work(killed.address())) {
      awaitWorkers(killed.address(), 1);
      awaitWorkers(address(), 1);
      String run = work.hold(killed.address(), gate);
      killed.kill();
      gate.open();
      await(address(), run, "\"completed\"");
      assertThat(gate.effects()).hasSize(1);
      assertThat(tasks(address(), run)).doesNotContain("abandoned");
    }
  }

  @Test
  void anAttemptGoesOnWhileItsServerIsKilledAndStartedAgain() throws Exception {
    try (HeldWork alone = new HeldWork(directory.resolve("alone"));
        ServerProcess killed =
            ServerProcess.start(
                alone.environment(),
                directory.resolve("log-alone"),
                "--no-worker",
                "--packs",
                alone.packs());
        Background _ = alone.work(killed.address())) {
      HeldWork.Gate gate = alone.gate();
      awaitWorkers(killed.address(), 1);
      String run = alone.hold(killed.address(), gate);
      killed.kill();
      try (HeldWork.Server again = alone.serve(killed.address().getPort())) {
        gate.open();
        await(again.address(), run, "\"completed\"");
        assertThat(gate.effects()).hasSize(1);
      }
    }
  }
}
