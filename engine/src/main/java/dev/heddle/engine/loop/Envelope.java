package dev.heddle.engine.loop;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What lies in a lane's mailbox. */
sealed interface Envelope {

  /** Start an execution. */
  record Start(
      long definition,
      MapValue parameters,
      Execution.Origin origin,
      CompletableFuture<Execution> started)
      implements Envelope {}

  /** Something for one execution, and who waits for the answer. */
  record For(ExecutionId execution, Request request, Answer answer) implements Envelope {}

  /** The node now owns these partitions of the lane. */
  record Acquired(Set<Integer> partitions) implements Envelope {}

  /** So many of the lane's partitions should go to other nodes. */
  record GiveBack(int most) implements Envelope {}

  /** Messages may have come. */
  record CheckInbox() implements Envelope {}

  /** End an execution on which the engine failed. */
  record Quarantine(ExecutionId execution, String message) implements Envelope {}

  /** A message of the inbox that cannot be understood. */
  record Unreadable(long number, String reason) implements Envelope {}

  /** Who waits for the answer to a request. */
  sealed interface Answer {

    /** Nobody. */
    record Nobody() implements Answer {}

    /** A caller in this process. */
    record Future(CompletableFuture<Reply> reply) implements Answer {}

    /** A runner, who only wants to know that it is durable. */
    record Recorded(Runnable told) implements Answer {}

    /** A message of the inbox. */
    record Message(long number) implements Answer {}
  }

  Answer NOBODY = new Answer.Nobody();

  /** Tells an execution something about which nobody waits for an answer. */
  static Envelope tell(ExecutionId execution, Command command) {
    return new For(execution, new Request.Deliver(command), NOBODY);
  }
}
