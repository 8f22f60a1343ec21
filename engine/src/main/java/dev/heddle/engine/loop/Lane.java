package dev.heddle.engine.loop;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Effect;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.ExecutionStore.Due;
import dev.heddle.engine.port.Inbox;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Failure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of some partitions: takes what lies in its mailbox, decides, commits everything at
 * once, then releases the effects; meanwhile the mailbox fills again (design 2.2, 2.3).
 */
final class Lane implements Runnable, TaskListener {

  private static final Logger LOG = System.getLogger(Lane.class.getName());
  private static final int BATCH = 1_000;
  private static final Duration HORIZON = Duration.ofSeconds(60);
  private static final Duration LOOK_AHEAD = Duration.ofSeconds(20);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

  private final EnginePorts ports;
  private final ExecutionStore.Lease lease;
  private final Events events;
  private final BlockingQueue<Envelope> mailbox = new LinkedBlockingQueue<>();
  private final Deque<Envelope> own = new ArrayDeque<>();
  private final Set<Integer> partitions = new HashSet<>();
  private final Set<Long> messagesTaken = new HashSet<>();
  private final Timers timers = new Timers();
  private final Deliberation deliberation;
  private Instant nextLook = Instant.EPOCH;
  private volatile boolean closing;
  private volatile @Nullable Thread thread;

  /** What a lane tells its node. */
  interface Events {

    /** These changes have become durable. */
    void committed(List<Changes> changes);

    /** The node has lost its lease; the lane has dropped everything and ends. */
    void fenced();

    /** An attempt printed a line. */
    void logged(AttemptId attempt, LogLine line);
  }

  Lane(EnginePorts ports, ExecutionStore.Lease lease, int residents, Events events) {
    this.ports = ports;
    this.lease = lease;
    this.events = events;
    this.deliberation = new Deliberation(ports, new Residents(residents), timers);
  }

  void put(Envelope envelope) {
    if (Thread.currentThread().equals(thread)) {
      own.add(envelope);
    } else {
      mailbox.add(envelope);
    }
  }

  /** Lets the lane finish what it has begun and end. */
  void close() {
    closing = true;
    mailbox.add(new Envelope.CheckInbox());
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    List<Envelope> work = new ArrayList<>();
    try {
      while (!closing) {
        collect(work);
        if (!process(work)) {
          events.fenced();
          return;
        }
        work.clear();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      closing = true;
      abandon(work);
    }
  }

  /**
   * Does what lies ready, without waiting and on the caller's thread: for engines stepped by hand.
   *
   * @return whether there was anything to do
   */
  boolean step() {
    thread = Thread.currentThread();
    List<Envelope> work = new ArrayList<>();
    try {
      takeReady(work);
      if (work.isEmpty()) {
        return false;
      }
      if (!process(work)) {
        events.fenced();
        closing = true;
        return false;
      }
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Callers must not wait for ever for a lane that has ended. */
  private void abandon(List<Envelope> work) {
    List<Envelope> left = new ArrayList<>(work);
    left.addAll(own);
    mailbox.drainTo(left);
    left.forEach(Deliberation::refuseUndone);
  }

  private void collect(List<Envelope> work) throws InterruptedException {
    work.addAll(own);
    own.clear();
    if (work.isEmpty()) {
      Envelope first = mailbox.poll(millisToNextTimer(), TimeUnit.MILLISECONDS);
      if (first != null) {
        work.add(first);
      }
    }
    takeReady(work);
  }

  private void takeReady(List<Envelope> work) {
    work.addAll(own);
    own.clear();
    mailbox.drainTo(work, BATCH);
    Instant now = ports.clock().instant();
    if (!now.isBefore(nextLook) && !partitions.isEmpty()) {
      nextLook = now.plus(LOOK_AHEAD);
      lookAhead(now);
    }
    for (ExecutionId due : timers.expire(now)) {
      work.add(new Envelope.For(due, new Request.Deliver(new Command.Wake()), Envelope.NOBODY));
    }
  }

  private long millisToNextTimer() {
    Instant now = ports.clock().instant();
    Instant next = timers.next();
    Instant until = next == null || next.isAfter(nextLook) ? nextLook : next;
    if (partitions.isEmpty()) {
      return LOOK_AHEAD.toMillis();
    }
    if (!until.isAfter(now)) {
      return 0;
    }
    return Math.clamp(Duration.between(now, until).toMillis() + 1, 0, LOOK_AHEAD.toMillis());
  }

  private void lookAhead(Instant now) {
    try {
      for (Due due : ports.executions().due(partitions, now.plus(HORIZON), 100_000)) {
        timers.set(due.execution(), due.at());
      }
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Timers could not be read; trying again", failed);
      nextLook = now.plus(RETRY_PAUSE);
    }
  }

  /** Decides and commits; false if the lease is lost. */
  private boolean process(List<Envelope> work) throws InterruptedException {
    Batch batch = new Batch();
    for (Envelope envelope : work) {
      try {
        decide(envelope, batch);
      } catch (RuntimeException failed) {
        deliberation.failed(envelope, failed, this::put);
      }
    }
    if (!batch.hasRows()) {
      release(batch, List.of());
      return true;
    }
    List<Changes> changes = batch.changes();
    boolean held;
    try {
      held = ports.executions().commit(lease, changes, batch.answered());
    } catch (RuntimeException failed) {
      return recover(work, batch, failed);
    }
    if (held) {
      release(batch, changes);
    }
    return held;
  }

  /**
   * After a failed commit nothing in memory can be trusted: it is dropped and read again. What was
   * asked is asked again, one by one, so that what cannot be written is found and put aside.
   */
  private boolean recover(List<Envelope> work, Batch batch, RuntimeException failed)
      throws InterruptedException {
    LOG.log(Level.WARNING, "A commit failed; reading its executions again", failed);
    batch.executions().forEach(deliberation::forget);
    if (closing) {
      return true;
    }
    if (work.size() == 1) {
      return retryAlone(work.getFirst(), failed);
    }
    for (Envelope envelope : List.copyOf(work)) {
      if (!process(List.of(envelope))) {
        return false;
      }
    }
    return true;
  }

  private boolean retryAlone(Envelope envelope, RuntimeException failed)
      throws InterruptedException {
    if (!(failed instanceof ExecutionStore.Unavailable)) {
      deliberation.failed(envelope, failed, this::put);
      return true;
    }
    Thread.sleep(RETRY_PAUSE);
    return process(List.of(envelope));
  }

  private void decide(Envelope envelope, Batch batch) {
    switch (envelope) {
      case Envelope.Acquired(Set<Integer> more) -> acquire(more);
      case Envelope.CheckInbox() -> checkInbox();
      case Envelope.Start start -> deliberation.start(start, partitions.iterator().next(), batch);
      case Envelope.For about -> deliberation.decide(about, batch);
      case Envelope.Quarantine(ExecutionId execution, String message) ->
          deliberation.quarantine(execution, message, batch);
    }
  }

  private void acquire(Set<Integer> more) {
    partitions.addAll(more);
    nextLook = Instant.EPOCH;
    for (ExecutionId execution : ports.executions().dispatched(more)) {
      put(new Envelope.For(execution, new Request.Deliver(new Command.Recover()), Envelope.NOBODY));
    }
    checkInbox();
  }

  private void checkInbox() {
    if (partitions.isEmpty()) {
      return;
    }
    for (Inbox.Message message : ports.inbox().read(partitions)) {
      if (messagesTaken.add(message.number())) {
        put(
            new Envelope.For(
                message.execution(),
                RequestText.read(message.command()),
                new Envelope.Answer.Message(message.number())));
      }
    }
  }

  private void release(Batch batch, List<Changes> changes) {
    batch.effects().forEach(this::release);
    batch.afterwards().forEach(Runnable::run);
    if (!changes.isEmpty()) {
      events.committed(changes);
    }
    deliberation.tidy(batch.executions());
  }

  private void release(Effect effect) {
    switch (effect) {
      case Effect.Dispatch(Assignment assignment) -> dispatch(assignment);
      case Effect.Interrupt(AttemptId attempt) -> ports.runner().interrupt(attempt);
    }
  }

  /** A runner that cannot even start an attempt has failed it; nobody else would report that. */
  private void dispatch(Assignment assignment) {
    try {
      ports.runner().start(assignment, this);
    } catch (RuntimeException failed) {
      LOG.log(Level.ERROR, "Attempt " + assignment.attempt() + " could not be started", failed);
      Instant now = ports.clock().instant();
      Failure failure = Failure.of("runner_error", "The runner failed: " + failed);
      finished(assignment.attempt(), now, now, new Report.Failed(failure, null));
    }
  }

  @Override
  public void started(AttemptId attempt, Instant at) {
    put(deliver(attempt, new Command.BeginTask(attempt.task(), at)));
  }

  @Override
  public void logged(AttemptId attempt, LogLine line) {
    events.logged(attempt, line);
  }

  @Override
  public void finished(AttemptId attempt, Instant startedAt, Instant endedAt, Report report) {
    put(deliver(attempt, new Command.EndTask(attempt.task(), startedAt, endedAt, report)));
  }

  private static Envelope deliver(AttemptId attempt, Command command) {
    return new Envelope.For(attempt.execution(), new Request.Deliver(command), Envelope.NOBODY);
  }
}
