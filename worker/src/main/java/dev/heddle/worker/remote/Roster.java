package dev.heddle.worker.remote;

import dev.heddle.dispatch.wire.ToServer;
import dev.heddle.dispatch.wire.ToWorker;
import dev.heddle.dispatch.wire.Token;
import dev.heddle.dispatch.wire.WorkerProfile;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.execution.AttemptId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a worker holds and for whom; knows no sockets. An attempt belongs to the server that leased
 * or adopted it last. Its end is kept until that server has recorded it.
 */
final class Roster implements TaskListener {

  private static final Logger LOG = System.getLogger(Roster.class.getName());
  private static final int LONGEST_BACKLOG = 10_000;

  private final WorkerProfile profile;
  private final TaskRunner runner;
  private final Beginnings beginnings;
  private final Consumer<String> hopeless;
  private final Consumer<ServersTold> servers;
  private final Holding all = new Holding();
  private final Shares shares;
  private Duration lease = Duration.ofSeconds(90);
  private volatile Duration beat = Duration.ofSeconds(10);
  private boolean draining;
  private boolean stopped;

  /** Addresses that a server has told. */
  record ServersTold(Link by, List<String> addresses) {}

  Roster(
      WorkerProfile profile,
      TaskRunner runner,
      Beginnings.PackFetcher packs,
      Consumer<String> hopeless,
      Consumer<ServersTold> servers) {
    this.profile = profile;
    this.shares = new Shares(profile.slots());
    this.runner = runner;
    this.beginnings = new Beginnings(runner, packs, this, this::giveBack);
    this.hopeless = hopeless;
    this.servers = servers;
  }

  Duration beat() {
    return beat;
  }

  /** There is no use in going on; {@code reason} says why. */
  void giveUp(String reason) {
    hopeless.accept(reason);
  }

  // Streams come and go.

  synchronized void opened(Link link) {
    link.peer = null;
    shares.opened(link);
    List<ToServer.Held> holding = all.all().stream().map(Held::toWire).toList();
    link.send(new ToServer.Hello(ToServer.VERSION, profile, holding, shares.peers()));
    if (draining) {
      link.send(new ToServer.Draining());
    }
    tellCapacity();
  }

  synchronized void detached(Link link) {
    shares.closed(link);
    long now = System.nanoTime();
    for (Held held : all.all()) {
      if (held.home.equals(link) && held.attached) {
        held.attached = false;
        held.detachedAt = now;
      }
    }
    tellCapacity();
    notifyAll();
  }

  // What servers say.

  void take(Link link, ToWorker message) {
    switch (message) {
      case ToWorker.Welcome welcome -> {
        synchronized (this) {
          link.peer = welcome.server();
          lease = welcome.lease();
          beat = welcome.beat();
        }
        LOG.log(Level.INFO, "Works for " + link.server);
      }
      case ToWorker.Duplicate _ -> link.close();
      case ToWorker.Servers told -> servers.accept(new ServersTold(link, told.addresses()));
      case ToWorker.Assigned assigned -> assigned(link, assigned);
      case ToWorker.Adopted(var attempt, var token) -> adopted(link, attempt, token);
      case ToWorker.Disowned(var attempt, var token) -> disowned(attempt, token);
      case ToWorker.Recorded(var attempt, var token) -> recorded(attempt, token);
      case ToWorker.Interrupted(var attempt, var token) -> interrupted(attempt, token);
      case ToWorker.RollCall(long call, var attempts) -> answer(link, call, attempts);
      case ToWorker.Introduced _ -> throw new IllegalStateException("kept by the link");
      case ToWorker.Beat _ -> {}
    }
  }

  private void assigned(Link link, ToWorker.Assigned assigned) {
    synchronized (this) {
      Held known = all.get(assigned.attempt());
      if (known != null) {
        known.token = assigned.token();
        attach(known, link);
        return;
      }
      if (draining || all.running() >= profile.slots()) {
        link.send(new ToServer.Returned(assigned.attempt(), assigned.token()));
        return;
      }
      all.add(new Held(assigned.attempt(), assigned.token(), link));
    }
    beginnings.begin(link, assigned);
  }

  private synchronized void giveBack(AttemptId attempt) {
    Held held = all.remove(attempt);
    if (held != null) {
      held.home.send(new ToServer.Returned(attempt, held.token));
    }
    notifyAll();
  }

  private synchronized void adopted(Link link, AttemptId attempt, Token token) {
    Held held = all.get(attempt);
    if (held == null || !held.token.equals(token)) {
      link.send(new ToServer.Returned(attempt, token));
      return;
    }
    if (!held.home.equals(link)) {
      held.home.send(new ToServer.Moved(attempt, token));
    }
    attach(held, link);
  }

  /** Tells a server what it may not have heard. */
  private void attach(Held held, Link link) {
    held.home = link;
    held.attached = true;
    if (held.started != null) {
      link.send(new ToServer.Started(held.attempt, held.token, held.started.at()));
    }
    for (LogLine line = held.backlog.poll(); line != null; line = held.backlog.poll()) {
      link.send(new ToServer.Logged(held.attempt, held.token, line));
    }
    ToServer.Finished end = held.finished;
    if (end != null) {
      held.finished =
          new ToServer.Finished(
              held.attempt, held.token, end.startedAt(), end.endedAt(), end.report());
      link.send(held.finished);
    }
    notifyAll();
  }

  private void disowned(AttemptId attempt, Token token) {
    synchronized (this) {
      Held held = all.get(attempt);
      if (held == null || !held.token.equals(token)) {
        return;
      }
      all.remove(attempt);
      notifyAll();
    }
    LOG.log(Level.INFO, "The lease of attempt " + attempt + " is over; it is ended");
    runner.interrupt(attempt);
  }

  private synchronized void recorded(AttemptId attempt, Token token) {
    Held held = all.get(attempt);
    if (held != null && held.finished != null && held.token.equals(token)) {
      all.remove(attempt);
      notifyAll();
    }
  }

  private void interrupted(AttemptId attempt, Token token) {
    synchronized (this) {
      Held held = all.get(attempt);
      if (held == null || !held.token.equals(token)) {
        return;
      }
    }
    runner.interrupt(attempt);
  }

  private synchronized void answer(Link link, long call, List<AttemptId> attempts) {
    List<ToServer.Held> present = new ArrayList<>();
    for (AttemptId attempt : attempts) {
      Held held = all.get(attempt);
      if (held != null) {
        present.add(held.toWire());
      }
    }
    link.send(new ToServer.Present(call, present));
  }

  // How attempts go.

  @Override
  public void started(AttemptId attempt, Instant at) {
    Held held;
    synchronized (this) {
      held = all.get(attempt);
      if (held == null) {
        return;
      }
      held.started = new ToServer.Started(attempt, held.token, at);
      if (!held.attached) {
        return;
      }
    }
    held.home.send(held.started);
  }

  @Override
  public void logged(AttemptId attempt, LogLine line) {
    Link link;
    ToServer.Logged message;
    synchronized (this) {
      Held held = all.get(attempt);
      if (held == null) {
        return;
      }
      if (!held.attached) {
        keep(held, line);
        return;
      }
      link = held.home;
      message = new ToServer.Logged(attempt, held.token, line);
    }
    link.sendLine(message);
  }

  /** The printer waits rather than lines being lost. */
  private void keep(Held held, LogLine line) {
    try {
      while (!held.attached && held.backlog.size() >= LONGEST_BACKLOG && all.has(held.attempt)) {
        wait(1_000);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (held.attached) {
      held.home.send(new ToServer.Logged(held.attempt, held.token, line));
    } else {
      held.backlog.add(line);
    }
  }

  @Override
  public void finished(AttemptId attempt, Instant startedAt, Instant endedAt, Report report) {
    Link link;
    ToServer.Finished end;
    synchronized (this) {
      Held held = all.get(attempt);
      if (held == null || held.finished != null) {
        return;
      }
      end = new ToServer.Finished(attempt, held.token, startedAt, endedAt, report);
      all.end(held, end);
      link = held.attached ? held.home : null;
      tellCapacity();
    }
    if (link != null) {
      link.send(end);
    }
  }

  /** Shares the free slots with every server. */
  synchronized void tellCapacity() {
    shares.tell(all);
  }

  // What time brings, and the end.

  /** Gives up what no server has claimed for a lease: it belongs to somebody else by now. */
  void tick() {
    List<AttemptId> lost = new ArrayList<>();
    synchronized (this) {
      long now = System.nanoTime();
      for (Held held : all.all()) {
        if (!held.attached && now - held.detachedAt > lease.toNanos()) {
          all.remove(held.attempt);
          lost.add(held.attempt);
        }
      }
      if (!lost.isEmpty()) {
        notifyAll();
      }
    }
    lost.forEach(runner::interrupt);
  }

  void drain() {
    List<Link> told;
    synchronized (this) {
      draining = true;
      told = shares.open();
    }
    told.forEach(link -> link.send(new ToServer.Draining()));
  }

  /** Waits until nothing is held any more; false if it was stopped first or took too long. */
  synchronized boolean awaitEmpty(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!all.isEmpty() && !stopped) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, left / 1_000_000));
    }
    return !stopped;
  }

  /** Stops waiting for anything. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Gives back what still runs and says goodbye. */
  void leave() {
    List<Held> left;
    List<Link> told;
    synchronized (this) {
      draining = true;
      left = all.all();
      told = shares.open();
      all.clear();
      notifyAll();
    }
    for (Held held : left) {
      if (held.finished == null && held.attached) {
        held.home.send(new ToServer.Returned(held.attempt, held.token));
      }
    }
    told.forEach(link -> link.send(new ToServer.Bye()));
  }

  /** What it holds now, for people. */
  synchronized int holding() {
    return all.size();
  }

  synchronized boolean isConnected() {
    return !shares.isEmpty();
  }
}
