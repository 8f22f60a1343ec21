package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.port.ClaimStore.Queue;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.policy.Policy;
import dev.heddle.model.policy.Policy.Concurrency;
import dev.heddle.model.policy.Policy.Method;
import dev.heddle.model.policy.Policy.Quota;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever brings a workflow under a policy to run, it is admitted first. */
final class EveryWayInTest {

  private static final MapValue EDITED = Value.map("x", Value.of(9));

  private final Workbench bench = new Workbench();
  private final long limited =
      bench.flow(
          """
          ref: test.limited
          label: L
          version: '1'
          tasks:
            - {name: before, action: t.before, on_success: work}
            - {name: work, action: t.work, input: {x: 1}}
          """);

  /** How an execution of a limited workflow comes to run. */
  enum Way {
    /** By a person. */
    STARTED(true),
    /** By a rule, a schedule or a queue, which fix the id before. */
    STARTED_ONCE(true),
    RETRIED(false),
    RERUN_FROM_A_TASK(false),
    CALLED(true),
    CALLED_FOR_AN_ITEM(true),
    CALLED_BY_A_MEMBER(true),
    CALLED_AGAIN_BY_A_RETRIED_TASK(true),
    CONTINUED_WITH_ITS_PARENT(false),
    CALLED_BY_A_PARENT_RERUN_FROM_ITS_TASK(true),
    CONTINUED_WITH_A_PARENT_RERUN_FROM_ANOTHER_TASK(false);

    /** Whether the workflow begins at its beginning. */
    private final boolean fresh;

    Way(boolean fresh) {
      this.fresh = fresh;
    }
  }

  private void limit(Optional<Concurrency> concurrency, Quota... quotas) {
    Policy policy =
        new Policy(
            "t.limit",
            "Limit",
            new Policy.Scope.OfAction("test.limited"),
            concurrency,
            Optional.empty(),
            List.of(quotas),
            0,
            true);
    bench.policy(policy, "test.limited");
  }

  private Queue queue() {
    return bench.store.claims().queue("t.limit", 10);
  }

  private ExecutionId parent(String task) {
    ExecutionId id =
        bench.start(
            bench.flow("ref: test.parent\nlabel: P\nversion: '1'\ntasks:\n" + task.indent(2)));
    bench.admit();
    return id;
  }

  /** Runs the limited workflow to where it failed. */
  private void failAtWork() {
    bench.admit();
    bench.succeed("before");
    bench.fail("work");
  }

  private static void assertDone(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Done.class);
  }

  /** What has to lie before; what it returns then asks for the limited workflow to run. */
  private Runnable prepare(Way way) {
    return switch (way) {
      case STARTED -> () -> bench.start(limited);
      case STARTED_ONCE -> this::startOnce;
      case RETRIED -> {
        ExecutionId failed = bench.start(limited);
        failAtWork();
        yield () -> assertDone(bench.retry(failed));
      }
      case RERUN_FROM_A_TASK -> {
        ExecutionId failed = bench.start(limited);
        failAtWork();
        yield () -> assertDone(bench.rerun(failed, new Rerun("work", 1, EDITED)));
      }
      case CALLED -> () -> parent("- {name: call, action: test.limited}");
      case CALLED_FOR_AN_ITEM ->
          () -> parent("- {name: call, action: test.limited, with_items: [1]}");
      case CALLED_BY_A_MEMBER ->
          () -> parent("- {name: g, type: parallel, tasks: [{name: call, action: test.limited}]}");
      case CALLED_AGAIN_BY_A_RETRIED_TASK -> {
        parent("- {name: call, action: test.limited, retry: {count: 1, delay: 5}}");
        failAtWork();
        yield () -> bench.pass(Duration.ofSeconds(5));
      }
      case CONTINUED_WITH_ITS_PARENT -> {
        ExecutionId failed = parent("- {name: call, action: test.limited}");
        failAtWork();
        yield () -> assertDone(bench.retry(failed));
      }
      case CALLED_BY_A_PARENT_RERUN_FROM_ITS_TASK -> {
        ExecutionId failed = parent("- {name: call, action: test.limited}");
        failAtWork();
        yield () -> assertDone(bench.rerun(failed, new Rerun("call", 1, MapValue.EMPTY)));
      }
      case CONTINUED_WITH_A_PARENT_RERUN_FROM_ANOTHER_TASK -> {
        ExecutionId failed =
            parent("- {name: call, action: test.limited}\n- {name: other, action: core.noop}");
        failAtWork();
        bench.succeed("other");
        yield () -> {
          assertDone(bench.rerun(failed, new Rerun("other", 1, MapValue.EMPTY)));
          bench.succeed("other");
        };
      }
    };
  }

  private void startOnce() {
    Engine.Start start =
        new Engine.Start(limited, MapValue.EMPTY, Execution.Origin.startedBy("rule"), true);
    CompletableFuture<Reply> reply = bench.engine().startAs(bench.engine().newId(), start);
    bench.engine().settle();
    assertDone(reply.join());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S1-161, S1-162: every way to run waits for a slot, also through a crash")
  void waitsForASlot(Way way) {
    limit(Optional.of(new Concurrency(1, Method.ENQUEUE, List.of())));
    Runnable ask = prepare(way);
    assertThat(queue().held() + queue().queued()).isZero();
    ExecutionId holder = bench.start(limited);
    bench.admit();

    ask.run();
    bench.admit();
    assertThat(bench.running()).containsExactly("before");
    assertThat(queue().held()).isEqualTo(1);
    assertThat(queue().queued()).isEqualTo(1);
    bench.restart();
    bench.admit();
    assertThat(bench.running()).containsExactly("before");

    bench.succeed("before", "work");
    assertThat(bench.status(holder)).isEqualTo(ExecutionStatus.COMPLETED);
    bench.restart();
    bench.admit();
    assertThat(bench.running()).containsExactly(way.fresh ? "before" : "work");
    assertThat(queue().held()).isEqualTo(1);
    if (way.fresh) {
      bench.succeed("before");
    }
    Value x = way == Way.RERUN_FROM_A_TASK ? Value.of(9) : Value.of(1);
    assertThat(bench.assignment("work").input().get("x")).isEqualTo(x);
    bench.succeed("work");
    bench.admit();
    assertThat(bench.running()).isEmpty();
    assertThat(queue().held() + queue().queued()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S1-162: every way to run counts, and is denied once a quota is used up")
  void isDenied(Way way) {
    Runnable ask = prepare(way);
    limit(Optional.empty(), new Quota(Quota.Type.EXECUTIONS_TOTAL, 1));
    bench.start(limited);
    bench.admit();
    bench.succeed("before", "work");

    ask.run();
    bench.admit();
    assertThat(bench.running()).isEmpty();
    assertThat(queue().held() + queue().queued()).isZero();
  }

  @Test
  @DisplayName("S1-122: what waits to continue a nested execution can be cancelled")
  void isCancelledWhileItWaits() {
    limit(Optional.of(new Concurrency(1, Method.ENQUEUE, List.of())));
    ExecutionId failed = parent("- {name: call, action: test.limited}");
    failAtWork();
    bench.start(limited);
    bench.admit();
    Reply reply = bench.retry(failed);
    assertDone(reply);
    ExecutionId waiting = ((Reply.Done) reply).execution().id();
    assertThat(bench.rows(waiting)).containsExactly("call waiting");

    bench.submit(waiting, new Command.Cancel("me", Optional.of(CancellationPolicy.CANCEL_RUNNING)));
    assertThat(bench.status(waiting)).isEqualTo(ExecutionStatus.CANCELLED);
    bench.succeed("before", "work");
    bench.admit();
    assertThat(bench.running()).isEmpty();
    assertThat(queue().held() + queue().queued()).isZero();
  }
}
