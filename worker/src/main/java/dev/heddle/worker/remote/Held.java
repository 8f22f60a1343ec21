package dev.heddle.worker.remote;

import dev.heddle.dispatch.wire.ToServer;
import dev.heddle.dispatch.wire.Token;
import dev.heddle.engine.port.LogLine;
import dev.heddle.model.execution.AttemptId;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** An attempt this worker has, until its end is recorded; guarded by the roster. */
final class Held {

  final AttemptId attempt;
  Token token;

  /** The server that hears of it. */
  Link home;

  /** Whether that server has said so on the stream that is open now. */
  boolean attached = true;

  /** Since when it is not, in nanoseconds. */
  long detachedAt;

  ToServer.@Nullable Started started;
  ToServer.@Nullable Finished finished;

  /** What it printed while no server was attached. */
  final Deque<LogLine> backlog = new ArrayDeque<>();

  Held(AttemptId attempt, Token token, Link home) {
    this.attempt = attempt;
    this.token = token;
    this.home = home;
  }

  ToServer.Held toWire() {
    return new ToServer.Held(attempt, token);
  }
}
