package dev.heddle.postgres.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.postgres.Database;
import dev.heddle.postgres.embedded.ChaosServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the database fills up and is emptied again; the engine waits (S1-124, U-07). */
@Tag("needs-tmpfs")
class DiskFullTest {

  private static final int ROUNDS = Integer.getInteger("heddle.chaos.full-disks", 2);

  @TempDir Path directory;

  @Test
  @DisplayName("U-07: a full disk stops everything and loses nothing")
  void fullDisk() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Path effects = directory.resolve("effects");
    run("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", disk.toString());
    try (ChaosServer server = ChaosServer.start(disk);
        Ordeal ordeal = new Ordeal(server.address(), effects, "full", InstantSource.system())) {
      int restarts = 0;
      for (int round = 0; round < ROUNDS; round++) {
        ordeal.work(10);
        Path ballast = fill(disk);
        for (int more = 0; more < 20; more++) {
          ordeal.start();
        }
        assertDiskIsFull(server);
        ordeal.leaveAlone(Duration.ofMillis(500));
        Files.delete(ballast);
        restarts += server.startIfDown() ? 1 : 0;
        ordeal.work(10);
      }
      try (Database database = Database.open(server.address(), _ -> {})) {
        Verdict verdict = new Verdict(database, effects);
        verdict.awaitEnd(Duration.ofSeconds(40));
        System.out.printf(
            "%d times a full disk (the server gave up %d times): %s%n",
            ROUNDS, restarts, verdict.check(ordeal.accepted()));
      }
    } finally {
      run("umount", "--lazy", disk.toString());
    }
  }

  private static void assertDiskIsFull(ChaosServer server) {
    assertThatThrownBy(
            () -> {
              try (Database database = Database.open(server.address(), _ -> {});
                  Connection connection = database.connection();
                  Statement statement = connection.createStatement()) {
                statement.execute(
                    "CREATE TABLE ballast AS SELECT repeat('x', 500) FROM generate_series(1, 100000)");
              }
            })
        .satisfies(failed -> {
          if (failed instanceof SQLException refused) {
            assertThat(refused.getSQLState()).startsWith("5");
          }
        });
  }

  private static Path fill(Path disk) throws IOException {
    Path ballast = disk.resolve("ballast");
    byte[] block = new byte[65_536];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (Files.getFileStore(disk).getUsableSpace() > 0) {
        out.write(block, 0, (int) Math.min(block.length, space(disk)));
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
    return ballast;
  }

  private static long space(Path disk) throws IOException {
    return Math.max(1, Files.getFileStore(disk).getUsableSpace());
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }
}
