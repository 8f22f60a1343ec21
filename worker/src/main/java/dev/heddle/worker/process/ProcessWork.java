package dev.heddle.worker.process;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.Failure;
import dev.heddle.worker.attempt.Ending;
import dev.heddle.worker.attempt.Work;
import dev.heddle.worker.redact.Redactor;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One program from start to end. */
final class ProcessWork implements Work {

  private static final File NOTHING = new File("/dev/null");

  private final ProcessRunner host;
  private final Assignment assignment;
  private final Executor.Program program;
  private final Redactor redactor;
  private final Output output;
  private final Termination termination;
  private final boolean attended;

  /**
   * @param attended whether standard input stays open until the program has ended
   */
  ProcessWork(
      ProcessRunner host,
      Assignment assignment,
      Executor.Program program,
      Consumer<LogLine> log,
      boolean attended) {
    this.attended = attended;
    this.host = host;
    this.assignment = assignment;
    this.program = program;
    this.redactor = Redactor.of(assignment.secrets());
    boolean withheld = assignment.action().output().hasSecrets();
    this.output =
        new Output(host.settings(), program.outputFormat(), withheld, redactor, host.clock(), log);
    this.termination = new Termination(host.settings(), host.timers());
  }

  @Override
  public void end(Ending ending) {
    termination.ask(ending);
  }

  @Override
  public Report run() {
    ProcessEnvironment environment = ProcessEnvironment.of(host.environment(), assignment, program);
    for (String name : environment.refused()) {
      output.say("variable " + name + " is not passed on: it could change which code runs");
    }
    return switch (host.programs().command(program, environment.path())) {
      case Programs.Found.Missing missing -> notStarted(missing.reason());
      case Programs.Found.Command command -> run(command, new HashMap<>(environment.variables()));
    };
  }

  private Report run(Programs.Found.Command command, Map<String, String> variables) {
    Delivery delivery;
    try {
      delivery = Delivery.of(assignment, program);
    } catch (IOException failure) {
      return notStarted("the parameter file could not be written: " + failure.getMessage());
    }
    Optional<Caretaker.Entry> entry = host.enter();
    try {
      entry.ifPresent(entered -> variables.put(EnvironmentNames.PROGRAM, entered.mark()));
      return run(command, variables, delivery);
    } finally {
      entry.ifPresent(Caretaker.Entry::close);
      delivery.clean();
    }
  }

  private Report run(
      Programs.Found.Command command, Map<String, String> variables, Delivery delivery) {
    ProcessBuilder builder =
        new ProcessBuilder(command.words()).directory(program.workDirectory().toFile());
    if (delivery.input().isEmpty() && !attended) {
      builder.redirectInput(NOTHING);
    }
    try {
      builder.environment().clear();
      builder.environment().putAll(variables);
      builder.environment().putAll(delivery.variables());
    } catch (IllegalArgumentException notAllowed) {
      // its message quotes the value
      return notStarted("a variable for it has a name or a value that no environment can hold");
    }
    Process process;
    try {
      process = builder.start();
    } catch (IOException failure) {
      return notStarted(startFailure(failure));
    }
    int exitCode =
        new Attendance(host, assignment.attempt().toString(), output, termination, attended)
            .attend(process, command.ownGroup(), delivery.input().getBytes(StandardCharsets.UTF_8));
    return new ProgramReport(program, redactor, output, exitCode).report();
  }

  private Report notStarted(String reason) {
    return new Report.Failed(
        Failure.of(
            ProgramReport.ACTION_ERROR,
            redactor.redact(assignment.action().ref() + " could not be started: " + reason)),
        null);
  }

  static String startFailure(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("Argument list too long")
        ? "its environment is larger than the system allows; deliver parameters by stdin or file"
        : message;
  }
}
