package dev.heddle.cli.command;

import dev.heddle.cli.output.Documents;
import dev.heddle.cli.output.Table;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.Terminal;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.platform.audit.AuditEntry;
import dev.heddle.values.Value;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What every command works with.
 *
 * @param interrupts takes what shall happen on the first Ctrl-C, the second …
 */
public record Context(
    Terminal terminal,
    Map<String, String> environment,
    GlobalOptions options,
    InstantSource clock,
    Consumer<List<Runnable>> interrupts) {

  public Context {
    environment = Map.copyOf(environment);
  }

  /** Opens the database for a command that starts no engine. */
  Wiring openToLook() {
    return open(EngineOptions.visitor("heddle"));
  }

  /** Opens the database; the engine joins once it is needed. */
  Wiring open(EngineOptions engine) {
    return Wiring.open(environment, engine, this::progress);
  }

  void print(List<String> lines) {
    lines.forEach(terminal.out()::println);
  }

  void print(String line) {
    terminal.out().println(line);
  }

  void print(Table table) {
    print(table.lines(terminal.outputWidth(), terminal.outputStyle()));
  }

  void print(Value document) {
    terminal.out().print(Documents.text(document, options.output()));
    terminal.out().flush();
  }

  /** Says something beside the output. */
  void note(String line) {
    terminal.err().println(line);
  }

  /** Says what takes a while, to a person. */
  void progress(String message) {
    if (terminal.showsErrors() || options.verbose()) {
      note(paintError(message, Colour.DIM));
    }
  }

  /** Notes in the audit log what the person at this machine did; no secret. */
  void audit(Wiring wiring, String command, Object target) {
    wiring
        .access()
        .audit()
        .record(
            new AuditEntry.Deed(login(), "operator", "", command, target.toString(), "done", ""));
  }

  /** Who the person is: the name of the account. */
  String login() {
    return System.getProperty("user.name", "unknown");
  }

  String paint(String text, Colour colour) {
    return terminal.outputStyle().paint(text, colour);
  }

  String paintError(String text, Colour colour) {
    return terminal.errorStyle().paint(text, colour);
  }
}
