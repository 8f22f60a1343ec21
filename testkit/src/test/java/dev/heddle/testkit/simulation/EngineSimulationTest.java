package dev.heddle.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.testkit.Weakness;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EngineSimulationTest {

  private static final long FIRST = Long.getLong("heddle.simulation.first", 0);
  private static final long SEEDS = Long.getLong("heddle.simulation.seeds", 2_000);
  private static final long GROUPS = Math.min(20, SEEDS);

  /** So many see every fault there is. */
  private static final long MANY = 100;

  static LongStream groups() {
    return LongStream.range(0, GROUPS);
  }

  @ParameterizedTest
  @MethodSource("groups")
  @DisplayName("S1-124, S1-125, U-07, U-09: nothing is lost or done twice, whatever fails and when")
  void promisesHold(long group) {
    long first = FIRST + group * SEEDS / GROUPS;
    long end = FIRST + (group + 1) * SEEDS / GROUPS;
    EngineSimulation.Counts counts = Simulations.run(first, end);
    System.out.println("seeds " + first + " to " + (end - 1) + ": " + counts);
    if (end - first >= MANY) {
      assertThat(counts.faults()).containsOnlyKeys(Fault.values());
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("the simulation finds every mistake that is built in on purpose")
  void mistakesAreFound(Weakness weakness) {
    assertThat(Simulations.firstToFind(weakness, 300)).isPresent();
  }

  @Test
  void theSameSeedDoesTheSameAgain() {
    assertThat(Simulations.run(40, 60)).isEqualTo(Simulations.run(40, 60));
  }
}
