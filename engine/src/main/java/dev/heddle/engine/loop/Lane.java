package dev.heddle.engine.loop;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.EngineObserver;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.LogLine;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of some partitions: takes what lies in its mailbox, decides, commits everything at
 * once, then releases the effects; meanwhile the mailbox fills again (design 2.2, 2.3).
 *
 * <p>When a commit fails, nothing in memory can be trusted: it is dropped and read again. What was
 * asked is asked again, unless the commit turns out to have been written after all: then its
 * effects are released as if nothing had happened.
 */
final class Lane implements Runnable {

  private static final Logger LOG = System.getLogger(Lane.class.getName());
  private static final int LAST_ROUNDS = 1_000;
  private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

  private final EnginePorts ports;
  private final Events events;
  private final Mailbox mailbox = new Mailbox();
  private final OwnPartitions partitions = new OwnPartitions();
  private final Alarm alarm;
  private final Residents residents;
  private final Deliberation deliberation;
  private final InboxReader inbox;
  private final Commits commits;
  private final HandingOut handingOut;
  private final int number;
  private Commits.@Nullable InDoubt inDoubt;
  private volatile boolean closing;
  private volatile boolean finishing;

  /** What a lane tells its node. */
  interface Events {

    /** These changes have become durable. */
    void committed(List<Changes> changes);

    /** The lane has lost its lease or cannot go on; it has dropped everything and ends. */
    void fenced();

    /** The lane decides for these partitions no more, and nothing of it is under way. */
    void released(Set<Integer> partitions);

    /** Somebody waits for an answer about an execution that is not the lane's any more. */
    void astray(Envelope.For request);

    /** An attempt printed a line. */
    void logged(AttemptId attempt, LogLine line);
  }

  /** How far a round of work came. */
  private enum Round {
    IDLE,
    DONE,
    /** The store is away; what was taken has been put back. */
    AWAY,
    FENCED
  }

  Lane(EnginePorts ports, ExecutionStore.Lease lease, int residents, Events events) {
    this.ports = ports;
    this.events = events;
    this.residents = new Residents(residents);
    Timers timers = new Timers();
    this.alarm = new Alarm(ports.executions(), ports.clock(), timers);
    this.deliberation =
        new Deliberation(
            ports,
            this.residents,
            timers,
            new Ids(ports.clock(), lease.node()),
            new SplittableRandom(lease.node() * 64 + lease.lane()));
    this.inbox = new InboxReader(ports.inbox());
    this.commits = new Commits(ports.executions(), lease);
    this.handingOut = new HandingOut(ports, mailbox, events::logged);
    this.number = lease.lane();
  }

  /** How much lies in the mailbox. */
  int waiting() {
    return mailbox.waiting();
  }

  /** How many executions are in memory, as of the last batch. */
  int residents() {
    return deliberation.residents();
  }

  /** A new id of one of its partitions; from any thread. */
  ExecutionId newId(int partition) {
    return deliberation.newId(partition);
  }

  void put(Envelope envelope) {
    mailbox.put(envelope);
  }

  /** Lets the lane decide what it was told so far, and end. */
  void finish() {
    finishing = true;
    close();
  }

  /** Lets the lane finish what it has begun and end. */
  void close() {
    closing = true;
    mailbox.wake();
  }

  @Override
  public void run() {
    mailbox.ownedHere();
    try {
      while (!closing) {
        if (inDoubt == null && !mailbox.hasReady()) {
          mailbox.await(alarm.millisToNext(partitions.all()));
        }
        Round round = act();
        if (round == Round.FENCED) {
          events.fenced();
          return;
        }
        if (round == Round.AWAY) {
          Thread.sleep(RETRY_PAUSE);
        }
      }
      if (finishing) {
        finishLast();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.ERROR, "A lane broke; another node will take over its executions", broken);
      events.fenced();
    } finally {
      end();
    }
  }

  /** Ends of attempts that were reported before the lane was closed must not be lost. */
  private void finishLast() {
    for (int round = 0; round < LAST_ROUNDS && hasWork(); round++) {
      Round last = act();
      if (last == Round.FENCED) {
        events.fenced();
      }
      if (last != Round.DONE) {
        return;
      }
    }
  }

  private boolean hasWork() {
    return inDoubt != null || !mailbox.isEmpty();
  }

  /**
   * Does what lies ready, without waiting and on the caller's thread: for engines stepped by hand.
   *
   * @return whether there was anything to do
   */
  boolean step() {
    mailbox.ownedHere();
    if (closing) {
      end();
      return false;
    }
    Round round = act();
    if (round == Round.FENCED) {
      events.fenced();
      end();
    }
    return round == Round.DONE || round == Round.AWAY;
  }

  /** Callers must not wait for ever for a lane that has ended. */
  void end() {
    closing = true;
    if (inDoubt != null) {
      inDoubt.work().forEach(Deliberation::refuseUndone);
    }
    mailbox.close();
    handingOut.end();
  }

  private Round act() {
    if (inDoubt != null) {
      return clearUp(inDoubt);
    }
    List<Envelope> taken = takeReady();
    if (taken.isEmpty()) {
      return Round.IDLE;
    }
    List<Envelope> work;
    try {
      work = open(taken);
    } catch (ExecutionStore.Unavailable away) {
      LOG.log(Level.WARNING, "The store cannot be read; trying again", away);
      mailbox.putBack(taken);
      return Round.AWAY;
    }
    Round round = process(work);
    if (partitions.areTooMany() && round == Round.DONE) {
      giveBack();
    }
    return round;
  }

  /** Between commits. */
  private void giveBack() {
    Set<Integer> released = partitions.release(residents.busyPartitions());
    if (!released.isEmpty()) {
      residents.dropPartitions(released);
      events.released(released);
    }
  }

  private List<Envelope> takeReady() {
    if (mailbox.hasApart()) {
      return List.of(mailbox.takeApart());
    }
    List<Envelope> taken = mailbox.take();
    for (ExecutionId due : alarm.ring(partitions.all())) {
      taken.add(Envelope.tell(due, new Command.Wake()));
    }
    return taken;
  }

  /**
   * What the envelopes stand for. What a former owner had handed out comes before anything else is
   * decided about these executions, or it could not be told from what is handed out here. All that
   * can fail is read before anything is done that cannot be repeated, the inbox once and last: its
   * messages count as taken from then on.
   */
  private List<Envelope> open(List<Envelope> taken) {
    List<Envelope> work = new ArrayList<>(taken.size());
    boolean look = false;
    for (Envelope envelope : taken) {
      switch (envelope) {
        case Envelope.Acquired(Set<Integer> more) -> {
          acquire(more, work);
          look = true;
        }
        case Envelope.CheckInbox() -> look = true;
        default -> {}
      }
    }
    List<Envelope> messages = look ? inbox.read(partitions.all()) : List.of();
    taken.forEach(envelope -> sort(envelope, work));
    work.addAll(messages);
    return work;
  }

  private void acquire(Set<Integer> more, List<Envelope> work) {
    List<ExecutionId> inherited = ports.executions().dispatched(more);
    partitions.add(more);
    alarm.lookAtOnce();
    inherited.forEach(execution -> work.add(Envelope.tell(execution, new Command.Recover())));
  }

  private void sort(Envelope envelope, List<Envelope> work) {
    switch (envelope) {
      case Envelope.GiveBack(int most) -> partitions.giveBack(most);
      case Envelope.For about -> {
        if (partitions.have(about.execution())) {
          work.add(about);
        } else {
          turnAway(about);
        }
      }
      case Envelope.Quarantine(ExecutionId execution, _) -> {
        if (partitions.have(execution)) {
          work.add(envelope);
        }
      }
      case Envelope.Start _, Envelope.Unreadable _ -> work.add(envelope);
      case Envelope.Acquired _, Envelope.CheckInbox _ -> {}
    }
  }

  /** It came too late: the new owner hands out and wakes by itself, and reads the inbox. */
  private void turnAway(Envelope.For about) {
    switch (about.answer()) {
      case Envelope.Answer.Nobody _, Envelope.Answer.Recorded _ -> {}
      case Envelope.Answer.Future _ -> events.astray(about);
      case Envelope.Answer.Message(long number) -> inbox.leave(number);
    }
  }

  /** Decides and commits. */
  private Round process(List<Envelope> work) {
    Batch batch = new Batch();
    deliberation.begin();
    try {
      for (Envelope envelope : work) {
        decide(envelope, batch);
      }
    } catch (RuntimeException failed) {
      return setAside(work, failed);
    }
    List<Changes> changes = batch.changes();
    long began = System.nanoTime();
    try {
      if (batch.needsCommit() && !commits.write(batch, changes)) {
        mailbox.putBack(work);
        return Round.FENCED;
      }
    } catch (ExecutionStore.Unavailable away) {
      LOG.log(Level.WARNING, "A commit failed; finding out what became of it", away);
      ports.observer().commitFailed();
      deliberation.forget();
      inDoubt = new Commits.InDoubt(work, batch, changes);
      return Round.AWAY;
    } catch (RuntimeException failed) {
      return setAside(work, failed);
    }
    if (batch.needsCommit()) {
      observe(work, batch, changes, System.nanoTime() - began);
    }
    release(batch, changes);
    return Round.DONE;
  }

  private void observe(List<Envelope> work, Batch batch, List<Changes> changes, long took) {
    ports
        .observer()
        .committed(
            new EngineObserver.Commit(number, work.size(), batch.effects().size(), changes, took));
  }

  private void decide(Envelope envelope, Batch batch) {
    switch (envelope) {
      case Envelope.Start start -> deliberation.start(start, partitions.nextStart(), batch);
      case Envelope.For about -> deliberation.decide(about, batch);
      case Envelope.Quarantine(ExecutionId execution, String message) ->
          deliberation.quarantine(execution, message, batch);
      case Envelope.Unreadable unreadable -> deliberation.refuse(unreadable, batch);
      case Envelope.Acquired _, Envelope.CheckInbox _, Envelope.GiveBack _ ->
          throw new IllegalStateException("already opened");
    }
  }

  /** Nothing was written: the work is done again, or one by one to find what cannot be done. */
  private Round setAside(List<Envelope> work, RuntimeException failed) {
    deliberation.forget();
    if (failed instanceof ExecutionStore.Unavailable) {
      LOG.log(Level.WARNING, "The store cannot be read; trying again", failed);
      mailbox.putBack(work);
      return Round.AWAY;
    }
    if (work.size() == 1) {
      deliberation.failed(work.getFirst(), failed, this::put);
    } else {
      mailbox.setApart(work);
    }
    return Round.DONE;
  }

  private Round clearUp(Commits.InDoubt commit) {
    ExecutionStore.Fate fate;
    try {
      fate = commits.settle();
      if (fate == ExecutionStore.Fate.WRITTEN) {
        deliberation.recall(commit.batch().executions());
      }
    } catch (ExecutionStore.Unavailable away) {
      LOG.log(Level.DEBUG, "The store is still away", away);
      return Round.AWAY;
    }
    inDoubt = null;
    return switch (fate) {
      case WRITTEN -> {
        observe(commit.work(), commit.batch(), commit.changes(), 0);
        release(commit.batch(), commit.changes());
        yield Round.DONE;
      }
      case GIVEN_UP -> {
        mailbox.putBack(commit.work());
        yield Round.DONE;
      }
      case FENCED -> {
        commit.work().forEach(Deliberation::refuseUndone);
        yield Round.FENCED;
      }
    };
  }

  private void release(Batch batch, List<Changes> changes) {
    batch.effects().forEach(handingOut::release);
    batch.afterwards().forEach(Runnable::run);
    ports.runner().flush();
    if (!changes.isEmpty()) {
      ports.admission().committed(changes);
      events.committed(changes);
    }
    deliberation.tidy();
  }
}
