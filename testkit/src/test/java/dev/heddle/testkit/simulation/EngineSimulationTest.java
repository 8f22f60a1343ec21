package dev.heddle.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngineSimulationTest {

  private static final long SEEDS = Long.getLong("heddle.simulation.seeds", 2_000);
  private static final int GROUPS = 20;

  static LongStream groups() {
    return LongStream.range(0, GROUPS);
  }

  @ParameterizedTest
  @MethodSource("groups")
  @DisplayName("S1-124, S1-125, U-07: nothing is lost or done twice, whatever fails and when")
  void promisesHold(long group) {
    EngineSimulation.Counts counts =
        Simulations.run(group * SEEDS / GROUPS, (group + 1) * SEEDS / GROUPS);
    assertThat(counts.faults()).containsOnlyKeys(Fault.values());
  }
}
