package dev.heddle.worker.container;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.model.action.Executor.OutputFormat;
import dev.heddle.worker.attempt.Ending;
import dev.heddle.worker.attempt.Work;
import dev.heddle.worker.process.HostCommand;
import dev.heddle.worker.process.Output;
import dev.heddle.worker.process.ProcessRunner;
import dev.heddle.worker.redact.Redactor;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The command of one step as a process, in a directory of its own. */
final class HostWork implements Work {

  private static final System.Logger LOG = System.getLogger(HostWork.class.getName());

  private final ProcessRunner processes;
  private final Assignment assignment;
  private final Output output;
  private final HostCommand command;
  private final StepReport report;

  HostWork(
      ProcessRunner processes, InstantSource clock, Assignment assignment, Consumer<LogLine> log) {
    this.processes = processes;
    this.assignment = assignment;
    Redactor redactor = Redactor.of(assignment.input());
    this.output = new Output(processes.settings(), OutputFormat.JSON, false, redactor, clock, log);
    this.command = processes.command(assignment.attempt(), output);
    this.report = new StepReport(redactor, output);
  }

  @Override
  public void end(Ending ending) {
    command.end(ending);
  }

  @Override
  public Report run() {
    ContainerJob job = ContainerJob.of(assignment.input());
    if (job.command().isEmpty()) {
      return report.failed(
          StepReport.CONTAINER_ERROR,
          "the step has no command, and what image "
              + job.image()
              + " does by itself is only known to a container engine: run it with --runner docker");
    }
    notHonoured(job).forEach(output::say);
    Path directory;
    try {
      directory = Files.createTempDirectory("heddle-step-");
    } catch (IOException failure) {
      return report.failed(
          StepReport.CONTAINER_ERROR, "no directory could be made for it: " + failure.getMessage());
    }
    try {
      return run(job, directory);
    } finally {
      delete(directory);
    }
  }

  private Report run(ContainerJob job, Path directory) {
    Path outputs = directory.resolve("outputs");
    Map<String, String> variables = processes.basicVariables();
    variables.putAll(StepVariables.of(assignment, job, outputs.toString()));
    return switch (command.run(job.command(), directory, variables)) {
      case HostCommand.Result.NotStarted(String reason) ->
          report.failed(StepReport.CONTAINER_ERROR, reason);
      case HostCommand.Result.Ended(int exitCode) -> report.ended(exitCode, read(outputs));
    };
  }

  private static List<String> notHonoured(ContainerJob job) {
    List<String> notes = new ArrayList<>();
    notes.add("runs as a process of this host: image " + job.image() + " is not used");
    if (job.nanoCpus().isPresent() || job.memory().isPresent()) {
      notes.add("limits on cpu and memory are not applied to processes");
    }
    for (ContainerJob.Volume volume : job.volumes()) {
      notes.add("volume " + volume.source() + " is not mounted at " + volume.target());
    }
    job.workingDirectory()
        .ifPresent(
            path -> notes.add("working_dir " + path + " is not used, but an empty directory"));
    return notes;
  }

  private Optional<String> read(Path outputs) {
    try {
      if (!Files.isRegularFile(outputs, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      if (Files.size(outputs) > StepOutputs.MOST_CHARACTERS) {
        output.say("STEP_OUTPUTS is larger than 1 MiB and was left out");
        return Optional.empty();
      }
      return Optional.of(Files.readString(outputs));
    } catch (IOException unreadable) {
      output.say("STEP_OUTPUTS cannot be read as UTF-8 text and was left out");
      return Optional.empty();
    }
  }

  private static void delete(Path directory) {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, () -> "could not delete " + directory, failure);
    }
  }
}
