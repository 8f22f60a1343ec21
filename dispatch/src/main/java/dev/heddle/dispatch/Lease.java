package dev.heddle.dispatch;

import dev.heddle.dispatch.wire.Token;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.execution.AttemptId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An attempt in the book of a server; guarded by the book. */
final class Lease {

  /** How far it is. */
  enum Phase {
    /** A worker may still be at it: they are asked. */
    RECOVERING,
    /** No worker has room for it. */
    WAITING,
    /** A worker has it. */
    HELD,
    OVER
  }

  final Assignment assignment;
  final long order;
  final long since;
  TaskListener listener;
  Phase phase = Phase.WAITING;
  @Nullable Member holder;
  @Nullable Token token;
  @Nullable Instant startedAt;
  boolean interrupted;

  /** Instances of workers whose answer decides whether it is handed out again. */
  final Set<String> awaited = new HashSet<>();

  /**
   * @param order its place among all that wait
   * @param since nanoseconds of the fleet's clock
   */
  Lease(Assignment assignment, TaskListener listener, long order, long since) {
    this.assignment = assignment;
    this.listener = listener;
    this.order = order;
    this.since = since;
  }

  AttemptId attempt() {
    return assignment.attempt();
  }

  boolean isHeldBy(Member member, Token shown) {
    return phase == Phase.HELD && member.equals(holder) && shown.equals(token);
  }
}
