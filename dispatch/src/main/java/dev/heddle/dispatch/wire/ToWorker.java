package dev.heddle.dispatch.wire;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server says to a worker. */
public sealed interface ToWorker {

  /**
   * The answer to {@link ToServer.Hello}.
   *
   * @param lease how long the worker keeps its attempts without being heard
   * @param beat how often it shall be heard
   * @param server who is speaking, whatever its address
   */
  record Welcome(Duration lease, Duration beat, String server) implements ToWorker {}

  /** The worker has a stream to this server already; this one is not needed. */
  record Duplicate() implements ToWorker {}

  /** The addresses of all servers, this one included: a worker is connected to each. */
  record Servers(List<String> addresses) implements ToWorker {
    public Servers {
      addresses = List.copyOf(addresses);
    }
  }

  /** An action that assignments on this stream will name by its number. */
  record Introduced(int number, String ref, Work work) implements ToWorker {}

  /**
   * An attempt for the worker, leased under {@code token}.
   *
   * @param api the token of its program for the API, which the worker reaches where this comes from
   */
  record Assigned(
      AttemptId attempt,
      Token token,
      String workflow,
      String task,
      int action,
      MapValue input,
      Optional<Duration> timeout,
      Map<String, String> environment,
      Optional<String> api)
      implements ToWorker {
    public Assigned {
      environment = Map.copyOf(environment);
    }

    /** Without the token of the program. */
    @Override
    public String toString() {
      return "Assigned[%s, %s, %s, %s]".formatted(attempt, workflow, task, input);
    }
  }

  /** The attempt is reported to this server from now on. */
  record Adopted(AttemptId attempt, Token token) implements ToWorker {}

  /** The lease is over: the attempt is stopped, and nobody wants to hear of it. */
  record Disowned(AttemptId attempt, Token token) implements ToWorker {}

  /** The end of an attempt is durable or refused; the worker may forget it. */
  record Recorded(AttemptId attempt, Token token) implements ToWorker {}

  /** The attempt is to be ended early. */
  record Interrupted(AttemptId attempt, Token token) implements ToWorker {}

  /** Asks which of these attempts the worker holds. */
  record RollCall(long call, List<AttemptId> attempts) implements ToWorker {
    public RollCall {
      attempts = List.copyOf(attempts);
    }
  }

  /** A sign of life. */
  record Beat() implements ToWorker {}
}
