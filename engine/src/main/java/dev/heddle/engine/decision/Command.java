package dev.heddle.engine.decision;

import dev.heddle.engine.port.Report;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.Question;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asked of an execution that exists. A repeated command is refused, never repeated. */
public sealed interface Command {

  /** An attempt has begun. */
  record BeginTask(TaskKey task, Instant at) implements Command {}

  /** An attempt has ended. */
  record EndTask(TaskKey task, Instant startedAt, Instant endedAt, Report report)
      implements Command {}

  /** What a policy held back may begin: an attempt, or the execution if {@code task} is null. */
  record Admit(@Nullable TaskKey task) implements Command {}

  /** What a policy held back is cancelled for violating it (S1-162). */
  record Deny(@Nullable TaskKey task, String message) implements Command {}

  /** A nested execution has ended (S1-113). */
  record EndChild(TaskKey task, Execution child) implements Command {}

  /** The time of something has come; decides on all that is due. */
  record Wake() implements Command {}

  /** Hand out again what was handed out when the last owner of the execution went away. */
  record Recover() implements Command {}

  /** S1-120. */
  record Pause(String by, String reason) implements Command {}

  /** S1-121. */
  record Resume(String by) implements Command {}

  /** S1-122; without a policy that of the workflow holds. */
  record Cancel(String by, Optional<CancellationPolicy> policy) implements Command {}

  /** An answer that was checked against the inquiry's schema (S1-103). */
  record Respond(TaskKey task, Value response, String by) implements Command {}

  /** A task asks a question while it runs; asking it again changes nothing (S1-110). */
  record Ask(TaskKey task, Question question) implements Command {}

  /** Withdraws a question; its task fails (S1-104). */
  record CancelInquiry(TaskKey task, String by) implements Command {}
}
