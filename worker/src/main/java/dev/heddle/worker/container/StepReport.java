package dev.heddle.worker.container;

import dev.heddle.engine.port.Report;
import dev.heddle.model.ContainerInput;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import dev.heddle.worker.process.Output;
import dev.heddle.worker.redact.Redactor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a step means: {@code {outputs, stdout, stderr, exit_code, succeeded}}, with the
 * {@code image} of what ran in a container; a step that failed has no outputs (S4-24, S4-29).
 */
final class StepReport {

  /** The command ran and said no. */
  static final String ACTION_FAILED = "action_failed";

  /** There was nothing to run, or no engine to run it. */
  static final String CONTAINER_ERROR = "container_error";

  /** The engine ended it because it used more memory than it may. */
  static final String OUT_OF_MEMORY = "out_of_memory";

  private static final int MAX_MESSAGE = 500;

  private final Redactor redactor;
  private final Output output;
  private @Nullable Image image;

  StepReport(Redactor redactor, Output output) {
    this.redactor = redactor;
    this.output = output;
  }

  /** Its container is made, or was. */
  void ranOn(Image used) {
    image = used;
  }

  Report ended(int exitCode, Optional<String> outputsFile) {
    if (exitCode == 0) {
      Value outputs = redactor.redact(StepOutputs.of(outputsFile, output));
      return new Report.Succeeded(Value.map("outputs", outputs).withAll(streams(exitCode)));
    }
    return failed(ACTION_FAILED, message(exitCode), exitCode);
  }

  /** As {@link #ended}, of what has no outputs. */
  Report plain(int exitCode) {
    return exitCode == 0
        ? new Report.Succeeded(streams(exitCode))
        : failed(ACTION_FAILED, message(exitCode), exitCode);
  }

  Report outOfMemory(int exitCode, Optional<Long> limit) {
    String message =
        "the step used more memory than "
            + limit.map(bytes -> "its limit of " + bytes + " bytes").orElse("there is")
            + "; raise resources.memory";
    return failed(OUT_OF_MEMORY, message, exitCode);
  }

  private Report failed(String type, String message, int exitCode) {
    MapValue details =
        MapValue.builder()
            .put("exit_code", exitCode)
            .put("stderr_tail", output.stderrEnd())
            .build();
    return new Report.Failed(new Failure(type, message, details), streams(exitCode));
  }

  /** It never ran, or nobody knows how it ended. */
  Report failed(String type, String reason) {
    return new Report.Failed(Failure.of(type, redactor.redact(reason)), null);
  }

  private MapValue streams(int exitCode) {
    MapValue.Builder streams =
        MapValue.builder()
            .put("stdout", output.stdoutText())
            .put("stderr", output.stderrText())
            .put("exit_code", exitCode)
            .put("succeeded", exitCode == 0);
    if (image != null) {
      streams.put(ContainerInput.IMAGE, image.toValue());
    }
    return streams.build();
  }

  private String message(int exitCode) {
    String tail = output.stderrEnd();
    String lastLine = tail.substring(tail.lastIndexOf('\n') + 1).strip();
    String reason = "exit code " + exitCode;
    return lastLine.isEmpty()
        ? reason
        : reason + ": " + lastLine.substring(0, Math.min(lastLine.length(), MAX_MESSAGE));
  }
}
