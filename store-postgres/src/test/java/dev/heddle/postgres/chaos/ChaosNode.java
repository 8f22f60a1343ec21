package dev.heddle.postgres.chaos;

import dev.heddle.engine.loop.EngineNode;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.policy.Admissions;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.DatabaseAddress;
import dev.heddle.postgres.execution.PostgresExecutionStore;
import dev.heddle.postgres.execution.PostgresInbox;
import dev.heddle.postgres.execution.PostgresLeaseStore;
import dev.heddle.postgres.execution.PostgresLogStore;
import dev.heddle.postgres.policy.PostgresClaimStore;
import dev.heddle.values.MapValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An engine in a process of its own, to be killed. It waits for its first line before it joins. */
final class ChaosNode implements AutoCloseable {

  private static final String EFFECT = "carried out an attempt";
  private static final String ENDED = "nothing any more";

  private final String name;
  private final Process process;

  /** Its lines, and nothing after the last: it would stand still if nobody took them. */
  private final BlockingQueue<Optional<String>> said = new LinkedBlockingQueue<>();

  private final PrintWriter in;
  private final Set<ExecutionId> accepted = new HashSet<>();

  /** Starts the process; the engine joins at the first {@link #begin}. */
  ChaosNode(String url, Path effects, String incarnation, int secondsToLive) throws IOException {
    name = incarnation;
    process =
        new ProcessBuilder(
                FastStart.java(
                    ChaosNode.class,
                    "-Dheddle.chaos.rounds=" + ChaosFlows.ROUNDS,
                    effects.toString(),
                    incarnation,
                    String.valueOf(secondsToLive)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Thread.ofVirtual().name("what " + name + " says").start(this::listen);
    in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    in.println(url);
  }

  private void listen() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.add(Optional.of(line));
      }
    } catch (IOException killed) {
      // What it was saying is lost with it.
    } finally {
      said.add(Optional.empty());
    }
  }

  /** What it says next; empty if it has ended. */
  private Optional<String> hear() throws InterruptedException {
    Optional<String> line = said.take();
    if (line.isEmpty()) {
      said.add(line);
    }
    return line;
  }

  /** The name by which its engine joins. */
  String name() {
    return name;
  }

  /** Waits until it has everything but the engine. */
  void awaitWaiting() throws InterruptedException {
    await("waiting");
  }

  /** Waits until its engine has joined. */
  void awaitJoined() throws InterruptedException {
    await("joined");
  }

  /** What it recovers it may carry out before it can say anything else. */
  private void await(String expected) throws InterruptedException {
    for (String line = hear().orElse(ENDED); !expected.equals(line); line = hear().orElse(ENDED)) {
      if (!EFFECT.equals(line)) {
        throw new IllegalStateException("the child said " + line);
      }
    }
  }

  /** Lets the engine join and start executions of these definitions. */
  void begin(String definitions) {
    in.println(definitions);
  }

  /** Waits until it has carried out so many attempts. */
  void awaitEffects(int count) throws InterruptedException {
    int left = count;
    while (left > 0) {
      String line = hear().orElseThrow(() -> new IllegalStateException("the child has ended"));
      if (line.equals(EFFECT)) {
        left--;
      }
      ExecutionId.parse(line).ifPresent(accepted::add);
    }
  }

  /** The executions it has accepted, as far as it could say so before its end. */
  Set<ExecutionId> accepted() throws InterruptedException {
    for (Optional<String> line = hear(); line.isPresent(); line = hear()) {
      line.flatMap(ExecutionId::parse).ifPresent(accepted::add);
    }
    return accepted;
  }

  /** Leaves it alone for so long; whether it ended by itself. */
  boolean runs(long millis) throws InterruptedException {
    return !process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** SIGKILL; what it had printed can still be read. */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  static EngineNode engine(Database database, EffectRunner runner, Duration timeToLive) {
    return engine(database, runner, "chaos", timeToLive);
  }

  private static EngineNode engine(
      Database database, EffectRunner runner, String name, Duration timeToLive) {
    EnginePorts ports =
        new EnginePorts(
            new PostgresExecutionStore(database, new OpenSeal()),
            new PostgresLeaseStore(database),
            new PostgresInbox(database, new OpenSeal()),
            new PostgresLogStore(database),
            ChaosFlows.catalog(),
            runner,
            Clock.systemUTC());
    Admissions admissions = new Admissions(new PostgresClaimStore(database), Clock.systemUTC());
    EngineNode engine =
        EngineNode.start(
            new EngineOptions(name, EngineOptions.Appetite.SERVER, 2, timeToLive, 50),
            ports.admittedBy(admissions));
    admissions.start(engine);
    return engine;
  }

  static void main(String[] arguments) throws IOException {
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String url = commands.readLine();
    EffectRunner runner =
        new EffectRunner(Path.of(arguments[0]), arguments[1], () -> System.out.println(EFFECT));
    Duration timeToLive = Duration.ofSeconds(Long.parseLong(arguments[2]));
    try (Database database = Database.open(DatabaseAddress.parse(url), _ -> {})) {
      ChaosFlows.catalog();
      System.out.println("waiting");
      String first = commands.readLine();
      try (EngineNode engine = engine(database, runner, arguments[1], timeToLive)) {
        System.out.println("joined");
        for (String line = first; line != null; line = commands.readLine()) {
          start(engine, line);
        }
      }
    }
  }

  private static void start(EngineNode engine, String definitions) {
    for (String definition : definitions.trim().split(" +", -1)) {
      if (!definition.isEmpty()) {
        engine
            .start(Long.parseLong(definition), MapValue.EMPTY, Execution.Origin.startedBy("chaos"))
            .thenAccept(started -> System.out.println(started.id()))
            .exceptionally(failed -> null);
      }
    }
  }
}
