package dev.heddle.postgres.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.ExecutionStore.Answered;
import dev.heddle.engine.port.ExecutionStore.Lease;
import dev.heddle.engine.port.Inbox;
import dev.heddle.engine.port.LeaseStore.Range;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.testkit.contract.CoordinationContract;
import dev.heddle.testkit.contract.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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

  @Test
  void answersThatNobodyTakesAreForgotten() throws Exception {
    PostgresInbox inbox = (PostgresInbox) stores.inbox();
    ExecutionId execution = ExecutionId.of(1_760_000_000_000L, 3, 1);
    long node = stores.leases().join("owner", 1, Duration.ofMinutes(1));
    stores.leases().acquire(node, Range.SHARED, 128);
    long answered = inbox.post(execution, "{}");
    long open = inbox.post(execution, "{}");
    stores
        .executions()
        .commit(new Lease(node, 0), 1, List.of(), List.of(new Answered(answered, "done")));

    assertThat(inbox.forget(Duration.ofMinutes(1))).isZero();
    assertThat(inbox.forget(Duration.ZERO)).isEqualTo(1);
    assertThat(inbox.read(Set.of(3))).extracting(Inbox.Message::number).containsExactly(open);
  }
}
