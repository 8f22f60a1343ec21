package dev.heddle.cli.command;

import dev.heddle.cli.command.Housekeeping.Chore;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.dispatch.FleetSettings;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.notification.Outbox;
import dev.heddle.platform.operations.Retention;
import dev.heddle.platform.pack.install.FollowedPacks;
import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.platform.pack.install.PackInstaller.Installed;
import dev.heddle.server.Exposure;
import dev.heddle.server.HeddleServer;
import dev.heddle.server.Metrics;
import dev.heddle.server.ServerOptions;
import dev.heddle.server.Services;
import dev.heddle.server.access.KnownCallers;
import dev.heddle.server.access.SessionCookie;
import dev.heddle.server.http.Callers;
import dev.heddle.server.metrics.EngineMetrics;
import dev.heddle.server.oidc.OidcSettings;
import dev.heddle.worker.remote.RemoteWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle server}: the API, and an engine for what it starts. */
@Command(
    addMethodSubcommands = false,
    name = "server",
    description = "Serves the API and runs executions.",
    footer = {
      "",
      "The first start prints a token of the administrator, once. Others reach the server",
      "only over TLS, or through a proxy that ends TLS.",
      "Ctrl-C or SIGTERM ends it: it starts nothing any more, gives programs that run the",
      "grace to end, and hands its executions to the other servers or the next start.",
      "",
      "Examples:",
      "  heddle server",
      "  heddle server --port 8090 --packs ./packs",
      "  heddle server --host 0.0.0.0 --tls-cert server.crt --tls-key server.key"
    })
public final class ServerCommand implements Callable<Integer> {

  private static final int SLOTS_PER_PROCESSOR = 4;

  private final Context context;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The port; 0 takes any free one. 8080 if left out.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Where to listen. 127.0.0.1 if left out.")
  private String host;

  @Option(
      names = "--packs",
      paramLabel = "DIR",
      description =
          "Packs to install, again whenever they change: a pack, or a directory of packs.")
  private List<Path> packs = List.of();

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "How long programs may go on running when the server stops; 5 if left out.")
  private int grace;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Certificate chain in PEM: others may reach the server over TLS.")
  private Optional<Path> certificate = Optional.empty();

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key in PEM.")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--behind-proxy",
      arity = "0..1",
      split = ",",
      fallbackValue = "127.0.0.1,::1",
      paramLabel = "ADDRESS",
      description =
          "A proxy at this address or network ends TLS and says in X-Forwarded-For who asks; one on"
              + " this machine if no address is given. Nobody else is believed. May be repeated.")
  private List<String> proxies = List.of();

  @Option(
      names = "--no-auth",
      description = "Everybody on this machine may do everything: for development only.")
  private boolean noAuth;

  @Option(
      names = "--retention",
      paramLabel = "AGE",
      converter = AgeReader.class,
      description = "Removes executions that ended longer ago, such as 30d; keeps all if left out.")
  private @Nullable Duration retention;

  @Option(
      names = "--event-retention",
      paramLabel = "AGE",
      converter = AgeReader.class,
      description =
          "Removes events that happened longer ago, with what rules made of them, and items of work"
              + " queues that ended; as --retention if left out.")
  private @Nullable Duration eventRetention;

  @Option(
      names = "--local-slots",
      paramLabel = "N",
      description =
          "How many programs the server runs itself at once; 4 per processor if left out, 0 for"
              + " none.")
  private int localSlots = SLOTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--no-worker",
      description = "Leaves all work to `heddle worker` processes; as --local-slots 0.")
  private boolean noWorker;

  @Option(
      names = "--worker-lease",
      paramLabel = "SECONDS",
      defaultValue = "90",
      description =
          "How long a worker keeps its attempts without being heard; 90 if left out. Then they are"
              + " abandoned and offered again.")
  private int workerLease;

  @Option(
      names = "--unschedulable-after",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description =
          "How long an attempt waits while no worker matches it; 3600 if left out. Then it fails.")
  private int unschedulableAfter;

  @Option(
      names = "--advertise",
      paramLabel = "URL",
      description = "Where workers reach this server, if not at the address it listens on.")
  private @Nullable String advertised;

  public ServerCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    if (grace < 0) {
      throw new UsageException("--grace is a number of seconds from 0 on, not " + grace);
    }
    ServerOptions options =
        ServerOptions.onPort(port).withHost(host).exposed(exposure()).withProvider(provider());
    Metrics metrics = new Metrics();
    CountDownLatch stop = new CountDownLatch(1);
    context.interrupts().accept(List.of(stop::countDown));
    try (StopBound bound = new StopBound(context);
        Wiring wiring =
            Wiring.openServer(
                context.environment(),
                EngineOptions.server("heddle server"),
                fleet(),
                catalog -> new EngineMetrics(metrics.registry(), catalog, metrics.throughput()),
                context::progress)) {
      List<FollowedPacks> followed = install(wiring);
      if (!admits(wiring)) {
        return ExitCodes.FAILED;
      }
      ServerMetrics.bind(metrics, wiring);
      Services services = wiring.services();
      try (HeddleServer server =
              HeddleServer.start(options, callers(wiring, options), services, metrics);
          Outbox outbox = wiring.outbox();
          AutoCloseable _ = follow(followed)) {
        // Before anything starts the engine: what it takes over is handed out at once, and programs
        // are told where the API is.
        wiring.announce(advertised == null ? server.address() : RemoteWorker.address(advertised));
        outbox.start();
        wiring.dispatcher().start();
        wiring.automation().start();
        wiring.sensors().start(server.address());
        wiring.consumers().start();
        context.print("heddle listens on " + server.address());
        welcome(wiring);
        keepUntil(stop, wiring, metrics);
        context.note("stopping; programs that run have " + grace + " s to end");
        Duration patience = Duration.ofSeconds(grace);
        bound.begin(patience);
        server.stopAccepting();
        wiring.drain(patience);
      }
    }
    return ExitCodes.COMPLETED;
  }

  private Optional<OidcSettings> provider() {
    try {
      return OidcSettings.of(context.environment());
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()));
    }
  }

  private Exposure exposure() {
    if (certificate.isPresent() != key.isPresent()) {
      throw new UsageException("--tls-cert and --tls-key belong together");
    }
    boolean tls = certificate.isPresent() && key.isPresent();
    if (tls && !proxies.isEmpty()) {
      throw new UsageException("either Heddle ends TLS or the proxy does, not both");
    }
    if (noAuth && (tls || !proxies.isEmpty())) {
      throw new UsageException("--no-auth is for this machine only");
    }
    if (tls) {
      return new Exposure.OverTls(certificate.get(), key.get());
    }
    return proxies.isEmpty() ? Exposure.thisMachine() : new Exposure.BehindProxy(proxies);
  }

  private Callers callers(Wiring wiring, ServerOptions options) {
    return noAuth
        ? Callers.thisMachine(context.login())
        : new KnownCallers(wiring.access(), new SessionCookie(options.exposure().isSecure()));
  }

  /** Lets the first person in; the token is kept nowhere, so it is said only here. */
  private void welcome(Wiring wiring) {
    if (noAuth) {
      context.note("--no-auth: everybody on this machine may do everything");
      return;
    }
    wiring
        .access()
        .firstAdmin()
        .createIfNobody()
        .ifPresent(token -> {
          context.print("token of the administrator, shown this once: " + token);
          context.note("lost it? heddle identity reset-admin");
        });
  }

  private void keepUntil(CountDownLatch stop, Wiring wiring, Metrics metrics)
      throws InterruptedException {
    List<Chore> chores = chores(wiring.retention(), wiring.installer());
    chores.add(new Chore("artifact_versions", wiring.artifacts()::removeOld));
    chores.forEach(chore -> chore.shownBy(metrics));
    try (Housekeeping _ = new Housekeeping(chores)) {
      stop.await();
    }
  }

  private List<Chore> chores(Retention old, PackInstaller installer) {
    List<Chore> chores = new ArrayList<>();
    Duration ofExecutions = retention;
    if (ofExecutions != null) {
      chores.add(
          new Chore(
              "executions",
              stopped ->
                  old.prune(ofExecutions, stopped).map(Retention.Removed::executions).orElse(0L)));
    }
    Duration ofEvents = eventRetention == null ? retention : eventRetention;
    if (ofEvents != null) {
      chores.add(new Chore("events", stopped -> old.pruneEvents(ofEvents, stopped)));
      chores.add(new Chore("queue_items", stopped -> old.pruneQueueItems(ofEvents, stopped)));
    }
    chores.add(new Chore("pack_copies", stopped -> installer.tidy(old::runsSince, stopped)));
    return chores;
  }

  private FleetSettings fleet() {
    if (workerLease < 1 || unschedulableAfter < 0 || localSlots < 0) {
      throw new UsageException("slots and seconds are not negative, and a lease is at least 1 s");
    }
    return FleetSettings.standard(noWorker ? 0 : localSlots)
        .withLease(Duration.ofSeconds(workerLease))
        .withUnschedulableAfter(Duration.ofSeconds(unschedulableAfter));
  }

  /** Installs the packs it was given; those that are followed from then on. */
  private List<FollowedPacks> install(Wiring wiring) throws IOException {
    Messages messages = Messages.toError(context);
    List<FollowedPacks> followed = new ArrayList<>();
    for (Path directory : packs) {
      if (!Files.isDirectory(directory)) {
        throw new UsageException("there is no directory " + directory);
      }
      FollowedPacks each = new FollowedPacks(directory, wiring.installer(), context.login());
      each.update().forEach(change -> say(change, messages));
      followed.add(each);
    }
    return followed;
  }

  /**
   * Whether all that is installed may be used here. Otherwise it is better not to begin: executions
   * would fail that can go on once somebody has looked at it.
   */
  private boolean admits(Wiring wiring) {
    List<Refusal> refused = wiring.packs().refused();
    Messages messages = Messages.toError(context);
    refused.forEach(each -> messages.refusal(each, ""));
    if (!refused.isEmpty()) {
      messages.error(
          "the server does not start with such packs",
          "heddle pack update REF fetches one again, heddle pack uninstall REF removes it");
    }
    return refused.isEmpty();
  }

  private void say(FollowedPacks.Change change, Messages messages) {
    switch (change.answer()) {
      case Answer.Done<Installed>(Installed installed) -> {
        installed.reading().diagnostics().forEach(messages::diagnostic);
        context.note("installed the pack " + installed.pack().ref());
      }
      case Answer.Refused<Installed>(Refusal refusal) ->
          messages.refusal(refusal, "what was installed before from " + change.pack() + " stays");
    }
  }

  private static AutoCloseable follow(List<FollowedPacks> followed) throws IOException {
    if (followed.isEmpty()) {
      return () -> {};
    }
    return new PackWatch(
        followed.stream().map(FollowedPacks::directory).toList(),
        () -> {
          for (FollowedPacks each : followed) {
            each.update().forEach(PackLog::write);
          }
        });
  }
}
