package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.policy.Turnstile;
import dev.heddle.engine.port.ClaimStore.Queue;
import dev.heddle.engine.port.Report;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.policy.Policy;
import dev.heddle.model.policy.Policy.Concurrency;
import dev.heddle.model.policy.Policy.Method;
import dev.heddle.model.policy.Policy.Quota;
import dev.heddle.model.policy.Policy.Rate;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may begin under policies, with an engine that is stepped by hand. */
final class PolicyTest {

  private static final String CALL =
      """
      - {name: work, action: t.work, input: {customer: "{{ parameters.customer }}"}}
      """;

  private final Workbench bench = new Workbench();
  private final long flow =
      bench.flow(
          "ref: test.flow\nlabel: T\nversion: '1'\nparameters: {customer: {type: string}}\ntasks:\n"
              + CALL.indent(2));

  private static Policy concurrency(int limit, Method method, String... parameters) {
    return policy(
        Optional.of(new Concurrency(limit, method, List.of(parameters))), Optional.empty());
  }

  private static Policy policy(
      Optional<Concurrency> concurrency, Optional<Rate> rate, Quota... quotas) {
    return new Policy(
        "t.limit",
        "Limit",
        new Policy.Scope.OfAction("t.work"),
        concurrency,
        rate,
        List.of(quotas),
        0,
        true);
  }

  private ExecutionId start(String customer) {
    ExecutionId id = bench.start(flow, Value.map("customer", Value.of(customer)));
    bench.admit();
    return id;
  }

  private List<ExecutionId> underWay() {
    return bench.runner.running().stream().map(each -> each.attempt().execution()).toList();
  }

  private void end(ExecutionId id, Report report) {
    bench.runner.end(
        bench.runner.running().stream()
            .filter(each -> each.attempt().execution().equals(id))
            .findFirst()
            .orElseThrow()
            .attempt(),
        report);
    bench.engine().settle();
    bench.admit();
  }

  private Queue queue() {
    return bench.store.claims().queue("t.limit", 100);
  }

  @Test
  @DisplayName("S1-161: limit 1 by customer: two customers in parallel, the same one in order")
  void countsByParameter() {
    bench.policy(concurrency(1, Method.ENQUEUE, "customer"), "t.work");
    ExecutionId first = start("acme");
    ExecutionId second = start("acme");
    ExecutionId third = start("acme");
    ExecutionId other = start("globex");

    assertThat(underWay()).containsExactly(first, other);
    end(first, new Report.Succeeded(MapValue.EMPTY));
    assertThat(underWay()).containsExactly(other, second);
    end(second, new Report.Succeeded(MapValue.EMPTY));
    assertThat(underWay()).containsExactly(other, third);
  }

  @ParameterizedTest
  @ValueSource(strings = {"succeeded", "failed", "timed out", "cancelled", "abandoned", "killed"})
  @DisplayName("S1-161: the slot is free after every end")
  void everyEndFreesTheSlot(String how) {
    bench.policy(concurrency(1, Method.ENQUEUE), "t.work");
    ExecutionId first = start("a");
    ExecutionId second = start("b");
    Failure failure = Failure.of("broken", "broken");
    switch (how) {
      case "succeeded" -> end(first, new Report.Succeeded(MapValue.EMPTY));
      case "failed" -> end(first, new Report.Failed(failure, null));
      case "timed out" -> end(first, new Report.TimedOut(failure, null));
      case "cancelled" -> end(first, new Report.Cancelled(null));
      case "abandoned" -> {
        end(first, new Report.Abandoned(failure));
        assertThat(queue().waiting()).extracting(claim -> claim.execution()).contains(first);
      }
      default -> {
        bench.submit(
            first, new Command.Cancel("me", Optional.of(CancellationPolicy.CANCEL_RUNNING)));
        bench.engine().settle();
        if (underWay().contains(first)) {
          end(first, new Report.Cancelled(null));
        }
        bench.admit();
      }
    }
    assertThat(underWay()).containsExactly(second);
    assertThat(queue().held()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  @DisplayName("S1-161: cancel ends what finds no slot at once, with the policy in the message")
  void cancelsOrEnqueues(Method method) {
    bench.policy(concurrency(1, method), "t.work");
    start("a");
    ExecutionId second = start("b");

    assertThat(bench.status(second))
        .isEqualTo(method == Method.CANCEL ? ExecutionStatus.FAILED : ExecutionStatus.RUNNING);
    assertThat(bench.rows(second))
        .containsExactly(method == Method.CANCEL ? "work cancelled" : "work waiting");
    if (method == Method.CANCEL) {
      assertThat(bench.result(second)).contains("Policy t.limit allows at most 1 at once");
    }
  }

  @Test
  @DisplayName(
      "S1-162: the third in the window is cancelled, naming limit and window; later ones go on")
  void limitsTheRate() {
    Rate rate = new Rate(2, Duration.ofSeconds(60), Method.CANCEL);
    bench.policy(policy(Optional.empty(), Optional.of(rate)), "test.flow");
    start("a");
    start("b");
    ExecutionId third = start("c");
    assertThat(bench.status(third)).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(bench.result(third)).contains("Policy t.limit allows at most 2 in 60 seconds");

    bench.pass(Duration.ofSeconds(61));
    assertThat(bench.status(start("d"))).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  @DisplayName("S1-162: limits hold for executions that other workflows start")
  void limitsChildren() {
    long parent =
        bench.flow(
            """
            ref: test.parent
            label: P
            version: '1'
            tasks:
              - {name: one, action: test.child, input: {customer: a}}
              - {name: two, action: test.child, input: {customer: b}}
            """);
    bench.flow(
        "ref: test.child\nlabel: T\nversion: '1'\nparameters: {customer: {type: string}}\ntasks:\n"
            + CALL.indent(2));
    bench.policy(policy(Optional.empty(), Optional.empty(), total(1)), "test.child");
    ExecutionId id = bench.start(parent);
    bench.admit();

    assertThat(bench.rows(id)).containsExactly("one running", "two cancelled");
    bench.succeed("work");
    assertThat(bench.result(id)).contains("allows a quota of 1 executions in total");
  }

  private static Quota total(long limit) {
    return new Quota(Quota.Type.EXECUTIONS_TOTAL, limit);
  }

  @Test
  @DisplayName("S1-162: a quota of running executions counts those of all keys")
  void limitsRunning() {
    Quota quota = new Quota(Quota.Type.RUNNING_EXECUTIONS, 2);
    bench.policy(policy(Optional.empty(), Optional.empty(), quota), "test.flow");
    ExecutionId first = start("a");
    start("b");
    assertThat(bench.result(start("c"))).contains("a quota of 2 running executions");
    end(first, new Report.Succeeded(MapValue.EMPTY));
    assertThat(bench.status(start("d"))).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  @DisplayName("S1-117, S1-161: an execution is requested until its workflow has a slot")
  void executionsWait() {
    bench.policy(concurrency(1, Method.ENQUEUE), "test.flow");
    ExecutionId first = start("a");
    ExecutionId second = start("b");
    assertThat(bench.status(second)).isEqualTo(ExecutionStatus.REQUESTED);
    assertThat(bench.submit(second, new Command.Pause("me", ""))).isInstanceOf(Reply.Refused.class);
    bench.submit(second, new Command.Cancel("me", Optional.empty()));
    assertThat(bench.status(second)).isEqualTo(ExecutionStatus.CANCELLED);

    ExecutionId third = start("c");
    end(first, new Report.Failed(Failure.of("broken", "broken"), null));
    assertThat(underWay()).containsExactly(third);
    assertThat(bench.retry(first)).isInstanceOf(Reply.Done.class);
    bench.admit();
    assertThat(underWay()).containsExactly(third);
    end(third, new Report.Succeeded(MapValue.EMPTY));
    bench.succeed("work");
    bench.admit();
    assertThat(queue().held() + queue().queued()).isZero();
  }

  @Test
  @DisplayName("S1-124: a slot survives the engine; who was admitted and not told is told later")
  void survivesCrashes() {
    bench.policy(concurrency(1, Method.ENQUEUE), "t.work");
    ExecutionId first = start("a");
    ExecutionId second = bench.start(flow, Value.map("customer", Value.of("b")));
    bench.restart();
    bench.admit();
    assertThat(underWay()).containsExactly(first);

    bench.succeed("work");
    bench.store.claims().rule("t.limit", bench.clock.instant(), Turnstile::rule);
    bench.restart();
    bench.pass(Duration.ofSeconds(3));
    bench.admit();
    assertThat(underWay()).containsExactly(second);
  }

  @Test
  void aPausedExecutionKeepsItsPlaceAndGoesOnWhenResumed() {
    bench.policy(concurrency(1, Method.ENQUEUE), "t.work");
    ExecutionId first = start("a");
    ExecutionId second = start("b");
    bench.submit(second, new Command.Pause("me", ""));
    end(first, new Report.Succeeded(MapValue.EMPTY));
    assertThat(underWay()).isEmpty();
    bench.submit(second, new Command.Resume("me"));
    bench.pass(Duration.ofSeconds(3));
    bench.admit();
    assertThat(underWay()).containsExactly(second);
  }

  @Test
  void whatWaitsGoesOnWhenItsPolicyIsRemoved() {
    bench.policy(concurrency(1, Method.ENQUEUE), "t.work");
    ExecutionId first = start("a");
    ExecutionId second = start("b");
    bench.store.claims().remove("t.limit");
    bench.pass(Duration.ofSeconds(1));
    bench.admit();
    assertThat(underWay()).containsExactly(first, second);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  @DisplayName("S1-161: whatever happens, slots in use are live holders, and the line empties")
  void nothingLeaks(int limit) {
    for (long seed = 0; seed < 40; seed++) {
      new Ordeal(limit, seed).run();
    }
  }

  /** Random starts, ends, cancels, pauses, retries, reruns, crashes and lost rulings. */
  private static final class Ordeal {
    private final Random random;
    private final int limit;
    private final String seed;
    private final PolicyTest test = new PolicyTest();
    private final Workbench bench = test.bench;
    private final List<ExecutionId> started = new ArrayList<>();

    Ordeal(int limit, long seed) {
      this.limit = limit;
      this.seed = "limit " + limit + ", seed " + seed;
      this.random = new Random(seed * 31 + limit);
      String ref = random.nextBoolean() ? "t.work" : "test.flow";
      String[] keys = random.nextBoolean() ? new String[] {"customer"} : new String[0];
      bench.policy(concurrency(limit, Method.ENQUEUE, keys), ref);
    }

    void run() {
      for (int step = 0; step < 150; step++) {
        next();
        bench.engine().settle();
        check();
      }
      for (ExecutionId id : started) {
        bench.submit(id, new Command.Resume("me"));
      }
      for (int round = 0; round < 400 && !isOver(); round++) {
        bench.pass(Duration.ofSeconds(3));
        bench.admit();
        check();
        bench.runner.running().stream()
            .findFirst()
            .ifPresent(
                each -> bench.runner.end(each.attempt(), new Report.Succeeded(MapValue.EMPTY)));
        bench.engine().settle();
      }
      assertThat(isOver()).as(seed).isTrue();
      bench.store.claims().tidy();
      assertThat(test.queue().held() + test.queue().queued()).as(seed).isZero();
    }

    private boolean isOver() {
      return started.stream().allMatch(id -> bench.status(id).isTerminal());
    }

    private void next() {
      Failure failure = Failure.of("broken", "broken");
      switch (random.nextInt(12)) {
        case 0, 1, 2 ->
            started.add(
                bench.start(test.flow, Value.map("customer", Value.of("c" + random.nextInt(3)))));
        case 3, 4 -> bench.admit();
        case 5 -> end(new Report.Succeeded(MapValue.EMPTY));
        case 6 -> end(new Report.Failed(failure, null));
        case 7 -> end(new Report.Abandoned(failure));
        case 8 -> command(new Command.Cancel("me", Optional.empty()));
        case 9 ->
            command(random.nextBoolean() ? new Command.Pause("me", "") : new Command.Resume("me"));
        case 10 -> {
          bench.store.claims().rule("t.limit", bench.clock.instant(), Turnstile::rule);
          bench.restart();
        }
        default -> {
          bench.pass(Duration.ofSeconds(random.nextInt(4)));
          if (!started.isEmpty() && again() instanceof Reply.Done(var execution)) {
            started.add(execution.id());
          }
        }
      }
    }

    private Reply again() {
      return random.nextBoolean()
          ? bench.retry(any())
          : bench.rerun(any(), new Rerun("work", 1, MapValue.EMPTY));
    }

    private ExecutionId any() {
      return started.get(random.nextInt(started.size()));
    }

    private void end(Report report) {
      List<dev.heddle.engine.port.Assignment> running = bench.runner.running();
      if (!running.isEmpty()) {
        bench.runner.end(running.get(random.nextInt(running.size())).attempt(), report);
      }
    }

    private void command(Command command) {
      if (!started.isEmpty()) {
        bench.submit(any(), command);
      }
    }

    private void check() {
      Map<String, Long> held =
          bench.store.claims().queue("t.limit", 10_000).holders().stream()
              .collect(Collectors.groupingBy(each -> each.claim().key(), Collectors.counting()));
      held.values().forEach(count -> assertThat(count).as(seed).isLessThanOrEqualTo(limit));
      long slots = held.values().stream().mapToLong(Long::longValue).sum();
      assertThat((long) bench.runner.running().size()).as(seed).isLessThanOrEqualTo(slots);
    }
  }
}
