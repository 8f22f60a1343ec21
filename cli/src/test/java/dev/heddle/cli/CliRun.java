package dev.heddle.cli;

import dev.heddle.cli.terminal.Style;
import dev.heddle.cli.terminal.Terminal;
import dev.heddle.cli.terminal.WindowSize;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;

/** What one call of {@code heddle} in this process left behind. */
record CliRun(int exitCode, String out, String err) {

  /** A text in the document it printed; empty if there is none. */
  String text(String name) {
    return text(Json.read(out), name).orElse("");
  }

  /** The id of the first thing in the list it printed. */
  Optional<String> firstId() {
    return ((ListValue) Json.read(out)).items().stream().findFirst().flatMap(it -> text(it, "id"));
  }

  private static Optional<String> text(Value document, String name) {
    return ((MapValue) document).get(name) instanceof TextValue(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

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
