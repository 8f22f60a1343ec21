package dev.heddle.dispatch.wire;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.AttemptId;
import java.time.Instant;
import java.util.List;

/** What a worker says. */
public sealed interface ToServer {

  /** The version of this protocol; others are refused. */
  int VERSION = 2;

  /** An attempt a worker has, whoever leased it: it runs, or its end is not recorded yet. */
  record Held(AttemptId attempt, Token token) {}

  /**
   * The first word on a stream.
   *
   * @param connected the servers it has streams to already: one may be known by two addresses
   */
  record Hello(int version, WorkerProfile worker, List<Held> holding, List<String> connected)
      implements ToServer {
    public Hello {
      holding = List.copyOf(holding);
      connected = List.copyOf(connected);
    }
  }

  /** Which attempts of a roll call it holds. */
  record Present(long call, List<Held> holding) implements ToServer {
    public Present {
      holding = List.copyOf(holding);
    }
  }

  /** An attempt has begun. */
  record Started(AttemptId attempt, Token token, Instant at) implements ToServer {}

  /** An attempt printed a line. */
  record Logged(AttemptId attempt, Token token, LogLine line) implements ToServer {}

  /** An attempt has ended. Repeated on every new stream until {@link ToWorker.Recorded}. */
  record Finished(AttemptId attempt, Token token, Instant startedAt, Instant endedAt, Report report)
      implements ToServer {}

  /** An attempt is given back: it was not begun, or was cut short because the worker stops. */
  record Returned(AttemptId attempt, Token token) implements ToServer {}

  /** Another server has adopted the attempt. */
  record Moved(AttemptId attempt, Token token) implements ToServer {}

  /** How many attempts of this server the worker has room for, those it has included. */
  record Capacity(int attempts) implements ToServer {}

  /** A sign of life. */
  record Beat() implements ToServer {}

  /** Takes nothing new. */
  record Draining() implements ToServer {}

  /** The last word: holds nothing and will not come back. */
  record Bye() implements ToServer {}
}
