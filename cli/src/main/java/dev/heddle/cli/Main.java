package dev.heddle.cli;

import dev.heddle.cli.command.Context;
import dev.heddle.cli.command.ErrorReport;
import dev.heddle.cli.command.GlobalOptions;
import dev.heddle.cli.command.LogFormat;
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
    CommandTree.addTo(heddle, context);
    ErrorReport errors = new ErrorReport(context);
    return heddle
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(colours(terminal))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
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
