package dev.heddle.postgres.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.postgres.DatabaseAddress;
import dev.heddle.postgres.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network between engine and database fails; the engine goes on by itself (S1-124, U-07). */
class ConnectionTest {

  private static final int CUTS = Integer.getInteger("heddle.chaos.cuts", 10);

  @TempDir Path directory;

  private static DatabaseAddress through(Proxy proxy, DatabaseAddress address) {
    return new DatabaseAddress(
        List.of(new DatabaseAddress.Server("127.0.0.1", proxy.port())),
        address.database(),
        address.user(),
        address.password(),
        address.parameters());
  }

  @Test
  @DisplayName("U-07: connections that are cut at any moment lose nothing and repeat nothing")
  void cutConnections() throws Exception {
    Path effects = directory.resolve("effects");
    Random random = new Random(Long.getLong("heddle.chaos.seed", 1));
    try (TestDatabase test = TestDatabase.create();
        Proxy proxy = new Proxy(test.address().servers().getFirst().port());
        Ordeal ordeal =
            new Ordeal(through(proxy, test.address()), effects, "cut", InstantSource.system())) {
      int connections = 0;
      for (int cut = 0; cut < CUTS; cut++) {
        ordeal.work(1 + random.nextInt(15));
        connections += proxy.cutAll();
      }
      Verdict verdict = new Verdict(test.database(), effects);
      verdict.awaitEnd(Duration.ofSeconds(40));
      System.out.printf(
          "%d times all connections cut (%d): %s%n",
          CUTS, connections, verdict.check(ordeal.accepted()));
    }
  }

  @Test
  @DisplayName("U-07: an engine whose connections stand still is fenced and joins again")
  void stalledConnections() throws Exception {
    Path effects = directory.resolve("effects");
    try (TestDatabase test = TestDatabase.create();
        Proxy proxy = new Proxy(test.address().servers().getFirst().port());
        Ordeal stalled =
            new Ordeal(through(proxy, test.address()), effects, "stalled", InstantSource.system());
        Ordeal other = new Ordeal(test.address(), effects, "other", InstantSource.system())) {
      stalled.work(10);
      proxy.stall();
      Instant begun = Instant.now();
      stalled.start();
      Set<ExecutionId> left = new HashSet<>(stalled.accepted());
      while (!left.stream().allMatch(other::owns)) {
        assertThat(Duration.between(begun, Instant.now()))
            .as("the other takes over")
            .isLessThan(Duration.ofSeconds(8));
        other.leaveAlone(Duration.ofMillis(20));
      }
      Duration takeover = Duration.between(begun, Instant.now());
      proxy.goOn();
      stalled.work(5);
      other.work(5);
      Verdict verdict = new Verdict(test.database(), effects);
      verdict.awaitEnd(Duration.ofSeconds(40));
      Set<ExecutionId> accepted = new HashSet<>(stalled.accepted());
      accepted.addAll(other.accepted());
      System.out.printf(
          "stalled, taken over after %d ms: %s%n", takeover.toMillis(), verdict.check(accepted));
    }
  }
}
