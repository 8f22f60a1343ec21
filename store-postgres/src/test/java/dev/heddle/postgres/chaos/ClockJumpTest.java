package dev.heddle.postgres.chaos;

import dev.heddle.postgres.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the engine's host leaps forwards and back; nothing else changes (U-07). */
class ClockJumpTest {

  private static final int JUMPS = Integer.getInteger("heddle.chaos.jumps", 15);

  @TempDir Path directory;

  @Test
  @DisplayName("U-07: a clock that jumps by an hour, forwards and back, changes no result")
  void jumps() throws Exception {
    Path effects = directory.resolve("effects");
    Random random = new Random(Long.getLong("heddle.chaos.seed", 1));
    AtomicReference<Duration> wrongBy = new AtomicReference<>(Duration.ZERO);
    InstantSource clock = () -> Instant.now().plus(wrongBy.get());
    try (TestDatabase test = TestDatabase.create();
        Ordeal ordeal = new Ordeal(test.address(), effects, "clock", clock)) {
      for (int jump = 0; jump < JUMPS; jump++) {
        ordeal.work(1 + random.nextInt(10));
        wrongBy.set(Duration.ofSeconds(random.nextInt(7_200) - 3_600));
      }
      wrongBy.set(Duration.ofHours(2)); // later than all that has been waiting meanwhile
      Verdict verdict = new Verdict(test.database(), effects);
      verdict.awaitEnd(Duration.ofSeconds(40));
      System.out.printf("%d clock jumps: %s%n", JUMPS, verdict.check(ordeal.accepted()));
    }
  }
}
