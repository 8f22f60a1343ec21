package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.api.Connection;
import dev.heddle.cli.api.Connections;
import dev.heddle.cli.api.HttpApi;
import dev.heddle.cli.api.LocalApi;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.output.Documents;
import dev.heddle.cli.output.Table;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.Terminal;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.platform.audit.AuditEntry;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

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

  /** The server that is meant; empty if it is the database of this machine. */
  Optional<Connection> connection() {
    return new Connections(environment).find(options.apiUrl(), options.profile());
  }

  boolean isElsewhere() {
    return connection().isPresent();
  }

  /** The API: of the server that is meant, or of this process over the database. */
  Api api() {
    Optional<Connection> server = connection();
    return server.isPresent() ? new HttpApi(server.get()) : new LocalApi(openToLook(), login());
  }

  /** As {@link #api()}, for a command that runs what it starts if no server does. */
  Api apiToRun() {
    Optional<Connection> server = connection();
    return server.isPresent()
        ? new HttpApi(server.get())
        : new LocalApi(open(EngineOptions.run("heddle run")), login());
  }

  /** Asks for one thing and says a line about it, or prints it as a document. */
  int perform(ApiRequest request, Function<MapValue, String> line) {
    try (Api api = api()) {
      MapValue answer = api.one(request);
      if (options.isDocument()) {
        print(answer);
      } else {
        print(line.apply(answer));
      }
    }
    return ExitCodes.COMPLETED;
  }

  /** Asks for one thing and prints all of it. */
  int show(ApiRequest request) {
    try (Api api = api()) {
      print(api.one(request));
    }
    return ExitCodes.COMPLETED;
  }

  /** Asks for the first things of a list and prints them. */
  int list(ApiRequest request, int limit, Listing listing) {
    try (Api api = api()) {
      listing.print(this, api.list(request, limit));
    }
    return ExitCodes.COMPLETED;
  }

  /** Opens the database for a command that starts no engine. */
  Wiring openToLook() {
    return open(EngineOptions.visitor("heddle"));
  }

  /** Opens the database; the engine joins once it is needed. */
  Wiring open(EngineOptions engine) {
    connection()
        .ifPresent(server -> {
          throw new UsageException(
              "this command needs the database itself, and " + server.described() + " is in use",
              "on the machine that has the database: heddle --profile local …");
        });
    return Wiring.open(environment, engine, this::progress);
  }

  /** Says what was done: a line for people, what it is about for programs. */
  void done(String line, String name, String value) {
    if (options.isDocument()) {
      print(MapValue.builder().put(name, value).build());
    } else {
      print(line);
    }
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
