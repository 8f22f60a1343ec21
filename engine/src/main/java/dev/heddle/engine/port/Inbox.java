package dev.heddle.engine.port;

import dev.heddle.model.execution.ExecutionId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Carries commands to the node that owns an execution; messages survive until answered. */
public interface Inbox {

  /** Leaves a command as JSON text and wakes the owner; returns the message's number. */
  long post(ExecutionId execution, String command);

  /** The unanswered messages for these partitions, oldest first. */
  List<Message> read(Collection<Integer> partitions);

  /** Waits for the answer and takes it; empty if there is none in time: the message stays. */
  Optional<String> await(long message, Duration atMost);

  /** Calls {@code wake} whenever a message may have come; until closed. */
  AutoCloseable listen(Runnable wake);

  /** A command waiting for its owner. */
  record Message(long number, ExecutionId execution, String command) {}
}
