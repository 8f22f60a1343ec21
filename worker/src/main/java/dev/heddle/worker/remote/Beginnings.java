package dev.heddle.worker.remote;

import dev.heddle.dispatch.wire.ToWorker;
import dev.heddle.dispatch.wire.Work;
import dev.heddle.engine.port.ApiAccess;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Failure;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Begins attempts as what their actions are; brings the files of a program here before. */
final class Beginnings {

  private static final Logger LOG = System.getLogger(Beginnings.class.getName());

  private final TaskRunner runner;
  private final PackFetcher packs;
  private final TaskListener listener;
  private final Consumer<AttemptId> giveBack;

  /** Brings the files of a pack here. */
  @FunctionalInterface
  interface PackFetcher {
    Path directory(Link from, String digest)
        throws IOException, InterruptedException, GoneException;
  }

  /** The server has other files by now. */
  static final class GoneException extends Exception {
    GoneException(String message) {
      super(message);
    }
  }

  /**
   * @param listener hears how attempts go
   * @param giveBack for attempts that cannot begin here
   */
  Beginnings(
      TaskRunner runner, PackFetcher packs, TaskListener listener, Consumer<AttemptId> giveBack) {
    this.runner = runner;
    this.packs = packs;
    this.listener = listener;
    this.giveBack = giveBack;
  }

  void begin(Link link, ToWorker.Assigned assigned) {
    Optional<ToWorker.Introduced> introduced = link.action(assigned.action());
    if (introduced.isEmpty()) {
      fail(assigned.attempt(), "the server has not introduced the action");
      return;
    }
    String ref = introduced.get().ref();
    switch (introduced.get().work()) {
      case Work.Builtin(String name) -> run(link, assigned, ref, new Executor.Builtin(name));
      case Work.Container() -> run(link, assigned, ref, new Executor.Container());
      case Work.Program program ->
          Thread.ofVirtual().name("pack").start(() -> fetch(link, assigned, ref, program));
    }
  }

  private void run(Link link, ToWorker.Assigned assigned, String ref, Executor executor) {
    Action action = new Action(ref, "", "", true, Parameters.ANY, executor, Optional.empty());
    Assignment assignment =
        new Assignment(
            assigned.attempt(),
            assigned.workflow(),
            assigned.task(),
            action,
            assigned.input(),
            assigned.timeout(),
            assigned.environment());
    runner.start(
        assigned
            .api()
            .map(token -> assignment.withApi(new ApiAccess(link.server.toString(), token)))
            .orElse(assignment),
        listener);
  }

  private void fetch(Link link, ToWorker.Assigned assigned, String ref, Work.Program program) {
    try {
      Path directory = packs.directory(link, program.content());
      run(
          link,
          assigned,
          ref,
          new Executor.Program(
              program.runner(),
              directory.resolve(program.entryPoint()),
              directory,
              program.environment(),
              program.delivery(),
              program.parameterFormat(),
              program.outputFormat()));
    } catch (GoneException changed) {
      LOG.log(Level.INFO, "Attempt " + assigned.attempt() + ": " + changed.getMessage());
      giveBack.accept(assigned.attempt());
    } catch (IOException failed) {
      fail(
          assigned.attempt(),
          "the files of " + ref + " could not be fetched: " + failed.getMessage());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(AttemptId attempt, String message) {
    Instant now = Instant.now();
    Failure failure = Failure.of("action_error", message);
    listener.finished(attempt, now, now, new Report.Failed(failure, null));
  }
}
