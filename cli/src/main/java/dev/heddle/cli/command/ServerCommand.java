package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.platform.pack.PackReading;
import dev.heddle.server.HeddleServer;
import dev.heddle.server.Metrics;
import dev.heddle.server.ServerOptions;
import dev.heddle.server.Services;
import dev.heddle.server.http.Callers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle server}: the API, and an engine for what it starts. */
@Command(
    addMethodSubcommands = false,
    name = "server",
    description = "Serves the API on this machine and runs executions.",
    footer = {
      "",
      "Ctrl-C or SIGTERM ends it: it starts nothing any more, gives programs that run the",
      "grace to end, and hands its executions to the other servers or the next start.",
      "",
      "Examples:",
      "  heddle server",
      "  heddle server --port 8090 --packs ./packs"
    })
public final class ServerCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The port on 127.0.0.1; 0 takes any free one. 8080 if left out.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "A loopback address; others are refused until there are identities.")
  private String host;

  @Option(
      names = "--packs",
      paramLabel = "DIR",
      description = "Packs to install at the start: a pack, or a directory of packs.")
  private List<Path> packs = List.of();

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "How long programs may go on running when the server stops; 5 if left out.")
  private int grace;

  public ServerCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (grace < 0) {
      throw new UsageException("--grace is a number of seconds from 0 on, not " + grace);
    }
    CountDownLatch stop = new CountDownLatch(1);
    context.interrupts().accept(List.of(stop::countDown));
    try (StopBound bound = new StopBound(context);
        Wiring wiring = context.open(EngineOptions.server("heddle server"))) {
      install(wiring);
      Services services =
          new Services(
              wiring.engine(),
              wiring.executions(),
              wiring.inquiries(),
              wiring.workflows(),
              wiring.actions(),
              wiring.definitions(),
              wiring.packs());
      try (HeddleServer server =
          HeddleServer.start(
              ServerOptions.onPort(port).withHost(host),
              Callers.thisMachine(context.login()),
              services,
              new Metrics())) {
        context.print("heddle listens on " + server.address());
        stop.await();
        context.note("stopping; programs that run have " + grace + " s to end");
        Duration patience = Duration.ofSeconds(grace);
        bound.begin(patience);
        server.stopAccepting();
        wiring.drain(patience);
      }
    }
    return ExitCodes.COMPLETED;
  }

  private void install(Wiring wiring) throws IOException {
    Messages messages = Messages.toError(context);
    for (Path directory : packs) {
      if (!Files.isDirectory(directory)) {
        throw new UsageException("there is no directory " + directory);
      }
      for (PackReading reading : wiring.packs().installAll(directory)) {
        reading.diagnostics().forEach(messages::diagnostic);
        reading.pack().ifPresent(pack -> context.note("installed the pack " + pack.ref()));
      }
    }
  }
}
