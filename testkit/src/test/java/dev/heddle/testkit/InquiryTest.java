package dev.heddle.testkit;

import static dev.heddle.testkit.Answered.assertConflict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.values.Json;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InquiryTest {

  private static final String ASK =
      """
      - name: ask
        action: core.inquiry
        input: {prompt: "Go?"}
        timeout: 60
        decision:
          - {when: "result().approved", next: yes_}
          - default: no_
        on_timeout: late
      - name: yes_
        action: t.yes
        input: {direct: "{{ task.ask.result.approved }}", whole: "{{ task.ask.result.response.approved }}", by: "{{ task.ask.result.responded_by }}"}
      - {name: no_, action: t.no}
      - {name: late, action: t.late}
      """;

  private final Workbench bench = new Workbench();

  private Reply respond(Inquiry inquiry, boolean approved) {
    return bench.submit(
        inquiry.id().execution(),
        new Command.Respond(
            inquiry.id().task(), Value.map("approved", Value.of(approved)), "alice"));
  }

  private InquiryStatus status(Inquiry inquiry) {
    return bench.store.inquiry(inquiry.id()).orElseThrow().status();
  }

  @Test
  @DisplayName("S1-100: an inquiry is pending and no runner is occupied")
  void pendingAndIdle() {
    ExecutionId run = bench.start(bench.tasks(ASK));
    Inquiry inquiry = bench.pendingInquiry();
    assertThat(inquiry.prompt()).isEqualTo("Go?");
    assertThat(inquiry.expiresAt()).isEqualTo(StepClock.START.plusSeconds(60));
    assertThat(bench.running()).isEmpty();
    assertThat(bench.rows(run)).containsExactly("ask waiting");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "core.inquiry | schema: {type: object, properties: {approved: {type: boolean}}}",
        "core.ask | response_schema: {approved: {type: boolean}}"
      })
  @DisplayName("S1-101: core.inquiry with schema and core.ask with response_schema")
  void bothNames(String action, String schema) {
    bench.start(
        bench.tasks(
            "- {name: ask, action: %s, input: {prompt: P, assigned_to: bob, %s}}"
                .formatted(action, schema)));
    Inquiry inquiry = bench.pendingInquiry();
    assertThat(inquiry.schema().get("properties"))
        .isEqualTo(Json.read("{\"approved\":{\"type\":\"boolean\"}}"));
    assertThat(inquiry.assignedTo()).isEqualTo("bob");
  }

  @ParameterizedTest
  @CsvSource({
    "'timeout: 30', ''",
    "'', 'timeout: 30'",
    "'timeout: 30', 'timeout: 90'",
    "'timeout: 90', 'timeout: 30'"
  })
  @DisplayName("S1-102: the limit stands in the input or at the task; the smaller applies")
  void bothPlacesOfTheLimit(String inInput, String atTask) {
    ExecutionId run =
        bench.start(
            bench.tasks(
                "- {name: ask, action: core.inquiry, input: {prompt: P, %s}, %s}"
                    .formatted(inInput, atTask)
                    .replace(", }", "}")));
    bench.pass(Duration.ofSeconds(29));
    assertThat(bench.rows(run)).containsExactly("ask waiting");
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.rows(run)).containsExactly("ask timeout");
  }

  @Test
  @DisplayName("S1-103: the answer's fields are there directly and under response")
  void bothShapes() {
    bench.start(bench.tasks(ASK));
    Inquiry inquiry = bench.pendingInquiry();
    respond(inquiry, true);
    assertThat(bench.assignment("yes_").input())
        .isEqualTo(Json.read("{\"direct\":true,\"whole\":true,\"by\":\"alice\"}"));
    assertThat(status(inquiry)).isEqualTo(InquiryStatus.RESPONDED);
  }

  @Test
  @DisplayName("S1-031: a question that holds a secret is not asked, and the reason is said")
  void secretPrompt() {
    bench.catalog.secret("token", Value.of("s3cret"));
    ExecutionId run =
        bench.start(
            bench.tasks(
                "- {name: ask, action: core.ask, "
                    + "input: {prompt: \"Is {{ kv.get_secret('token') }} right?\"}}"));
    assertThat(bench.rows(run)).containsExactly("ask failed");
    assertThat(bench.task(run, "ask"))
        .extracting(task -> task.failure())
        .asString()
        .contains("`prompt` holds a secret")
        .doesNotContain("s3cret");
  }

  @Test
  @DisplayName("S1-031: what the schema calls secret is a secret in the answer and beyond")
  void secretAnswer() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: ask
                  action: core.ask
                  input: {prompt: P, response_schema: {pin: {type: string, secret: true}}}
                  on_success: use
                - {name: use, action: test.use, input: {pin: "{{ task.ask.result.pin }}"}}
                """));
    Inquiry inquiry = bench.pendingInquiry();
    bench.submit(
        run,
        new Command.Respond(inquiry.id().task(), Json.read("{\"pin\":\"c4nary\",\"x\":1}"), "me"));

    assertThat(bench.store.inquiry(inquiry.id()).orElseThrow().toString()).doesNotContain("c4nary");
    assertThat(bench.attempts(run, "ask").toString()).doesNotContain("c4nary").contains("\"x\":1");
    assertThat(bench.assignment("use").input()).hasToString("{\"pin\":\"[secret]\"}");
    assertThat(Json.writeRevealed(bench.assignment("use").input())).contains("c4nary");
  }

  @Test
  @DisplayName("S1-104: a cancelled inquiry fails its task and takes no answer")
  void cancelled() {
    ExecutionId run = bench.start(bench.tasks(ASK));
    Inquiry inquiry = bench.pendingInquiry();
    bench.submit(run, new Command.CancelInquiry(inquiry.id().task(), "me"));
    assertThat(status(inquiry)).isEqualTo(InquiryStatus.CANCELLED);
    assertThat(bench.rows(run)).containsExactly("ask failed");
    assertConflict(respond(inquiry, true));
  }

  @Test
  @DisplayName("S1-107: of two answers the first wins and the second conflicts")
  void firstAnswerWins() {
    ExecutionId run = bench.start(bench.tasks(ASK));
    Inquiry inquiry = bench.pendingInquiry();
    var first = bench.engine().submit(run, answer(inquiry, true));
    var second = bench.engine().submit(run, answer(inquiry, false));
    bench.engine().settle();
    assertThat(first.join()).isInstanceOf(Reply.Done.class);
    assertConflict(second.join());
    assertThat(bench.running()).containsExactly("yes_");
  }

  private static Command answer(Inquiry inquiry, boolean approved) {
    return new Command.Respond(
        inquiry.id().task(), Value.map("approved", Value.of(approved)), "alice");
  }

  @Test
  @DisplayName("S1-107: an answer after the limit conflicts, also before the timer has run")
  void lateAnswer() {
    bench.start(bench.tasks(ASK));
    Inquiry inquiry = bench.pendingInquiry();
    bench.clock.advance(Duration.ofSeconds(60));
    assertConflict(respond(inquiry, true));
    assertThat(bench.running()).containsExactly("late");
  }

  @Test
  @DisplayName("S1-107: an unknown inquiry is not found")
  void unknownInquiry() {
    ExecutionId run = bench.start(bench.tasks("- {name: a, action: t.a}"));
    Reply reply =
        bench.submit(
            run,
            new Command.Respond(
                dev.heddle.model.execution.TaskKey.first(0, 1), Value.of(1), "alice"));
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reply.Reason.NOT_FOUND));
  }

  @Test
  @DisplayName("S1-108: on expiry on_timeout fires, never the default branch")
  void expiry() {
    ExecutionId run = bench.start(bench.tasks(ASK));
    Inquiry inquiry = bench.pendingInquiry();
    bench.restart();
    bench.pass(Duration.ofSeconds(60));
    assertThat(bench.running()).containsExactly("late");
    assertThat(status(inquiry)).isEqualTo(InquiryStatus.TIMEOUT);
    assertThat(Objects.requireNonNull(bench.task(run, "ask")).status().label())
        .isEqualTo("timeout");
  }

  @Test
  @DisplayName("S1-108, S1-048: on expiry on_failure fires without on_timeout")
  void expiryWithOnFailure() {
    bench.start(
        bench.tasks(
            """
            - name: ask
              action: core.inquiry
              input: {prompt: P, timeout: 5}
              decision: [{default: never}]
              on_failure: f
            - {name: f, action: t.f}
            - {name: never, action: t.n}
            """));
    bench.pass(Duration.ofSeconds(5));
    assertThat(bench.running()).containsExactly("f");
  }

  private static final String WAITING =
      """
      - {name: ask, action: core.inquiry, input: {prompt: P}, timeout: 60}
      - {name: first, action: t.first, on_success: held}
      - name: held
        action: t.held
        wait_for: {inquiry: "{{ system.execution_id }}.0.1-1"}
        input: {answer: "{{ inquiry.ask.response.approved }}"}
        on_timeout: late
      - {name: late, action: t.late}
      """;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("S1-110: a task that waits for an inquiry begins when it is answered")
  void waitFor(boolean restarts) {
    ExecutionId run = bench.start(bench.tasks(WAITING));
    bench.succeed("first");
    assertThat(bench.rows(run)).contains("held waiting");
    assertThat(bench.running()).isEmpty();
    if (restarts) {
      bench.restart();
    }
    respond(bench.pendingInquiry(), true);
    assertThat(bench.assignment("held").input()).isEqualTo(Value.map("answer", Value.of(true)));
    bench.succeed("held");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-110: an inquiry that is answered already holds nothing back")
  void waitForTheAnswered() {
    bench.start(bench.tasks(WAITING));
    respond(bench.pendingInquiry(), false);
    bench.succeed("first");
    assertThat(bench.assignment("held").input()).isEqualTo(Value.map("answer", Value.of(false)));
  }

  @Test
  @DisplayName("S1-110: answered while paused, the waiting task begins on resume")
  void waitForWhilePaused() {
    ExecutionId run = bench.start(bench.tasks(WAITING));
    bench.succeed("first");
    bench.submit(run, new Command.Pause("me", ""));
    respond(bench.pendingInquiry(), true);
    assertThat(bench.running()).isEmpty();
    bench.submit(run, new Command.Resume("me"));
    assertThat(bench.running()).containsExactly("held");
  }

  @Test
  @DisplayName("S1-110, S1-108: the waiting task times out with the inquiry")
  void waitForTimesOut() {
    ExecutionId run = bench.start(bench.tasks(WAITING));
    bench.succeed("first");
    bench.pass(Duration.ofSeconds(60));
    assertThat(bench.rows(run)).contains("ask timeout", "held timeout");
    assertThat(bench.running()).containsExactly("late");
  }

  @Test
  @DisplayName("S1-110: cancelling an execution cancels what waits")
  void waitForCancelled() {
    ExecutionId run = bench.start(bench.tasks(WAITING));
    bench.succeed("first");
    bench.submit(run, new Command.Cancel("me", Optional.empty()));
    assertThat(bench.rows(run))
        .containsExactly("ask cancelled", "first completed", "held cancelled");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "{{ system.execution_id }}.7.1-1", "0000000000000.0.1-1"})
  @DisplayName("S1-110: an inquiry that does not exist fails the task")
  void waitForNothing(String id) {
    ExecutionId run =
        bench.start(
            bench.tasks(
                "- {name: a, action: t.a, retry: {count: 2}, wait_for: {inquiry: \"%s\"}}"
                    .formatted(id)));
    assertThat(bench.rows(run)).containsExactly("a failed");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("S1-111: a waiting inquiry is active work")
  void waitingIsWork() {
    ExecutionId run = bench.start(bench.tasks(ASK + "- {name: other, action: t.other}\n"));
    bench.succeed("other");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.RUNNING);
    respond(bench.pendingInquiry(), false);
    bench.succeed("no_");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-100, S1-082: one inquiry per item of an iteration, answered one by one")
  void inquiryInAnIteration() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: ask
                  action: core.inquiry
                  with_items: [x, y]
                  input: {prompt: "About {{ item }}?"}
                  on_success: b
                - {name: b, action: t.b, input: {second: "{{ task.ask.results[1].approved }}"}}
                """));
    assertThat(bench.pendingInquiry().prompt()).isEqualTo("About x?");
    respond(bench.pendingInquiry(), true);
    bench.restart();
    assertThat(bench.pendingInquiry().prompt()).isEqualTo("About y?");
    respond(bench.pendingInquiry(), false);
    assertThat(bench.assignment("b").input()).isEqualTo(Value.map("second", Value.of(false)));
    bench.succeed("b");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-122: cancelling withdraws the inquiries of items and tasks")
  void cancelWithdraws() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: ask
                  action: core.inquiry
                  with_items: [x, y]
                  concurrency: 2
                  input: {prompt: "{{ item }}"}
                """));
    bench.submit(run, new Command.Cancel("me", Optional.empty()));
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(bench.store.load(run).orElseThrow().inquiries())
        .hasSize(2)
        .allMatch(inquiry -> inquiry.status() == InquiryStatus.CANCELLED);
  }

  @Test
  @DisplayName("S1-096: an inquiry nobody answered is asked again when its task retries")
  void askedAgain() {
    bench.start(
        bench.tasks(
            """
            - name: ask
              action: core.inquiry
              input: {prompt: P}
              timeout: 10
              retry: {count: 1}
              on_success: b
            - {name: b, action: t.b}
            """));
    Inquiry first = bench.pendingInquiry();
    bench.pass(Duration.ofSeconds(10));
    Inquiry second = bench.pendingInquiry();
    assertThat(second.id()).isNotEqualTo(first.id());
    assertConflict(respond(first, true));
    respond(second, true);
    assertThat(bench.running()).containsExactly("b");
  }
}
