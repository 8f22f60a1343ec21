package dev.heddle.platform.executions;

import static dev.heddle.platform.executions.Bench.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.executions.Blocker.Code;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which an execution can stand still says what it waits for (issue 5, part 4). */
final class WaitingTest {

  private final Bench bench = new Bench();

  static Stream<Arguments> reasons() {
    return Stream.of(
        arguments(
            "- {name: ask, action: core.inquiry, input: {prompt: Go?, assigned_to: grace}}",
            "",
            Code.INQUIRY,
            "ask",
            "[grace]",
            "waits for an answer of grace"),
        arguments(
            "- {name: ask, action: core.inquiry, input: {prompt: Go?}}",
            "",
            Code.INQUIRY,
            "ask",
            "[]",
            "waits for an answer of anybody who may"),
        arguments(
            "- {name: nap, action: core.sleep, input: {seconds: 60}}",
            "",
            Code.SLEEP,
            "nap",
            "[]",
            "sleeps until 2"),
        arguments(
            "- {name: late, action: core.noop, delay: 60}",
            "",
            Code.DELAY,
            "late",
            "[]",
            "its delay ends at 2"),
        arguments(
            "- {name: flaky, action: core.noop, retry: {count: 2, delay: 30}}",
            "fail flaky",
            Code.RETRY,
            "flaky",
            "[]",
            "attempt 2 of 3 starts at 2"),
        arguments(
            "- {name: work, action: core.noop, worker_selector: {queue: gpu}}",
            "",
            Code.UNKNOWN_QUEUE,
            "work",
            "[]",
            "no worker serves the queue gpu; there is no worker at all"),
        arguments(
            """
            - {name: one, action: core.noop, on_success: both}
            - {name: nap, action: core.sleep, input: {seconds: 9}, on_success: both}
            - {name: both, action: core.noop, join: all}
            """,
            "succeed one",
            Code.JOIN,
            "both",
            "[nap]",
            "1 of 2 have arrived; waits for nap"));
  }

  @ParameterizedTest(name = "{2}: {5}")
  @MethodSource("reasons")
  void saysWhatATaskWaitsFor(
      String tasks, String before, Code code, String task, String by, String message) {
    ExecutionId id = bench.start(bench.flow("", tasks));
    switch (before) {
      case "fail flaky" -> bench.fail("flaky");
      case "succeed one" -> bench.succeed("one");
      default -> assertThat(before).isEmpty();
    }

    assertThat(done(bench.executions.blockers(id)))
        .filteredOn(blocker -> blocker.code() == code)
        .singleElement()
        .satisfies(blocker -> {
          assertThat(blocker.task()).isEqualTo(task);
          assertThat(blocker.by()).hasToString(by);
          assertThat(blocker.message()).startsWith(message);
        });
  }

  @Test
  void aPauseSaysWhoAndWhyAndIsTheReasonOfWhatItHoldsBack() {
    ExecutionId id =
        bench.start(
            bench.flow(
                "", "- {name: a, action: core.noop, delay: 5}\n- {name: b, action: core.noop}"));
    done(bench.executions.pause(id, "grace", "maintenance"));
    bench.clock.advance(Duration.ofSeconds(10));

    assertThat(done(bench.executions.blockers(id)))
        .filteredOn(blocker -> blocker.code() == Code.PAUSED)
        .extracting(Blocker::task, Blocker::message)
        .containsExactly(
            tuple(null, "paused by grace: maintenance"),
            tuple("a", "paused by grace: maintenance"));
  }

  @Test
  void aCancelledExecutionSaysThatItWaitsForWhatRuns() {
    ExecutionId id = bench.start(bench.flow("", "- {name: a, action: core.noop}"));
    done(bench.executions.cancel(id, "grace", Optional.empty()));

    assertThat(done(bench.executions.blockers(id)).getFirst().message())
        .isEqualTo("cancelled by grace; waits for the tasks that still run");
  }

  @Test
  void itemsWaitForTheirTurnAndOnlyTheirRowsSaySo() {
    Definition flow =
        bench.flow("", "- {name: each, action: core.noop, with_items: '{{ [1, 2] }}'}");
    ExecutionId id = bench.start(flow);

    assertThat(done(bench.executions.taskDetails(id)).getLast().get("waiting"))
        .isInstanceOfSatisfying(
            MapValue.class,
            waiting ->
                assertThat(waiting.get("message"))
                    .isEqualTo(Value.of("item 1 waits for its turn; 1 of them run at once")));
    assertThat(done(bench.executions.blockers(id))).noneMatch(each -> each.code() == Code.TURN);
  }

  @Test
  void aParentSaysWhatItsChildWaitsFor() {
    Definition flow =
        bench.flow(
            "parameters: {leaf: {type: boolean, default: false}}\n",
            """
            - name: ask
              action: core.inquiry
              when: "{{ parameters.leaf }}"
              input: {prompt: Go?, assigned_to: grace}
            - name: down
              action: demo.flow
              when: "{{ not parameters.leaf }}"
              input: {leaf: true}
            """);
    ExecutionId id = bench.start(flow);

    assertThat(done(bench.executions.blockers(id)))
        .extracting(Blocker::code, Blocker::task, Blocker::execution)
        .satisfiesExactly(
            own -> assertThat(own.toList()).isEqualTo(List.of(Code.CHILD, "down", id)),
            nested ->
                assertThat(nested.toList()).startsWith(Code.INQUIRY, "ask").doesNotContain(id));
    assertThat(done(bench.executions.details(id)).get("waiting"))
        .isInstanceOfSatisfying(ListValue.class, list -> assertThat(list.items()).hasSize(2));
  }

  @Test
  void whatAPolicyHoldsBackSaysWhoHoldsTheSlots() {
    done(
        bench.policies.create(
            (MapValue)
                Json.read(
                    """
                    {"ref": "demo.one", "action_ref": "core.noop", "concurrency": {"limit": 1}}
                    """)));
    Definition flow = bench.flow("", "- {name: a, action: core.noop}");
    ExecutionId first = bench.start(flow);
    bench.admit();
    ExecutionId second = bench.start(flow);
    bench.admit();

    assertThat(done(bench.executions.blockers(second)))
        .singleElement()
        .satisfies(blocker -> {
          assertThat(blocker.code()).isEqualTo(Code.POLICY);
          assertThat(blocker.message())
              .startsWith("policy demo.one: 0 before it, held by " + first);
          assertThat(blocker.by()).allMatch(holder -> holder.startsWith(first.toString()));
        });
    done(
        bench.policies.create(
            (MapValue)
                Json.read(
                    "{\"ref\": \"demo.all\", \"action_ref\":"
                        + " \"demo.flow\", \"quotas\": [{\"quota_type\": \"executions_total\", \"limit\": 1}]}")));
    bench.start(flow);
    ExecutionId third = bench.start(flow);
    assertThat(done(bench.executions.blockers(third)))
        .extracting(Blocker::code, Blocker::message)
        .containsExactly(tuple(Code.POLICY, "policy demo.all: 1 before it"));
  }

  @Test
  void whatHasEndedWaitsForNothing() {
    ExecutionId id = bench.start(bench.flow("", "- {name: a, action: core.noop}"));
    bench.succeed("a");

    assertThat(done(bench.executions.find(id)).status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(done(bench.executions.blockers(id))).isEqualTo(List.of());
    assertThat(done(bench.executions.taskDetails(id)).getFirst().get("waiting"))
        .isEqualTo(Value.nothing());
  }
}
