package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.wiring.Version;
import dev.heddle.cli.wiring.WorkerWiring;
import dev.heddle.dispatch.wire.WorkerProfile;
import dev.heddle.model.placement.Placement;
import dev.heddle.model.placement.Toleration.Effect;
import dev.heddle.model.placement.Toleration.Taint;
import dev.heddle.worker.remote.RemoteWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle worker}: carries out attempts for servers elsewhere. */
@Command(
    addMethodSubcommands = false,
    name = "worker",
    description = "Carries out attempts for a server, as a process or host of its own.",
    footer = {
      "",
      "Connects to one server, learns the others of the same database from it, and needs no",
      "database itself. The token that proves who it is stands in HEDDLE_TOKEN or in a file.",
      "Ctrl-C or SIGTERM: takes nothing new, finishes what runs, ends with 0; a second one",
      "gives back what still runs.",
      "",
      "Examples:",
      "  heddle worker --server http://127.0.0.1:8080",
      "  heddle worker --server https://heddle.example --queues gpu --label zone=eu --slots 4"
    })
public final class WorkerCommand implements Callable<Integer> {

  private static final Pattern TAINT = Pattern.compile("([^=:]+)=([^=:]*):([a-z_]+)");
  private static final int SLOTS_PER_PROCESSOR = 4;

  private final Context context;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Where a server is; may be given more than once.")
  private List<String> servers = List.of();

  @Option(
      names = "--queues",
      paramLabel = "NAME",
      split = ",",
      description = "The queues it serves, with commas between; default if left out.")
  private List<String> queues = List.of(Placement.DEFAULT_QUEUE);

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "A label that worker_selector and worker_affinity look at.")
  private List<String> labels = List.of();

  @Option(
      names = "--taint",
      paramLabel = "KEY=VALUE:EFFECT",
      description = "Keeps away what does not tolerate it: no_schedule or prefer_no_schedule.")
  private List<String> taints = List.of();

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "How many attempts it carries out at once; 4 per processor if left out.")
  private int slots = SLOTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What lists show; the name of the host if left out.")
  private @Nullable String name;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the token, instead of HEDDLE_TOKEN.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--drain-within",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long it waits for what runs when it stops; 600 if left out.")
  private int drainWithin;

  public WorkerCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<URI> addresses = servers.stream().map(WorkerCommand::address).toList();
    if (addresses.isEmpty()) {
      throw new UsageException("say where the server is", "heddle worker --server URL");
    }
    WorkerProfile profile = profile();
    CountDownLatch stop = new CountDownLatch(1);
    context.interrupts().accept(List.of(stop::countDown));
    try (RemoteWorker worker =
        WorkerWiring.start(context.environment(), addresses, token(), profile)) {
      context.print(
          "heddle worker %s: queues %s, %d slots"
              .formatted(profile.name(), String.join(", ", profile.queues()), profile.slots()));
      Thread.ofVirtual().start(() -> drainOn(stop, worker));
      String hopeless = worker.awaitEnd();
      if (hopeless != null) {
        throw new IOException(hopeless);
      }
      return worker.hasDrained() ? ExitCodes.COMPLETED : ExitCodes.LEFT;
    }
  }

  private void drainOn(CountDownLatch stop, RemoteWorker worker) {
    try {
      stop.await();
      context.interrupts().accept(List.of(worker::hurry));
      context.note("stopping: takes nothing new and finishes " + worker.holding() + " attempts");
      worker.drain(Duration.ofSeconds(drainWithin));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static URI address(String written) {
    try {
      return RemoteWorker.address(written);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--server " + written + ": " + wrong.getMessage());
    }
  }

  private Optional<String> token() throws IOException {
    if (tokenFile != null) {
      return Optional.of(Files.readString(tokenFile).strip());
    }
    return Optional.ofNullable(context.environment().get("HEDDLE_TOKEN"))
        .filter(token -> !token.isBlank());
  }

  private WorkerProfile profile() {
    try {
      return new WorkerProfile(
          UUID.randomUUID().toString(),
          name == null ? host() : name,
          queues,
          labels(),
          taints.stream().map(WorkerCommand::taint).toList(),
          slots,
          Version.text());
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()));
    }
  }

  private Map<String, String> labels() {
    Map<String, String> read = new LinkedHashMap<>();
    for (String label : labels) {
      int equals = label.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--label " + label + ": write KEY=VALUE");
      }
      read.put(label.substring(0, equals), label.substring(equals + 1));
    }
    return read;
  }

  private static Taint taint(String written) {
    Matcher parts = TAINT.matcher(written);
    if (parts.matches()) {
      for (Effect effect : Effect.values()) {
        if (effect.name().toLowerCase(Locale.ROOT).equals(parts.group(3))) {
          return new Taint(parts.group(1), parts.group(2), effect);
        }
      }
    }
    throw new UsageException(
        "--taint " + written + ": write KEY=VALUE:no_schedule or KEY=VALUE:prefer_no_schedule");
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "worker";
    }
  }
}
