package dev.heddle.worker.container;

import dev.heddle.engine.port.Report;
import dev.heddle.model.action.Executor.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A program that comes with Heddle; nothing of it is written by users. */
record ProgramCargo(
    ContainerProgram program,
    Map<String, String> environment,
    ContainerProgram.Source source,
    Optional<ContainerProgram.Directory> directory)
    implements Cargo {

  static ProgramCargo of(ContainerProgram program) throws IOException {
    return new ProgramCargo(
        program, program.variables(OutputsArchive.PATH), program.source(), program.directory());
  }

  @Override
  public ContainerJob job() {
    return new ContainerJob(
        program.image(),
        List.of(program.interpreter(), OutputsArchive.place(source.name())),
        environment,
        List.of(),
        Optional.of(OutputsArchive.place("")),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Override
  public Map<String, String> variables(ContainerJob job) {
    return environment;
  }

  @Override
  public InputStream files() {
    return OutputsArchive.directoryWith(source.name(), source.text());
  }

  @Override
  public Optional<Shared> shared() {
    return directory.map(each -> new Shared(each.source(), each.target()));
  }

  @Override
  public OutputFormat format() {
    return OutputFormat.TEXT;
  }

  @Override
  public Report meaning(StepReport report, int exitCode, Supplier<Optional<String>> file) {
    return program.meaning(report.plain(exitCode), file.get());
  }
}
