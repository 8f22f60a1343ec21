package dev.heddle.worker;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Failure;
import dev.heddle.worker.attempt.Ending;
import dev.heddle.worker.attempt.Work;
import dev.heddle.worker.container.ContainerRunner;
import dev.heddle.worker.container.ContainerSettings;
import dev.heddle.worker.container.DockerRunner;
import dev.heddle.worker.container.HostRunner;
import dev.heddle.worker.http.HttpRunner;
import dev.heddle.worker.process.ProcessRunner;
import dev.heddle.worker.script.ScriptRunner;
import dev.heddle.worker.script.ScriptSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Carries out attempts on this host. Programs and HTTP requests are bounded each by a number of
 * their own; what is beyond it waits in order of arrival and holds no thread. An attempt that is
 * under way is not begun a second time; its end is told to whoever asked for it last.
 */
public final class Worker implements TaskRunner, AutoCloseable {

  private final WorkerSettings settings;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor timers = timers();
  private final ProcessRunner processes;
  private final HttpRunner http;
  private final Optional<ScriptRunner> scripts;
  private @Nullable ContainerRunner containers;
  private final Lane programs;
  private final Lane requests;
  private final Map<AttemptId, Entry> underWay = new HashMap<>();

  /** Whether nothing is begun any more. */
  private volatile boolean stopping;

  private record Entry(Attempt attempt, Audience audience, Lane lane) {}

  /**
   * @param environment of the host; programs see only a few of its variables
   */
  public Worker(WorkerSettings settings, Map<String, String> environment, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.processes = new ProcessRunner(settings.processes(), environment, clock, timers);
    this.http = new HttpRunner(settings.http(), timers);
    this.scripts = settings.scripts().map(each -> new ScriptRunner(each, processes));
    this.programs = new Lane("heddle-program-", settings.maxActiveTasks());
    this.requests = new Lane("heddle-request-", settings.maxActiveRequests());
  }

  /**
   * Removes the containers of all steps that are not open any more, also those that former
   * processes of this installation left.
   */
  public void sweepContainers(Predicate<AttemptId> isOpen) {
    if (settings.containers().isEnginePresent()) {
      containers().sweep(isOpen);
    }
  }

  /** What runs the steps; made when it is first needed, for its classes are many. */
  private synchronized ContainerRunner containers() {
    if (containers == null) {
      containers =
          switch (settings.containers().runner()) {
            case DOCKER -> new DockerRunner(settings.containers(), settings.processes(), clock);
            case PROCESS -> new HostRunner(processes, clock);
          };
    }
    return containers;
  }

  @Override
  public void start(Assignment assignment, TaskListener listener) {
    if (stopping) {
      return;
    }
    AttemptId id = assignment.attempt();
    Audience audience = new Audience(listener);
    Consumer<LogLine> log = line -> audience.logged(id, line);
    Work work;
    Lane lane;
    switch (assignment.action().executor()) {
      case Executor.Program program -> {
        work = processes.work(assignment, program, log);
        lane = programs;
      }
      case Executor.Script script -> {
        if (scripts.isEmpty()) {
          Instant now = clock.instant();
          listener.finished(id, now, now, unsupported("no worker here runs scripts"));
          return;
        }
        work = script(scripts.get(), assignment, script, log);
        lane = programs;
      }
      case Executor.Container() -> {
        work = containers().work(assignment, log);
        lane = programs;
      }
      case Executor.Builtin builtin when builtin.name().equals(HttpRunner.NAME) -> {
        work = http.work(assignment.input());
        lane = requests;
      }
      case Executor.Builtin builtin -> {
        // Over at once, so it is done here: a thread and an entry would cost more than the work.
        Instant now = clock.instant();
        listener.finished(id, now, now, builtin(builtin.name(), assignment));
        return;
      }
    }
    synchronized (this) {
      Entry known = underWay.get(id);
      if (stopping || (known != null && known.audience().changeTo(listener))) {
        return;
      }
      Runnable afterwards = () -> forget(id, audience);
      Attempt attempt = new Attempt(assignment, work, audience, clock, timers, afterwards);
      underWay.put(id, new Entry(attempt, audience, lane));
      lane.enter(attempt);
    }
  }

  /** In a container if the operator named an image and there is an engine for it (S3-17). */
  private Work script(
      ScriptRunner runner, Assignment assignment, Executor.Script script, Consumer<LogLine> log) {
    Optional<String> image = settings.scripts().flatMap(ScriptSettings::image);
    return image.isPresent() && settings.containers().runner() == ContainerSettings.Runner.DOCKER
        ? runner.work(assignment, script, image.get(), () -> (DockerRunner) containers(), log)
        : runner.work(assignment, script, log);
  }

  public Occupancy programs() {
    return programs.occupancy();
  }

  public Occupancy requests() {
    return requests.occupancy();
  }

  @Override
  public Optional<Report> atOnce(Assignment assignment) {
    return assignment.action().executor() instanceof Executor.Builtin(String name)
            && Builtins.isInstant(name)
        ? Optional.of(Builtins.run(name, assignment.input()))
        : Optional.empty();
  }

  @Override
  public void interrupt(AttemptId id) {
    Entry entry;
    synchronized (this) {
      entry = underWay.get(id);
    }
    if (entry != null) {
      end(entry, Ending.CANCELLED);
    }
  }

  /**
   * Begins nothing any more, neither what waits nor what is handed out from now on: whoever owns it
   * next starts it. Returns when what runs has ended and was reported, or after {@code grace}.
   *
   * @return how many attempts still run
   */
  public int drain(Duration grace) {
    synchronized (this) {
      stopping = true;
      underWay.values().removeIf(entry -> entry.lane().leave(entry.attempt()));
    }
    return awaitEnd(grace);
  }

  /**
   * Ends everything that is under way and begins nothing any more. Listeners hear nothing of it:
   * these attempts are to be handed out again.
   */
  @Override
  public void close() {
    List<Entry> entries;
    synchronized (this) {
      stopping = true;
      entries = List.copyOf(underWay.values());
    }
    entries.forEach(entry -> end(entry, Ending.SHUTDOWN));
    awaitEnd(settings.stopWithin());
    timers.shutdownNow();
    processes.close();
    http.close();
    closeContainers();
  }

  private synchronized void closeContainers() {
    if (containers != null) {
      containers.close();
    }
  }

  private static void end(Entry entry, Ending why) {
    entry.attempt().end(why);
    if (entry.lane().leave(entry.attempt())) {
      entry.attempt().drop();
    }
  }

  private static Report unsupported(String message) {
    return new Report.Failed(Failure.of("unsupported_work", message), null);
  }

  private static Report builtin(String name, Assignment assignment) {
    return Builtins.isInstant(name)
        ? Builtins.run(name, assignment.input())
        : unsupported("no worker carries out the built-in action " + name);
  }

  /** Unless it has been begun again since its end was told. */
  private synchronized void forget(AttemptId id, Audience audience) {
    underWay.computeIfPresent(id, (_, entry) -> entry.audience() == audience ? null : entry);
    notifyAll();
  }

  private synchronized int awaitEnd(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      long left = deadline - System.nanoTime();
      while (!underWay.isEmpty() && left > 0) {
        wait(Math.max(1, left / 1_000_000));
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    return underWay.size();
  }

  private static ScheduledThreadPoolExecutor timers() {
    ScheduledThreadPoolExecutor timers =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("heddle-worker-timer").factory());
    timers.setRemoveOnCancelPolicy(true);
    return timers;
  }
}
