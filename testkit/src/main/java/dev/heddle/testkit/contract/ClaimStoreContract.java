package dev.heddle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.policy.Turnstile;
import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ClaimStore;
import dev.heddle.engine.port.ClaimStore.Holder;
import dev.heddle.engine.port.ClaimStore.Queue;
import dev.heddle.engine.port.ClaimStore.Ruling;
import dev.heddle.engine.port.ClaimStore.Standing;
import dev.heddle.engine.port.ExecutionStore.Lease;
import dev.heddle.engine.port.LeaseStore.Range;
import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.Execution.Hold;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskExecution.Progress;
import dev.heddle.model.execution.TaskExecution.Times;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.model.policy.Policy;
import dev.heddle.model.policy.Policy.Concurrency;
import dev.heddle.model.policy.Policy.Method;
import dev.heddle.model.policy.Policy.Quota;
import dev.heddle.model.policy.Policy.Rate;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What policies rely on when they count who holds slots (S1-160 … S1-162, ADR 0080). */
public abstract class ClaimStoreContract {

  private static final String POLICY = "t.limit";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  private Stores stores;

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  private Lease lease;

  private long commits;
  private int made;

  /** An implementation without any rows. */
  protected abstract Stores open();

  /** Those of the stores that were opened last. */
  protected abstract ClaimStore claims();

  /** Puts a policy into force. */
  protected abstract void put(Policy policy);

  @BeforeEach
  void join() {
    stores = open();
    long node = stores.leases().join("one", 1, Duration.ofMinutes(1));
    stores.leases().acquire(node, new Range(0, 256), 256);
    lease = new Lease(node, 0);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private static Policy enqueue(int limit, String... parameters) {
    return policy(
        Optional.of(new Concurrency(limit, Method.ENQUEUE, List.of(parameters))), Optional.empty());
  }

  private static Policy policy(
      Optional<Concurrency> concurrency, Optional<Rate> rate, Quota... quotas) {
    return new Policy(
        POLICY,
        "",
        new Policy.Scope.OfAction("t.work"),
        concurrency,
        rate,
        List.of(quotas),
        0,
        true);
  }

  private void commit(Changes... changes) {
    assertThat(stores.executions().commit(lease, ++commits, List.of(changes), List.of())).isTrue();
  }

  /** An attempt of an execution of its own that waits for a slot. */
  private Claim waits(String key) {
    Changes changes = waiting(key);
    commit(changes);
    return changes.claims().getFirst();
  }

  private Claim waits(String key, int priority) {
    Changes changes = waiting(key, priority);
    commit(changes);
    return changes.claims().getFirst();
  }

  private Changes waiting(String key) {
    return waiting(key, 0);
  }

  private Changes waiting(String key, int priority) {
    int number = ++made;
    ExecutionId id = ExecutionId.of(START.toEpochMilli() + number, number % 256, 0);
    TaskKey task = TaskKey.first(0, 1);
    Execution execution =
        new Execution(
            id,
            "t.flow",
            1,
            Execution.Origin.startedBy("tester").withPriority(priority),
            MapValue.EMPTY,
            MapValue.EMPTY,
            ExecutionStatus.RUNNING,
            null,
            null,
            null,
            START,
            null,
            null,
            null);
    TaskExecution attempt =
        new TaskExecution(
            task,
            "work",
            TaskStatus.WAITING,
            null,
            MapValue.EMPTY,
            null,
            null,
            null,
            0,
            List.of(),
            Times.scheduled(START),
            Progress.scheduled(1));
    return new Changes(
        id,
        execution,
        true,
        List.of(attempt),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Claim(id, task, POLICY, key, priority, START)));
  }

  private void change(Claim claim, UnaryOperator<Execution> change) {
    Execution before = stores.queries().execution(claim.execution()).orElseThrow();
    commit(of(change.apply(before), List.of()));
  }

  /** The attempt of a claim ends. */
  private void end(Claim claim) {
    Execution before = stores.queries().execution(claim.execution()).orElseThrow();
    TaskExecution task = stores.queries().tasks(claim.execution()).getFirst();
    commit(
        of(
            before,
            List.of(task.ended(TaskStatus.COMPLETED, MapValue.EMPTY, null, START, START, 2))));
  }

  private static Changes of(Execution execution, List<TaskExecution> updated) {
    return new Changes(
        execution.id(), execution, false, List.of(), updated, List.of(), List.of(), List.of());
  }

  private List<Ruling> rule(Instant now) {
    return claims().rule(POLICY, now, Turnstile::rule).orElseThrow();
  }

  private List<Claim> admitted(Instant now) {
    return rule(now).stream().filter(ruling -> ruling.denial() == null).map(Ruling::claim).toList();
  }

  private static List<ExecutionId> ids(List<Claim> claims) {
    return claims.stream().map(Claim::execution).toList();
  }

  @Test
  @DisplayName("S1-161: slots are given in order, and are free again when their holders have ended")
  void slotsAreLiveHolders() {
    put(enqueue(2));
    List<Claim> all = List.of(waits(""), waits(""), waits(""), waits(""));
    assertThat(claims().waiting()).containsExactly(POLICY);
    assertThat(ids(admitted(START))).isEqualTo(ids(all.subList(0, 2)));
    assertThat(rule(START)).as("the line is full").isEmpty();

    end(all.getFirst());
    assertThat(ids(admitted(START))).containsExactly(all.get(2).execution());
    Queue line = claims().queue(POLICY, 10);
    assertThat(line.holders())
        .extracting(Holder::claim)
        .extracting(Claim::execution)
        .containsExactly(all.get(1).execution(), all.get(2).execution());
    assertThat(line).returns(2L, Queue::held).returns(1L, Queue::queued);

    change(all.get(1), each -> each.ended(ExecutionStatus.CANCELLED, MapValue.EMPTY, null, START));
    assertThat(ids(admitted(START))).containsExactly(all.get(3).execution());
    assertThat(claims().tidy()).as("of those that have ended").isEqualTo(2);
    assertThat(claims().waiting()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "customer"})
  @DisplayName(
      "S1-161: of those that wait the highest priority is next, first come first served within")
  void theHighestPriorityIsNext(String parameter) {
    put(parameter.isEmpty() ? enqueue(1) : enqueue(1, parameter));
    Claim holder = waits("k", -1);
    assertThat(ids(admitted(START))).containsExactly(holder.execution());
    Claim low = waits("k", 0);
    Claim high = waits("k", 5);
    Claim alsoHigh = waits("k", 5);
    Claim middle = waits("k", 2);
    List<Claim> turns = List.of(high, alsoHigh, middle, low);

    assertThat(claims().queue(POLICY, 10).waiting())
        .extracting(Claim::execution)
        .isEqualTo(ids(turns));
    assertThat(turns)
        .extracting(each -> claims().standings(each.execution()).getFirst().ahead())
        .containsExactly(0L, 1L, 2L, 3L);
    end(holder);
    for (Claim next : turns) {
      assertThat(ids(admitted(START))).containsExactly(next.execution());
      end(next);
    }
  }

  @Test
  @DisplayName("S1-161: keys whose slots are all taken do not keep others from being seen")
  void fullKeysHideNobody() {
    put(enqueue(50, "customer"));
    List<Changes> crowd = new ArrayList<>();
    for (int key = 0; key < 21; key++) {
      for (int i = 0; i < 100; i++) {
        crowd.add(waiting("key" + key));
      }
    }
    commit(crowd.toArray(Changes[]::new));
    int given = 0;
    for (int more = rule(START).size(); more > 0; more = rule(START).size()) {
      given += more;
    }
    assertThat(given).isEqualTo(21 * 50);

    Claim late = waits("late");
    assertThat(ids(admitted(START))).containsExactly(late.execution());
  }

  @Test
  @DisplayName("S1-161: who is paused takes no slot; it has its place again when it goes on")
  void thePausedTakeNoSlot() {
    put(enqueue(1));
    Claim paused = waits("");
    Claim next = waits("");
    change(paused, each -> held(each, new Hold.Paused("me", "", START)));
    assertThat(ids(admitted(START))).containsExactly(next.execution());

    end(next);
    assertThat(rule(START)).isEmpty();
    change(paused, each -> held(each, null));
    assertThat(ids(admitted(START))).containsExactly(paused.execution());
  }

  private static Execution held(Execution execution, @Nullable Hold hold) {
    return execution.withHold(execution.status(), hold);
  }

  @Test
  @DisplayName("S1-162: slots given within the window count, denials do not")
  void ratesCountTheWindow() {
    put(policy(Optional.empty(), Optional.of(new Rate(2, Duration.ofSeconds(10), Method.CANCEL))));
    waits("");
    waits("");
    waits("");
    assertThat(rule(START))
        .extracting(ruling -> ruling.denial() == null)
        .containsExactly(true, true, false);
    waits("");
    assertThat(admitted(START.plusSeconds(9))).isEmpty();
    waits("");
    assertThat(admitted(START.plusSeconds(11))).hasSize(1);
  }

  @Test
  @DisplayName("S1-162: a quota counts all that were ever admitted")
  void quotasCountAll() {
    put(policy(Optional.empty(), Optional.empty(), new Quota(Quota.Type.EXECUTIONS_TOTAL, 2)));
    Claim first = waits("");
    waits("");
    assertThat(admitted(START)).hasSize(2);
    end(first);
    claims().tidy();
    waits("");
    assertThat(rule(START))
        .singleElement()
        .satisfies(ruling -> assertThat(ruling.denial()).contains("2 executions in total"));
  }

  @Test
  @DisplayName("S1-124: rulings that were not followed are found again, unless they cannot be")
  void theUnheard() {
    put(enqueue(3));
    Claim heard = waits("");
    Claim unheard = waits("");
    Claim paused = waits("");
    assertThat(admitted(START)).hasSize(3);
    TaskExecution task = stores.queries().tasks(heard.execution()).getFirst();
    commit(
        of(
            stores.queries().execution(heard.execution()).orElseThrow(),
            List.of(task.withStatus(TaskStatus.SCHEDULED, task.times()))));
    change(paused, each -> held(each, new Hold.Paused("me", "", START)));

    assertThat(claims().unheard(START, 10)).as("too early").isEmpty();
    assertThat(claims().unheard(START.plusSeconds(1), 10))
        .extracting(ruling -> ruling.claim().execution())
        .containsExactly(unheard.execution());
  }

  @Test
  void whoWaitsSeesWhoIsAheadAndWhoHolds() {
    put(enqueue(1, "customer"));
    Claim holder = waits("a");
    assertThat(admitted(START)).hasSize(1);
    waits("b");
    waits("a");
    Claim last = waits("a");
    Standing standing = claims().standings(last.execution()).getFirst();
    assertThat(standing.ahead()).isEqualTo(1);
    assertThat(standing.holders())
        .extracting(each -> each.claim().execution())
        .containsExactly(holder.execution());
  }

  @Test
  void withoutItsPolicyNothingIsLimited() {
    waits("");
    waits("");
    assertThat(admitted(START)).hasSize(2);
  }
}
