package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.Question;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Questions a task asks through the API while it runs, and what waits for them. */
class BesideInquiryTest {

  private static final String FLOW =
      """
      - {name: ask, action: t.ask, on_success: held}
      - name: held
        action: t.held
        wait_for: {inquiry: "{{ task.ask.result.inquiry }}"}
        input: {answer: "{{ inquiry.ask.response.approved }}"}
        on_timeout: late
      - {name: late, action: t.late}
      """;

  private final Workbench bench = new Workbench();

  private static Question question(String prompt, @Nullable Duration timeout) {
    return new Question("approval", prompt, MapValue.EMPTY, null, false, timeout);
  }

  private Reply ask(AttemptId attempt, Question question) {
    return bench.submit(attempt.execution(), new Command.Ask(attempt.task(), question));
  }

  /** An execution whose first task has asked and ended. */
  private ExecutionId asked(@Nullable Duration timeout) {
    ExecutionId run = bench.start(bench.tasks(FLOW));
    AttemptId attempt = bench.assignment("ask").attempt();
    assertThat(ask(attempt, question("Deploy?", timeout))).isInstanceOf(Reply.Done.class);
    bench.succeed("ask", Value.map("inquiry", Value.of(attempt.toString())));
    return run;
  }

  private Reply respond(Inquiry inquiry) {
    return bench.submit(
        inquiry.id().execution(),
        new Command.Respond(inquiry.id().task(), Json.read("{\"approved\":true}"), "me"));
  }

  @Test
  @DisplayName("S1-110: a task asks beside its work, a later task waits for the answer")
  void asksBesideItsWork() {
    ExecutionId run = asked(null);
    assertThat(bench.running()).isEmpty();
    bench.restart();
    respond(bench.pendingInquiry());
    assertThat(bench.assignment("held").input()).isEqualTo(Value.map("answer", Value.of(true)));
    bench.succeed("held");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-110: the same is asked once, something else for the same purpose is a conflict")
  void theSameIsAskedOnce() {
    bench.start(bench.tasks(FLOW));
    AttemptId attempt = bench.assignment("ask").attempt();
    ask(attempt, question("Deploy?", null));
    assertThat(ask(attempt, question("Deploy?", null))).isInstanceOf(Reply.Done.class);
    assertThat(ask(attempt, question("Destroy?", null)))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reply.Reason.CONFLICT));
    assertThat(bench.pendingInquiry().prompt()).isEqualTo("Deploy?");
  }

  @Test
  @DisplayName("S1-110: an attempt that has ended asks nothing any more")
  void endedAttemptsAskNothing() {
    bench.start(
        bench.tasks("- {name: ask, action: t.ask, on_success: b}\n- {name: b, action: t.b}"));
    AttemptId attempt = bench.assignment("ask").attempt();
    bench.succeed("ask");
    assertThat(ask(attempt, question("Deploy?", null))).isInstanceOf(Reply.Refused.class);
  }

  @Test
  @DisplayName("S1-110: not in an iteration")
  void notInAnIteration() {
    bench.start(bench.tasks("- {name: ask, action: t.ask, with_items: [1]}"));
    AttemptId attempt = bench.assignment("ask").attempt();
    assertThat(ask(attempt, question("Deploy?", null)))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reply.Reason.INVALID));
  }

  @Test
  @DisplayName("S1-111: while a question is open its execution goes on, though nothing else does")
  void anOpenQuestionIsWork() {
    ExecutionId run = bench.start(bench.tasks("- {name: ask, action: t.ask}"));
    ask(bench.assignment("ask").attempt(), question("Deploy?", null));
    bench.succeed("ask");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.RUNNING);
    bench.restart();
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.RUNNING);
    respond(bench.pendingInquiry());
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-108: nobody answers in time: what waits has timed out")
  void nobodyAnswers() {
    asked(Duration.ofSeconds(10));
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.running()).containsExactly("late");
  }

  @Test
  @DisplayName("S1-122: cancelling withdraws the question")
  void cancellingWithdraws() {
    ExecutionId run = asked(null);
    AttemptId id = bench.pendingInquiry().id();
    bench.submit(run, new Command.Cancel("me", Optional.empty()));
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(bench.store.inquiry(id).orElseThrow().status()).isEqualTo(InquiryStatus.CANCELLED);
  }

  @Test
  @DisplayName("S1-110, S1-123: a continued execution finds what was asked and answered before")
  void continuedExecutionsKeepTheAnswer() {
    ExecutionId run = asked(null);
    respond(bench.pendingInquiry());
    bench.fail("held");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
    Reply continued = bench.retry(run);
    assertThat(continued).isInstanceOf(Reply.Done.class);
    ExecutionId again = ((Reply.Done) continued).execution().id();
    assertThat(bench.assignment("held").input()).isEqualTo(Value.map("answer", Value.of(true)));
    bench.succeed("held");
    assertThat(bench.status(again)).isEqualTo(ExecutionStatus.COMPLETED);
  }
}
