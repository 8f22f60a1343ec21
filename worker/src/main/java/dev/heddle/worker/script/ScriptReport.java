package dev.heddle.worker.script;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.Optional;

/** What the end of the script worker means for its task (S3-20, S3-46, S3-47). */
final class ScriptReport {

  private static final int LONGEST_LINE = 500;

  private final ArtifactStore artifacts;
  private final ArtifactPath output;
  private final LogTail log;

  /**
   * @param artifacts hears of the output, which the script worker stored by a signed URL
   */
  ScriptReport(ArtifactStore artifacts, ArtifactPath output, LogTail log) {
    this.artifacts = artifacts;
    this.output = output;
    this.log = log;
  }

  Report of(Report process, Optional<ScriptEnd> end) {
    if (process instanceof Report.Succeeded(Value result)
        && end.filter(ScriptEnd::isDone).isPresent()) {
      return new Report.Succeeded(withOutput(result, end.get()));
    }
    return switch (process) {
      case Report.Succeeded succeeded ->
          new Report.Failed(
              Failure.of("worker_failed", "the script worker ended without a word"),
              succeeded.result());
      case Report.Failed failed ->
          new Report.Failed(
              end.filter(each -> !each.isDone()).map(this::failure).orElse(failed.failure()),
              failed.result());
      case Report.TimedOut _, Report.Cancelled _, Report.Abandoned _ -> process;
    };
  }

  /** What was printed went to the log of a worker that is gone; the end says what is known. */
  Report afterCrash(ScriptEnd end) {
    if (end.isDone()) {
      MapValue known = MapValue.builder().put("exit_code", 0).put("succeeded", true).build();
      return new Report.Succeeded(withOutput(known, end));
    }
    return new Report.Failed(failure(end), null);
  }

  private Value withOutput(Value result, ScriptEnd end) {
    artifacts.arrived(output);
    MapValue.Builder all = MapValue.builder();
    if (result instanceof MapValue map) {
      all.putAll(map);
    }
    return all.put("output", output.text())
        .put("size", end.message().getOr("size", Value.nothing()))
        .build();
  }

  private Failure failure(ScriptEnd end) {
    MapValue details = end.message().with("log_tail", Value.of(log.text()));
    if (end.stage().equals(ScriptEnd.RUN_TASK)) {
      String code = end.message().getOr("exit_code", Value.nothing()).toString();
      return new Failure("script_failed", "exit code " + code + lastLine(end), details);
    }
    return new Failure("worker_failed", end.text("error"), details);
  }

  private static String lastLine(ScriptEnd end) {
    String tail = end.text("stderr_tail").stripTrailing();
    String line = tail.substring(tail.lastIndexOf('\n') + 1).strip();
    return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), LONGEST_LINE));
  }
}
