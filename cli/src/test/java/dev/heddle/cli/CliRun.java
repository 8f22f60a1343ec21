package dev.heddle.cli;

import dev.heddle.cli.terminal.Style;
import dev.heddle.cli.terminal.Terminal;
import dev.heddle.cli.terminal.WindowSize;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;

/** What one call of {@code heddle} in this process left behind. */
record CliRun(int exitCode, String out, String err) {

  static CliRun of(String... arguments) {
    return of(Map.of(), "", arguments);
  }

  static CliRun of(Map<String, String> environment, String input, String... arguments) {
    return of(environment, input, _ -> {}, arguments);
  }

  static CliRun of(
      Map<String, String> environment,
      String input,
      Consumer<List<Runnable>> interrupts,
      String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = terminal(input, out, err);
    int exitCode = Main.commandLine(terminal, environment, interrupts).execute(arguments);
    return new CliRun(exitCode, out.toString(), err.toString());
  }

  /** As {@link #of}, for those who want to hear what is said while it runs. */
  static int run(
      Map<String, String> environment,
      Writer out,
      Writer err,
      Consumer<List<Runnable>> interrupts,
      String... arguments) {
    return Main.commandLine(terminal("", out, err), environment, interrupts).execute(arguments);
  }

  /** The command itself, to look at what it has. */
  static CommandLine commandLine() {
    return Main.commandLine(
        terminal("", new StringWriter(), new StringWriter()), Map.of(), _ -> {});
  }

  private static Terminal terminal(String input, Writer out, Writer err) {
    return new Terminal(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        false,
        false,
        false,
        Style.PLAIN,
        WindowSize.UNLIMITED);
  }
}
