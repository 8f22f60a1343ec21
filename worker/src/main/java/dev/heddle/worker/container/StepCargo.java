package dev.heddle.worker.container;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.model.action.Executor.OutputFormat;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The command of a step, with a place for its outputs (S4-29). */
record StepCargo(Assignment assignment) implements Cargo {

  @Override
  public ContainerJob job() {
    return ContainerJob.of(assignment.input());
  }

  @Override
  public Map<String, String> variables(ContainerJob job) {
    return StepVariables.of(assignment, job, OutputsArchive.PATH);
  }

  @Override
  public InputStream files() {
    return OutputsArchive.directory();
  }

  @Override
  public Optional<Shared> shared() {
    return Optional.empty();
  }

  @Override
  public OutputFormat format() {
    return OutputFormat.JSON;
  }

  @Override
  public Report meaning(StepReport report, int exitCode, Supplier<Optional<String>> file) {
    return report.ended(exitCode, exitCode == 0 ? file.get() : Optional.empty());
  }
}
