package dev.heddle.postgres.chaos;

import dev.heddle.postgres.Database;
import dev.heddle.postgres.embedded.ChaosServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database server dies and comes back; the engine goes on by itself (S1-124, U-07). */
class ServerTroubleTest {

  private static final int STRIKES = Integer.getInteger("heddle.chaos.strikes", 3);

  @TempDir Path directory;

  /** What is done to a server while an engine works. */
  private interface Trouble {
    void strike(ChaosServer server, Random random) throws Exception;
  }

  @Test
  @DisplayName("U-07: SIGKILL of database backends loses nothing and repeats nothing")
  void killedBackends() throws Exception {
    suffer("backends killed", (server, random) -> server.killBackend(random.nextInt(100)));
  }

  @Test
  @DisplayName("U-07: pg_ctl restart -m immediate loses nothing and repeats nothing")
  void immediateRestarts() throws Exception {
    suffer("immediate restarts", (server, _) -> server.restartImmediately());
  }

  private void suffer(String what, Trouble trouble) throws Exception {
    Path effects = directory.resolve("effects");
    Random random = new Random(Long.getLong("heddle.chaos.seed", 1));
    try (ChaosServer server = ChaosServer.start(directory);
        Ordeal ordeal = new Ordeal(server.address(), effects, "trouble", InstantSource.system())) {
      for (int strike = 0; strike < STRIKES; strike++) {
        ordeal.work(1 + random.nextInt(15));
        trouble.strike(server, random);
      }
      ordeal.work(1);
      server.awaitReady();
      try (Database database = Database.open(server.address(), _ -> {})) {
        Verdict verdict = new Verdict(database, effects);
        verdict.awaitEnd(Duration.ofSeconds(40));
        System.out.printf("%d %s: %s%n", STRIKES, what, verdict.check(ordeal.accepted()));
      }
    }
  }
}
