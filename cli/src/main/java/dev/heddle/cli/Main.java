package dev.heddle.cli;

import dev.heddle.cli.command.AuditCommand;
import dev.heddle.cli.command.AuditListCommand;
import dev.heddle.cli.command.AuditVerifyCommand;
import dev.heddle.cli.command.BenchCommand;
import dev.heddle.cli.command.CompletionCommand;
import dev.heddle.cli.command.Context;
import dev.heddle.cli.command.DoctorCommand;
import dev.heddle.cli.command.ErrorReport;
import dev.heddle.cli.command.EventCommand;
import dev.heddle.cli.command.EventListCommand;
import dev.heddle.cli.command.EventShowCommand;
import dev.heddle.cli.command.ExecutionCancelCommand;
import dev.heddle.cli.command.ExecutionCommand;
import dev.heddle.cli.command.ExecutionListCommand;
import dev.heddle.cli.command.ExecutionLogsCommand;
import dev.heddle.cli.command.ExecutionPauseCommand;
import dev.heddle.cli.command.ExecutionPruneCommand;
import dev.heddle.cli.command.ExecutionRerunCommand;
import dev.heddle.cli.command.ExecutionResumeCommand;
import dev.heddle.cli.command.ExecutionRetryCommand;
import dev.heddle.cli.command.ExecutionShowCommand;
import dev.heddle.cli.command.ExplainCommand;
import dev.heddle.cli.command.ExplainEventCommand;
import dev.heddle.cli.command.ExplainExecutionCommand;
import dev.heddle.cli.command.GlobalOptions;
import dev.heddle.cli.command.GraphCommand;
import dev.heddle.cli.command.IdentityCommand;
import dev.heddle.cli.command.IdentityCreateCommand;
import dev.heddle.cli.command.IdentityListCommand;
import dev.heddle.cli.command.IdentityResetAdminCommand;
import dev.heddle.cli.command.IdentityTokenCommand;
import dev.heddle.cli.command.InquiryCommand;
import dev.heddle.cli.command.InquiryListCommand;
import dev.heddle.cli.command.InquiryRespondCommand;
import dev.heddle.cli.command.KeyCommand;
import dev.heddle.cli.command.KeyDeleteCommand;
import dev.heddle.cli.command.KeyGetCommand;
import dev.heddle.cli.command.KeyListCommand;
import dev.heddle.cli.command.KeySetCommand;
import dev.heddle.cli.command.LogFormat;
import dev.heddle.cli.command.PackCommand;
import dev.heddle.cli.command.PackConfigCommand;
import dev.heddle.cli.command.PackInstallCommand;
import dev.heddle.cli.command.PackListCommand;
import dev.heddle.cli.command.PackSearchCommand;
import dev.heddle.cli.command.PackShowCommand;
import dev.heddle.cli.command.PackTestCommand;
import dev.heddle.cli.command.PackUninstallCommand;
import dev.heddle.cli.command.PackUpdateCommand;
import dev.heddle.cli.command.PolicyCommand;
import dev.heddle.cli.command.PolicyDeleteCommand;
import dev.heddle.cli.command.PolicyListCommand;
import dev.heddle.cli.command.PolicySetCommand;
import dev.heddle.cli.command.PolicyShowCommand;
import dev.heddle.cli.command.RuleCommand;
import dev.heddle.cli.command.RuleDisableCommand;
import dev.heddle.cli.command.RuleEnableCommand;
import dev.heddle.cli.command.RuleListCommand;
import dev.heddle.cli.command.RuleShowCommand;
import dev.heddle.cli.command.RunCommand;
import dev.heddle.cli.command.ScheduleCommand;
import dev.heddle.cli.command.ScheduleListCommand;
import dev.heddle.cli.command.SchedulePauseCommand;
import dev.heddle.cli.command.ScheduleResumeCommand;
import dev.heddle.cli.command.ServerCommand;
import dev.heddle.cli.command.TriggerCommand;
import dev.heddle.cli.command.TriggerListCommand;
import dev.heddle.cli.command.TriggerShowCommand;
import dev.heddle.cli.command.ValidateCommand;
import dev.heddle.cli.command.WorkerCommand;
import dev.heddle.cli.command.WorkerListCommand;
import dev.heddle.cli.follow.Interrupts;
import dev.heddle.cli.terminal.Terminal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of the {@code heddle} command. */
@Command(
    addMethodSubcommands = false,
    name = "heddle",
    description = "Writes, runs and watches workflows.",
    versionProvider = BuildVersion.class,
    footer = {
      "",
      "Examples:",
      "  heddle run examples/hello.yaml",
      "  heddle run examples/parameters.yaml --param name=Ada",
      "  heddle validate my-workflow.yaml",
      "",
      "Each command has examples of its own: heddle COMMAND --help"
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  @Mixin private final GlobalOptions options = new GlobalOptions();

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    List<String> given = List.of(arguments);
    Logging.start(
        given.contains("-v") || given.contains("--verbose") || given.contains("server"),
        LogFormat.of(given, environment) == LogFormat.JSON);
    int exitCode =
        commandLine(Terminal.ofProcess(environment), environment, Interrupts::handle)
            .execute(arguments);
    System.exit(exitCode);
  }

  /**
   * The command with all its subcommands, on a terminal and in an environment.
   *
   * @param interrupts as in {@link Context}
   */
  static CommandLine commandLine(
      Terminal terminal, Map<String, String> environment, Consumer<List<Runnable>> interrupts) {
    Main main = new Main();
    Context context =
        new Context(terminal, environment, main.options, InstantSource.system(), interrupts);
    CommandLine heddle = new CommandLine(main);
    heddle.addSubcommand(new RunCommand(context));
    heddle.addSubcommand(new ValidateCommand(context));
    heddle.addSubcommand(new GraphCommand(context));
    heddle.addSubcommand(executions(context));
    heddle.addSubcommand(explain(context));
    heddle.addSubcommand(events(context));
    heddle.addSubcommand(rules(context));
    heddle.addSubcommand(triggers(context));
    heddle.addSubcommand(schedules(context));
    heddle.addSubcommand(inquiries(context));
    heddle.addSubcommand(keys(context));
    heddle.addSubcommand(packs(context));
    heddle.addSubcommand(policies(context));
    heddle.addSubcommand(identities(context));
    heddle.addSubcommand(audit(context));
    heddle.addSubcommand(new ServerCommand(context));
    heddle.addSubcommand(new BenchCommand());
    heddle.addSubcommand(new DoctorCommand(context));
    heddle.addSubcommand(workers(context));
    heddle.addSubcommand(new CompletionCommand(context));
    ErrorReport errors = new ErrorReport(context);
    return heddle
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(colours(terminal))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  private static CommandLine executions(Context context) {
    return new CommandLine(new ExecutionCommand())
        .addSubcommand(new ExecutionListCommand(context))
        .addSubcommand(new ExecutionShowCommand(context))
        .addSubcommand(new ExecutionLogsCommand(context))
        .addSubcommand(new ExecutionPauseCommand(context))
        .addSubcommand(new ExecutionResumeCommand(context))
        .addSubcommand(new ExecutionCancelCommand(context))
        .addSubcommand(new ExecutionRetryCommand(context))
        .addSubcommand(new ExecutionRerunCommand(context))
        .addSubcommand(new ExecutionPruneCommand(context));
  }

  private static CommandLine explain(Context context) {
    return new CommandLine(new ExplainCommand())
        .addSubcommand(new ExplainExecutionCommand(context))
        .addSubcommand(new ExplainEventCommand(context));
  }

  private static CommandLine events(Context context) {
    return new CommandLine(new EventCommand())
        .addSubcommand(new EventListCommand(context))
        .addSubcommand(new EventShowCommand(context));
  }

  private static CommandLine rules(Context context) {
    return new CommandLine(new RuleCommand())
        .addSubcommand(new RuleListCommand(context))
        .addSubcommand(new RuleShowCommand(context))
        .addSubcommand(new RuleEnableCommand(context))
        .addSubcommand(new RuleDisableCommand(context));
  }

  private static CommandLine triggers(Context context) {
    return new CommandLine(new TriggerCommand())
        .addSubcommand(new TriggerListCommand(context))
        .addSubcommand(new TriggerShowCommand(context));
  }

  private static CommandLine schedules(Context context) {
    return new CommandLine(new ScheduleCommand())
        .addSubcommand(new ScheduleListCommand(context))
        .addSubcommand(new SchedulePauseCommand(context))
        .addSubcommand(new ScheduleResumeCommand(context));
  }

  private static CommandLine inquiries(Context context) {
    return new CommandLine(new InquiryCommand())
        .addSubcommand(new InquiryListCommand(context))
        .addSubcommand(new InquiryRespondCommand(context));
  }

  private static CommandLine workers(Context context) {
    return new CommandLine(new WorkerCommand(context))
        .addSubcommand(new WorkerListCommand(context));
  }

  private static CommandLine keys(Context context) {
    return new CommandLine(new KeyCommand())
        .addSubcommand(new KeySetCommand(context))
        .addSubcommand(new KeyGetCommand(context))
        .addSubcommand(new KeyListCommand(context))
        .addSubcommand(new KeyDeleteCommand(context));
  }

  private static CommandLine identities(Context context) {
    return new CommandLine(new IdentityCommand())
        .addSubcommand(new IdentityListCommand(context))
        .addSubcommand(new IdentityCreateCommand(context))
        .addSubcommand(new IdentityTokenCommand(context))
        .addSubcommand(new IdentityResetAdminCommand(context));
  }

  private static CommandLine packs(Context context) {
    return new CommandLine(new PackCommand())
        .addSubcommand(new PackInstallCommand(context))
        .addSubcommand(new PackListCommand(context))
        .addSubcommand(new PackShowCommand(context))
        .addSubcommand(new PackConfigCommand(context))
        .addSubcommand(new PackUpdateCommand(context))
        .addSubcommand(new PackTestCommand(context))
        .addSubcommand(new PackSearchCommand(context))
        .addSubcommand(new PackUninstallCommand(context));
  }

  private static CommandLine policies(Context context) {
    return new CommandLine(new PolicyCommand())
        .addSubcommand(new PolicyListCommand(context))
        .addSubcommand(new PolicyShowCommand(context))
        .addSubcommand(new PolicySetCommand(context))
        .addSubcommand(new PolicyDeleteCommand(context));
  }

  private static CommandLine audit(Context context) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new AuditListCommand(context))
        .addSubcommand(new AuditVerifyCommand(context));
  }

  private static ColorScheme colours(Terminal terminal) {
    return CommandLine.Help.defaultColorScheme(
        terminal.outputStyle().colour() ? Ansi.ON : Ansi.OFF);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
