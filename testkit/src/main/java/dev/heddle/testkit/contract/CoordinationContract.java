package dev.heddle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.ExecutionStore.Answered;
import dev.heddle.engine.port.ExecutionStore.Lease;
import dev.heddle.engine.port.Inbox;
import dev.heddle.engine.port.LeaseStore;
import dev.heddle.engine.port.LeaseStore.Range;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What nodes rely on to share the work: leases, inbox, log (design 2.2). */
public abstract class CoordinationContract {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Range FOUR = new Range(128, 132);

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  protected Stores stores;

  /** An implementation without any rows. */
  protected abstract Stores open();

  @BeforeEach
  void start() {
    stores = open();
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private LeaseStore leases() {
    return stores.leases();
  }

  @Test
  void aPartitionHasOneOwner() {
    long one = leases().join("one", 1, LONG);
    long other = leases().join("other", 1, LONG);
    assertThat(leases().acquire(one, Range.SHARED, 128)).hasSize(128);
    assertThat(leases().acquire(other, Range.SHARED, 128)).isEmpty();
    assertThat(leases().acquire(other, 5)).isFalse();
    assertThat(leases().acquire(other, Range.PRIVATE, 1)).hasSize(1);
    assertThat(leases().heartbeat(one)).isTrue();
    assertThat(leases().heartbeat(other)).isTrue();
  }

  @Test
  void whoLeavesGivesEverythingBack() {
    long one = leases().join("one", 1, LONG);
    long other = leases().join("other", 1, LONG);
    leases().acquire(one, Range.SHARED, 128);
    leases().leave(one);
    assertThat(leases().heartbeat(one)).isFalse();
    assertThat(leases().acquire(other, Range.SHARED, 128)).hasSize(128);
  }

  @Test
  @DisplayName("U-07: the partitions of a dead node go to the next, and it is fenced")
  void theDeadAreFenced() {
    long one = leases().join("one", 2, LONG);
    long other = leases().join("other", 1, LONG);
    leases().acquire(one, Range.SHARED, 128);
    stores.kill(one);
    assertThat(leases().acquire(other, 7)).isTrue();
    assertThat(leases().acquire(other, Range.SHARED, 128)).hasSize(127);
    assertThat(leases().heartbeat(one)).isFalse();
    leases().release(other, Set.of(7));
    assertThat(leases().acquire(one, 7)).isFalse();
    assertThat(leases().acquireShare(one, Range.SHARED).taken()).isEmpty();
    assertThat(stores.executions().commit(new Lease(one, 1), 1, List.of(), List.of())).isFalse();
  }

  @Test
  @DisplayName("a process takes a private partition that nobody left unfinished work in")
  void unfinishedWorkIsLeftToServers() {
    RandomRows rows = new RandomRows(1);
    long one = leases().join("one", 1, LONG);
    assertThat(leases().acquire(one, FOUR, 4)).hasSize(4);
    Execution unfinished = rows.execution(ExecutionId.of(1_760_000_000_000L, 128, 0));
    Execution finished =
        rows.execution(ExecutionId.of(1_760_000_000_000L, 129, 0))
            .ended(ExecutionStatus.COMPLETED, MapValue.EMPTY, null, rows.moment());
    stores
        .executions()
        .commit(
            new Lease(one, 0),
            1,
            List.of(
                ExecutionStoreContract.of(unfinished, true),
                ExecutionStoreContract.of(finished, true)),
            List.of());
    leases().leave(one);
    long run = leases().join("run", 1, LONG);
    assertThat(leases().acquire(run, FOUR, 1)).containsExactly(129);
    long server = leases().join("server", 1, LONG);
    assertThat(leases().acquireAbandoned(server, FOUR)).containsExactly(128);
    assertThat(leases().acquireAbandoned(server, FOUR)).isEmpty();
  }

  @Test
  @DisplayName("U-09: nodes share partitions out, and hand over what is more than their share")
  void partitionsAreShared() {
    long one = leases().join("one", 1, LONG);
    long other = leases().join("other", 1, LONG);
    LeaseStore.Share alone = leases().acquireShare(one, Range.SHARED);
    assertThat(alone.taken()).hasSize(128);
    assertThat(alone.fair()).isEqualTo(128);
    assertThat(leases().acquireShare(other, Range.SHARED))
        .isEqualTo(new LeaseStore.Share(Set.of(), 64));
    assertThat(leases().acquireShare(one, Range.SHARED))
        .isEqualTo(new LeaseStore.Share(Set.of(), 64));
    leases().release(one, Set.of(3, 4, 5));
    assertThat(leases().held(one)).hasSize(125).doesNotContain(3, 4, 5);
    assertThat(leases().acquireShare(one, Range.SHARED).taken()).isEmpty();
    leases().release(other, Set.of(7));
    assertThat(leases().held(one)).contains(7);
    assertThat(leases().acquireShare(other, Range.SHARED).taken()).containsExactly(3, 4, 5);
    assertThat(leases().held(other)).containsExactly(3, 4, 5);
    assertThat(leases().held(one)).hasSize(125);
  }

  @Test
  @DisplayName("U-09: the share of a node that died goes to the first who comes, who then shares")
  void theShareOfTheDeadGoesToTheOthers() {
    long one = leases().join("one", 1, LONG);
    long other = leases().join("other", 1, LONG);
    long third = leases().join("third", 1, LONG);
    leases().acquireShare(one, Range.SHARED);
    leases().acquireShare(other, Range.SHARED);
    leases().acquireShare(third, Range.SHARED);
    stores.kill(one);
    LeaseStore.Share all = leases().acquireShare(other, Range.SHARED);
    assertThat(all.taken()).hasSize(128);
    assertThat(all.fair()).isEqualTo(64);
    leases().release(other, Set.of(1, 2, 3));
    assertThat(leases().acquireShare(other, Range.SHARED).taken()).isEmpty();
    assertThat(leases().acquireShare(third, Range.SHARED).taken()).containsExactly(1, 2, 3);
    assertThat(leases().heartbeat(one)).isFalse();
  }

  @Test
  @DisplayName("two nodes that join at once never own the same partition")
  void noPartitionIsTakenTwice() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 10; round++) {
        CyclicBarrier together = new CyclicBarrier(4);
        List<Future<Taken>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          takers.add(
              threads.submit(() -> {
                together.await();
                long node = leases().join("taker", 1, LONG);
                List<Integer> taken = new ArrayList<>(leases().acquire(node, FOUR, 4));
                taken.addAll(leases().acquireAbandoned(node, FOUR));
                return new Taken(node, taken);
              }));
        }
        List<Integer> all = new ArrayList<>();
        for (Future<Taken> taker : takers) {
          all.addAll(taker.get(30, TimeUnit.SECONDS).partitions());
        }
        assertThat(all).containsExactlyInAnyOrder(128, 129, 130, 131);
        for (Future<Taken> taker : takers) {
          leases().leave(taker.get().node());
        }
      }
    }
  }

  private record Taken(long node, List<Integer> partitions) {}

  @Test
  void messagesStayUntilTheyAreAnswered() {
    Inbox inbox = stores.inbox();
    ExecutionId one = ExecutionId.of(1_760_000_000_000L, 3, 0);
    ExecutionId other = ExecutionId.of(1_760_000_000_000L, 4, 0);
    long first = inbox.post(one, "{\"do\":\"résumé\"}");
    long second = inbox.post(other, "{}");
    long third = inbox.post(one, "{}");
    assertThat(inbox.read(Set.of(3)))
        .containsExactly(
            new Inbox.Message(first, one, "{\"do\":\"résumé\"}"),
            new Inbox.Message(third, one, "{}"));
    assertThat(inbox.read(Set.of(3, 4))).hasSize(3);
    assertThat(inbox.await(second, Duration.ofMillis(1))).isEmpty();
    answer(second, "done");
    assertThat(inbox.await(second, Duration.ofSeconds(5))).contains("done");
    assertThat(inbox.read(Set.of(4))).isEmpty();
    assertThat(inbox.read(Set.of())).isEmpty();
  }

  private void answer(long message, String answer) {
    long node = leases().join("owner", 1, LONG);
    stores
        .executions()
        .commit(new Lease(node, 0), 1, List.of(), List.of(new Answered(message, answer)));
  }

  @Test
  void aPostWakesWhoListens() throws Exception {
    CountDownLatch woken = new CountDownLatch(1);
    ExecutionId id = ExecutionId.of(1_760_000_000_000L, 3, 0);
    Runnable onceThere =
        () -> {
          if (!stores.inbox().read(Set.of(3)).isEmpty()) {
            woken.countDown();
          }
        };
    try (AutoCloseable listening = stores.inbox().listen(onceThere)) {
      assertThat(listening).isNotNull();
      stores.inbox().post(id, "{}");
      assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void linesAreReadInOrder() {
    RandomRows rows = new RandomRows(2);
    ExecutionId id = rows.id();
    TaskKey task = TaskKey.first(1, 1);
    List<LogStore.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      LogLine line =
          new LogLine(
              rows.moment(),
              i % 3 == 0 ? LogLine.Stream.STDERR : LogLine.Stream.STDOUT,
              "line " + i);
      entries.add(new LogStore.Entry(id, i % 2 == 0 ? task : null, line));
    }
    stores.logs().append(entries);
    List<LogStore.Numbered> all = stores.logs().read(id, null, 0, 100);
    assertThat(all).extracting(LogStore.Numbered::entry).isEqualTo(entries);
    assertThat(stores.logs().read(id, null, all.get(4).number(), 3)).isEqualTo(all.subList(5, 8));
    assertThat(stores.logs().read(id, task, 0, 100)).hasSize(10);
    assertThat(stores.logs().read(rows.id(), null, 0, 100)).isEmpty();
  }
}
