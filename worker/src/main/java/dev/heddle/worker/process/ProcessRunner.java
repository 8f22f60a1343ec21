package dev.heddle.worker.process;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.worker.attempt.Work;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs on this host. A program gets a process group of its own through {@code setsid}
 * (util-linux), so that its end is the end of everything it started; on hosts without it, only
 * processes that still have their ancestors can be found and ended.
 *
 * <p>Programs are started by the JDK's own {@code posix_spawn}: the faster {@code VFORK} mechanism
 * is deprecated as dangerous.
 */
public final class ProcessRunner implements AutoCloseable {

  private final ProcessSettings settings;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final ScheduledExecutorService timers;
  private final Programs programs;

  private final AtomicBoolean prepared = new AtomicBoolean();
  private @Nullable Caretaker caretaker;
  private boolean sought;

  /** Reading a pipe blocks its thread, so it must not be one that virtual threads share. */
  private final ExecutorService readers =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("heddle-process-io-", 0).factory());

  /**
   * @param environment of the host; programs see only a few of its variables
   * @param timers wakes up when a program has had its grace
   */
  public ProcessRunner(
      ProcessSettings settings,
      Map<String, String> environment,
      InstantSource clock,
      ScheduledExecutorService timers) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.timers = timers;
    this.programs = Programs.ofHost(environment.getOrDefault("PATH", ""));
  }

  /** An attempt that is ready to run; its log lines go to {@code log}, from several threads. */
  public Work work(Assignment assignment, Executor.Program program, Consumer<LogLine> log) {
    prepare();
    return new ProcessWork(this, assignment, program, log, false);
  }

  /**
   * As {@link #work}, with a standard input that stays open as long as somebody is here to wait for
   * the end: a program that reads it can end itself when its worker is gone.
   */
  public Work attended(Assignment assignment, Executor.Program program, Consumer<LogLine> log) {
    prepare();
    return new ProcessWork(this, assignment, program, log, true);
  }

  private void prepare() {
    if (prepared.compareAndSet(false, true)) {
      // linking the native call takes longer than a short program, so do it meanwhile
      readers.execute(Posix::prepare);
      readers.execute(this::caretaker);
    }
  }

  /** Kills what is left of an attempt on this host, whoever started it. */
  public static void killRemains(AttemptId attempt) {
    Strays.kill(attempt.toString());
  }

  /** A command line for {@code attempt}, not started yet. */
  public HostCommand command(AttemptId attempt, Output output) {
    prepare();
    return new HostCommand(this, attempt.toString(), output);
  }

  /** The few variables of the host that programs see. */
  public Map<String, String> basicVariables() {
    return ProcessEnvironment.basic(environment);
  }

  /** Lets go of threads; programs that still run end with the worker's process at the latest. */
  @Override
  public void close() {
    readers.shutdown();
    synchronized (this) {
      sought = true;
      if (caretaker != null) {
        caretaker.close();
      }
    }
  }

  /** Enters a program that is about to start; nothing where there can be no caretaker. */
  Optional<Caretaker.Entry> enter() {
    return caretaker().map(Caretaker::enter);
  }

  private synchronized Optional<Caretaker> caretaker() {
    if (!sought) {
      sought = true;
      caretaker = programs.setsid().map(Caretaker::start).orElse(null);
    }
    return Optional.ofNullable(caretaker);
  }

  public ProcessSettings settings() {
    return settings;
  }

  Map<String, String> environment() {
    return environment;
  }

  InstantSource clock() {
    return clock;
  }

  ScheduledExecutorService timers() {
    return timers;
  }

  Programs programs() {
    return programs;
  }

  ExecutorService readers() {
    return readers;
  }
}
