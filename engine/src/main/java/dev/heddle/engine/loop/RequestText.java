package dev.heddle.engine.loop;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Question;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers as JSON text, for the inbox. Only what comes from outside the engine travels
 * this way: what people ask for, and what policies admit.
 */
final class RequestText {

  private RequestText() {}

  static String write(ExecutionId execution, Request request) {
    MapValue.Builder text = MapValue.builder();
    switch (request) {
      case Request.Retry(String by) -> text.put("do", "retry").put("by", by);
      case Request.Again(Rerun(String task, int activation, MapValue input), String by) ->
          text.put("do", "rerun")
              .put("by", by)
              .put("task", task)
              .put("activation", activation)
              .put("input", input);
      case Request.Deliver(Command.Pause(String by, String reason)) ->
          text.put("do", "pause").put("by", by).put("reason", reason);
      case Request.Deliver(Command.Resume(String by)) -> text.put("do", "resume").put("by", by);
      case Request.Deliver(Command.Cancel(String by, Optional<CancellationPolicy> policy)) -> {
        text.put("do", "cancel").put("by", by);
        policy.ifPresent(given -> text.put("policy", given.name()));
      }
      case Request.Deliver(Command.Respond(TaskKey task, Value response, String by)) ->
          text.put("do", "respond")
              .put("by", by)
              .put("inquiry", new AttemptId(execution, task).toString())
              .put("response", response);
      case Request.Deliver(Command.Ask(TaskKey task, Question question)) ->
          text.put("do", "ask")
              .put("inquiry", new AttemptId(execution, task).toString())
              .put("question", QuestionText.write(question));
      case Request.Deliver(Command.CancelInquiry(TaskKey task, String by)) ->
          text.put("do", "cancel_inquiry")
              .put("by", by)
              .put("inquiry", new AttemptId(execution, task).toString());
      case Request.StartOnce _ ->
          throw new IllegalArgumentException("another node owns " + execution + " and starts it");
      case Request.Deliver(Command.Admit(TaskKey task)) ->
          text.put("do", "admit").put("inquiry", attempt(execution, task));
      case Request.Deliver(Command.Deny(TaskKey task, String message)) ->
          text.put("do", "deny").put("inquiry", attempt(execution, task)).put("message", message);
      case Request.Deliver(Command inner) ->
          throw new IllegalArgumentException(
              inner.getClass().getSimpleName() + " is only for the owner of an execution");
    }
    return Json.writeRevealed(text.build());
  }

  /** Reads {@link #write}; a message that says something else is refused by its reader. */
  static Request read(String json) {
    if (!(Json.read(json) instanceof MapValue message)) {
      throw new IllegalArgumentException("a message is a map");
    }
    String by = text(message, "by");
    return switch (text(message, "do")) {
      case "retry" -> new Request.Retry(by);
      case "rerun" -> new Request.Again(rerun(message), by);
      case "pause" -> new Request.Deliver(new Command.Pause(by, text(message, "reason")));
      case "resume" -> new Request.Deliver(new Command.Resume(by));
      case "cancel" ->
          new Request.Deliver(
              new Command.Cancel(
                  by,
                  Optional.of(text(message, "policy"))
                      .filter(policy -> !policy.isEmpty())
                      .map(CancellationPolicy::valueOf)));
      case "respond" ->
          new Request.Deliver(
              new Command.Respond(
                  task(message), message.getOr("response", NullValue.INSTANCE), by));
      case "ask" ->
          new Request.Deliver(
              new Command.Ask(
                  task(message), QuestionText.read(message.getOr("question", NullValue.INSTANCE))));
      case "admit" -> new Request.Deliver(new Command.Admit(held(message)));
      case "deny" -> new Request.Deliver(new Command.Deny(held(message), text(message, "message")));
      case "cancel_inquiry" -> new Request.Deliver(new Command.CancelInquiry(task(message), by));
      default -> throw new IllegalArgumentException("unknown message " + text(message, "do"));
    };
  }

  private static Rerun rerun(MapValue message) {
    int activation =
        message.get("activation") instanceof IntegerValue(long number)
            ? Math.toIntExact(number)
            : 1;
    MapValue input = message.get("input") instanceof MapValue given ? given : MapValue.EMPTY;
    return new Rerun(text(message, "task"), activation, input);
  }

  private static Value attempt(ExecutionId execution, @Nullable TaskKey task) {
    return task == null ? Value.nothing() : Value.of(new AttemptId(execution, task).toString());
  }

  /** The attempt that was held back; null for the execution itself. */
  private static @Nullable TaskKey held(MapValue message) {
    return text(message, "inquiry").isEmpty() ? null : task(message);
  }

  private static TaskKey task(MapValue message) {
    return AttemptId.parse(text(message, "inquiry"))
        .orElseThrow(() -> new IllegalArgumentException("a message about no inquiry"))
        .task();
  }

  private static String text(MapValue message, String key) {
    return message.get(key) instanceof TextValue text ? text.text() : "";
  }

  static String writeAnswer(Reply reply) {
    return switch (reply) {
      case Reply.Done(var execution) ->
          Json.write(Value.map("done", Value.of(execution.id().toString())));
      case Reply.Refused(var reason, var message) ->
          Json.write(
              MapValue.builder()
                  .put("refused", reason.name().toLowerCase(Locale.ROOT))
                  .put("message", message)
                  .build());
    };
  }

  /** The reply an answer stands for, with the execution as it is now. */
  static Reply readReply(String json, ExecutionStore executions) {
    return switch (readAnswer(json)) {
      case Answered.Refused(var refused) -> refused;
      case Answered.Done(var execution) ->
          executions
              .load(execution)
              .<Reply>map(stored -> new Reply.Done(stored.execution()))
              .orElseGet(() ->
                  new Reply.Refused(Reply.Reason.NOT_FOUND, "There is no execution " + execution));
    };
  }

  /** The id of the execution that stands for a done answer, or the refusal. */
  static Answered readAnswer(String json) {
    MapValue answer = Json.read(json) instanceof MapValue map ? map : MapValue.EMPTY;
    if (answer.get("done") instanceof TextValue id) {
      return new Answered.Done(
          ExecutionId.parse(id.text())
              .orElseThrow(() -> new IllegalArgumentException("an answer about no execution")));
    }
    return new Answered.Refused(
        new Reply.Refused(
            Reply.Reason.valueOf(text(answer, "refused").toUpperCase(Locale.ROOT)),
            text(answer, "message")));
  }

  /** An answer that came back through the inbox. */
  sealed interface Answered {
    record Done(ExecutionId execution) implements Answered {}

    record Refused(Reply.Refused reply) implements Answered {}
  }
}
