package dev.heddle.postgres.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.LeaseStore.Range;
import dev.heddle.testkit.contract.CoordinationContract;
import dev.heddle.testkit.contract.Stores;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PostgresCoordinationTest extends CoordinationContract {

  private final PostgresStores postgres = PostgresStores.create();

  @Override
  protected Stores open() {
    return postgres;
  }

  @Test
  @DisplayName("U-07: a node that is connected but silent loses its partitions")
  void theSilentAreFenced() {
    long silent = stores.leases().join("silent", 1, Duration.ofMillis(1));
    stores.leases().acquire(silent, Range.SHARED, 128);
    long next = stores.leases().join("next", 1, Duration.ofMinutes(1));
    assertThat(stores.leases().acquire(next, Range.SHARED, 128)).hasSize(128);
    assertThat(stores.leases().heartbeat(silent)).isFalse();
  }

  @Test
  @DisplayName("U-07: nodes of other databases on the same server do not count")
  void othersAreNotMistaken() {
    try (PostgresStores elsewhere = PostgresStores.create()) {
      long here = stores.leases().join("here", 1, Duration.ofMinutes(1));
      long there = elsewhere.leases().join("there", 1, Duration.ofMinutes(1));
      assertThat(there).isEqualTo(here);
      stores.leases().acquire(here, Range.SHARED, 128);
      stores.kill(here);
      long next = stores.leases().join("next", 1, Duration.ofMinutes(1));
      assertThat(stores.leases().acquire(next, Range.SHARED, 128)).hasSize(128);
    }
  }

  @Test
  @DisplayName("U-07: a node whose session was cut shows itself alive again with its next beat")
  void aCutSessionIsRenewed() {
    long node = stores.leases().join("node", 1, Duration.ofMinutes(1));
    stores.leases().acquire(node, Range.SHARED, 128);
    stores.kill(node);
    assertThat(stores.leases().heartbeat(node)).isTrue();
    long next = stores.leases().join("next", 1, Duration.ofMinutes(1));
    assertThat(stores.leases().acquire(next, Range.SHARED, 128)).isEmpty();
  }
}
