package dev.heddle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore.Answered;
import dev.heddle.engine.port.ExecutionStore.Due;
import dev.heddle.engine.port.ExecutionStore.Fate;
import dev.heddle.engine.port.ExecutionStore.Stored;
import dev.heddle.engine.port.ExecutionStore.Unavailable;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the engine relies on when it writes and reads executions (design 2.3, S1-117 … S1-124). */
public abstract class ExecutionStoreContract extends StoresContract {

  private static Changes updates(
      Execution execution, List<TaskExecution> updated, List<Inquiry> closed) {
    return new Changes(
        execution.id(), execution, false, List.of(), updated, List.of(), closed, List.of());
  }

  private Stored load(ExecutionId id) {
    return stores.executions().load(id).orElseThrow();
  }

  @Test
  @DisplayName("S1-118: whatever is written is read back as it was, in every column")
  void everyColumnSurvives() {
    writeAndReadEverything();
  }

  /** Writes executions with every kind of content, secrets among it. */
  protected final void writeAndReadEverything() {
    for (long seed = 0; seed < 60; seed++) {
      RandomRows rows = new RandomRows(seed);
      Changes written = rows.changes(rows.id(), (int) (seed % 7));
      assertThat(commit(written)).isTrue();
      assertStored(seed, written.id(), recorded(written), written.inserted(), written.opened());

      Execution changed = rows.change(load(written.id()).execution());
      List<TaskExecution> tasks = written.inserted().stream().map(rows::change).toList();
      List<Inquiry> closed = written.opened().stream().map(rows::close).toList();
      assertThat(commit(updates(changed, tasks, closed))).isTrue();
      assertStored(seed, written.id(), changed, tasks, closed);

      List<TaskExecution> ended = tasks.stream().map(rows::end).toList();
      Execution end = changed.ended(ExecutionStatus.FAILED, rows.map(2), null, rows.moment());
      assertThat(commit(updates(end, ended, List.of()))).isTrue();
      assertStored(seed, written.id(), end, ended, closed);
    }
  }

  private static Execution recorded(Changes changes) {
    return Objects.requireNonNull(changes.execution());
  }

  private void assertStored(
      long seed,
      ExecutionId id,
      Execution execution,
      List<TaskExecution> tasks,
      List<Inquiry> inquiries) {
    Stored stored = load(id);
    assertThat(stored.execution()).as("seed %d", seed).isEqualTo(execution);
    assertThat(stored.tasks()).as("seed %d", seed).containsExactlyElementsOf(tasks);
    assertThat(stored.inquiries()).as("seed %d", seed).containsExactlyElementsOf(inquiries);
    assertThat(stores.queries().execution(id)).contains(execution);
    assertThat(stores.queries().tasks(id)).containsExactlyElementsOf(tasks);
    assertThat(stores.queries().tasks(List.of(id, new ExecutionId(0))))
        .isEqualTo(tasks.isEmpty() ? Map.of() : Map.of(id, tasks));
    for (Inquiry inquiry : inquiries) {
      assertThat(stores.queries().inquiry(inquiry.id())).contains(inquiry);
    }
  }

  @Test
  void textsOfManyMegabytesSurvive() {
    RandomRows rows = new RandomRows(1);
    MapValue huge = Value.map("text", Value.of("ü\u0000".repeat(2_000_000)));
    Execution execution = rows.execution(rows.id());
    commit(of(execution, true));
    Execution ended = execution.ended(ExecutionStatus.COMPLETED, huge, null, execution.startedAt());
    commit(of(ended, false));
    assertThat(load(execution.id()).execution()).isEqualTo(ended);
  }

  @Test
  @DisplayName("a question with characters that no database keeps is asked all the same")
  void promptsMayHoldAnything() {
    RandomRows rows = new RandomRows(2);
    Changes changes = rows.changes(rows.id(), 1);
    Inquiry inquiry = changes.opened().getFirst();
    Inquiry odd =
        new Inquiry(
            inquiry.id(),
            inquiry.task(),
            "a\u0000b\uD800c",
            inquiry.schema(),
            "d\u0000e",
            InquiryStatus.PENDING,
            inquiry.createdAt(),
            null,
            null);
    commit(
        new Changes(
            changes.id(),
            changes.execution(),
            true,
            changes.inserted(),
            List.of(),
            List.of(odd),
            List.of(),
            List.of("note\u0000")));
    assertThat(load(changes.id()).inquiries().getFirst().prompt()).startsWith("a").endsWith("c");
  }

  @Test
  void manyExecutionsAreWrittenAtOnce() {
    RandomRows rows = new RandomRows(3);
    List<Changes> batch = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      batch.add(rows.changes(rows.id(), i % 5));
    }
    assertThat(commit(batch.toArray(Changes[]::new))).isTrue();
    for (Changes changes : batch) {
      assertThat(load(changes.id()).execution()).isEqualTo(changes.execution());
      assertThat(load(changes.id()).tasks()).hasSameSizeAs(changes.inserted());
    }
  }

  @Test
  @DisplayName("S1-124: a lane that has lost its lease writes nothing at all")
  void fencedLanesWriteNothing() {
    RandomRows rows = new RandomRows(4);
    Changes changes = rows.changes(rows.id(), 3);
    long message = stores.inbox().post(changes.id(), "{}");
    stores.kill(lease.node());
    long next = stores.leases().join("next", 1, Duration.ofMinutes(1));
    assertThat(stores.leases().acquire(next, ALL, 256)).hasSize(256);
    assertThat(
            stores
                .executions()
                .commit(lease, 1, List.of(changes), List.of(new Answered(message, "{}"))))
        .isFalse();
    assertThat(stores.executions().load(changes.id())).isEmpty();
    assertThat(stores.queries().inquiry(changes.opened().getFirst().id())).isEmpty();
    assertThat(stores.logs().read(changes.id(), null, 0, 10)).isEmpty();
    assertThat(stores.inbox().read(Set.of(changes.id().partition()))).hasSize(1);
    assertThat(stores.executions().settle(lease, 1)).isEqualTo(Fate.FENCED);
  }

  @Test
  @DisplayName("S1-124: a commit is written or given up, and then never written late")
  void commitsAreSettled() {
    RandomRows rows = new RandomRows(5);
    Changes first = rows.changes(rows.id(), 1);
    assertThat(commit(first)).isTrue();
    assertThat(stores.executions().settle(lease, 1)).isEqualTo(Fate.WRITTEN);
    Changes late = rows.changes(rows.id(), 1);
    assertThat(stores.executions().settle(lease, 2)).isEqualTo(Fate.GIVEN_UP);
    assertThat(stores.executions().settle(lease, 2)).isEqualTo(Fate.GIVEN_UP);
    assertThat(stores.executions().commit(lease, 2, List.of(late), List.of())).isFalse();
    assertThat(stores.executions().load(late.id())).isEmpty();
    assertThat(stores.executions().commit(lease, 3, List.of(late), List.of())).isTrue();
    assertThat(stores.executions().settle(lease, 3)).isEqualTo(Fate.WRITTEN);
  }

  @Test
  @DisplayName("S1-066: a row that is there already refuses everything written with it")
  void oneBadRowRefusesAll() {
    RandomRows rows = new RandomRows(6);
    Changes there = rows.changes(rows.id(), 2);
    commit(there);
    Changes good = rows.changes(rows.id(), 2);
    long message = stores.inbox().post(good.id(), "{}");
    Changes again =
        new Changes(
            there.id(),
            null,
            false,
            there.inserted(),
            List.of(),
            List.of(),
            List.of(),
            List.of("note"));
    assertThatThrownBy(() ->
            stores
                .executions()
                .commit(
                    lease, ++commits, List.of(good, again), List.of(new Answered(message, "{}"))))
        .isNotInstanceOf(Unavailable.class);
    assertThat(stores.executions().load(good.id())).isEmpty();
    assertThat(stores.queries().inquiry(good.opened().getFirst().id())).isEmpty();
    assertThat(stores.inbox().read(Set.of(good.id().partition()))).hasSize(1);
    assertThat(commit(good)).as("the lane goes on").isTrue();
  }

  @Test
  void notesAndAnswersAreWrittenWithTheRows() {
    RandomRows rows = new RandomRows(7);
    Changes changes = rows.changes(rows.id(), 1);
    long message = stores.inbox().post(changes.id(), "{}");
    stores
        .executions()
        .commit(lease, ++commits, List.of(changes), List.of(new Answered(message, "yes")));
    assertThat(stores.inbox().await(message, Duration.ofSeconds(5))).contains("yes");
    assertThat(stores.logs().read(changes.id(), null, 0, 10))
        .extracting(line -> line.entry().line().text())
        .isEqualTo(changes.notes());
  }

  @Test
  @DisplayName("S1-097: what is due is found by its moment, the earliest first")
  void dueExecutionsAreFound() {
    RandomRows rows = new RandomRows(8);
    Instant now = rows.moment();
    List<ExecutionId> ids = new ArrayList<>();
    for (long seconds : new long[] {30, 10, 20, 90}) {
      Execution execution = rows.execution(rows.id()).withWakeAt(now.plusSeconds(seconds));
      ids.add(execution.id());
      commit(of(execution, true));
    }
    Execution ended =
        rows.execution(rows.id())
            .ended(ExecutionStatus.FAILED, MapValue.EMPTY, null, now)
            .withWakeAt(now);
    commit(of(ended, true));
    List<Integer> partitions = ids.stream().map(ExecutionId::partition).toList();
    assertThat(stores.executions().due(partitions, now.plusSeconds(60), 10))
        .containsExactly(
            new Due(now.plusSeconds(10), ids.get(1)),
            new Due(now.plusSeconds(20), ids.get(2)),
            new Due(now.plusSeconds(30), ids.get(0)));
    assertThat(stores.executions().due(partitions, now.plusSeconds(60), 1)).hasSize(1);
    assertThat(stores.executions().due(List.of(), now.plusSeconds(60), 10)).isEmpty();
  }

  @Test
  void executionsWithAttemptsHandedOutAreFound() {
    RandomRows rows = new RandomRows(9);
    List<ExecutionId> handedOut = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Changes changes = rows.changes(rows.id(), 2);
      commit(changes);
      if (changes.inserted().stream()
          .anyMatch(task -> task.status().isDispatched() && task.child() == null)) {
        handedOut.add(changes.id());
      }
    }
    List<Integer> all = LongStream.range(0, 256).mapToObj(number -> (int) number).toList();
    assertThat(handedOut).isNotEmpty();
    assertThat(stores.executions().dispatched(all)).containsExactlyInAnyOrderElementsOf(handedOut);
    assertThat(stores.executions().dispatched(List.of())).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    RandomRows rows = new RandomRows(12);
    ExecutionId id = rows.id();
    assertThat(stores.executions().load(id)).isEmpty();
    assertThat(stores.queries().execution(id)).isEmpty();
    assertThat(stores.queries().tasks(id)).isEmpty();
    assertThat(stores.queries().children(id)).isEmpty();
    assertThat(stores.queries().inquiry(new AttemptId(id, rows.key(1)))).isEmpty();
  }
}
