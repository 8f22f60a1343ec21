package dev.heddle.worker.script;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.MapValue;
import dev.heddle.worker.attempt.Ending;
import dev.heddle.worker.attempt.Work;
import dev.heddle.worker.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a script. An attempt is run at most once: if it is handed out again after a crash,
 * what it left behind is reported, else that it was lost (S3-48).
 */
final class ScriptWork implements Work {

  private static final System.Logger LOG = System.getLogger(ScriptWork.class.getName());

  private final ScriptRunner runner;
  private final Assignment assignment;
  private final Executor.Script script;
  private final LogTail log;
  private @Nullable Work process;
  private @Nullable Ending ending;

  ScriptWork(
      ScriptRunner runner, Assignment assignment, Executor.Script script, Consumer<LogLine> log) {
    this.runner = runner;
    this.assignment = assignment;
    this.script = script;
    this.log = new LogTail(log, runner.settings().logTail());
  }

  @Override
  public void end(Ending why) {
    Work running;
    synchronized (this) {
      ending = why;
      running = process;
    }
    if (running != null) {
      running.end(why);
    }
  }

  @Override
  public Report run() {
    if (!script.language().equals("python")) {
      return failed("unsupported_work", "nothing here runs scripts in " + script.language());
    }
    AttemptId attempt = assignment.attempt();
    try {
      if (!runner.home().claim(attempt)) {
        return afterCrash(attempt);
      }
      try {
        return runNew(attempt);
      } finally {
        runner.home().clean(attempt);
      }
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, () -> "attempt " + attempt, failure);
      return failed("artifact_error", "its files could not be prepared: " + failure.getMessage());
    }
  }

  private Report runNew(AttemptId attempt) throws IOException {
    Duration validFor =
        assignment.timeout().orElse(Duration.ofDays(1)).plus(runner.settings().urlMargin());
    ScriptVariables variables =
        new ScriptVariables(runner.settings().artifacts(), assignment, validFor);
    Path directory = runner.home().of(attempt);
    Work work =
        runner
            .processes()
            .attended(withoutInput(), program(variables.prepare(script), directory), log);
    synchronized (this) {
      process = work;
      if (ending != null) {
        work.end(ending);
      }
    }
    Report report = work.run();
    return new ScriptReport(runner.settings().artifacts(), variables.output(), log)
        .of(report, ScriptEnd.read(directory));
  }

  private Executor.Program program(Map<String, String> variables, Path directory)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(variables);
    all.put("SCRIPT_FILE", script.header().file());
    all.put("TERMINATION_MESSAGE_PATH", directory.resolve(ScriptEnd.FILE).toString());
    all.put("ENVIRONMENTS_DIRECTORY", runner.home().environments().toString());
    all.put("MAX_OUTPUT_BYTES", String.valueOf(runner.settings().maxOutput()));
    all.put("LIFELINE", "stdin");
    return new Executor.Program(
        Executor.Runner.PYTHON,
        runner.home().program(),
        directory,
        all,
        Executor.Delivery.ENV,
        Executor.ParameterFormat.JSON,
        Executor.OutputFormat.TEXT);
  }

  /** The program gets its input as files; it has no parameters. */
  private Assignment withoutInput() {
    return new Assignment(
        assignment.attempt(),
        assignment.workflow(),
        assignment.task(),
        assignment.action(),
        MapValue.EMPTY,
        assignment.timeout(),
        assignment.environment());
  }

  /** Somebody ran this before and did not live to tell. */
  private Report afterCrash(AttemptId attempt) {
    ProcessRunner.killRemains(attempt);
    Optional<ScriptEnd> end = ScriptEnd.read(runner.home().of(attempt));
    ScriptReport report =
        new ScriptReport(
            runner.settings().artifacts(),
            dev.heddle.engine.port.ArtifactPath.output(attempt.execution(), assignment.task()),
            log);
    return end.map(report::afterCrash).orElseGet(ScriptWork::lost);
  }

  /** Not the script's fault, so it costs none of its attempts. */
  private static Report lost() {
    return new Report.Abandoned(
        Failure.of(
            "job_lost",
            "the script was under way when its worker went away; it was not started again"));
  }

  private static Report failed(String type, String message) {
    return new Report.Failed(Failure.of(type, message), null);
  }
}
