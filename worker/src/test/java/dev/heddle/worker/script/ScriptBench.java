package dev.heddle.worker.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.script.ScriptDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.loop.EngineNode;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.platform.artifacts.ArtifactFiles;
import dev.heddle.platform.artifacts.FileArtifactStore;
import dev.heddle.platform.artifacts.Grants;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.testkit.MapCatalog;
import dev.heddle.testkit.MemoryLeases;
import dev.heddle.testkit.MemoryStore;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import dev.heddle.worker.Worker;
import dev.heddle.worker.WorkerSettings;
import dev.heddle.worker.container.ContainerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** An engine, a worker and a store of objects; scripts run as real processes. */
final class ScriptBench implements AutoCloseable {

  static final ServerKey KEY =
      new ServerKey("a key that only tests have, and long enough to be one");
  private static final long PATIENCE_SECONDS = 60;
  private static final long LARGEST = 1 << 20;

  final Path directory;
  final MapCatalog catalog = new MapCatalog();
  final MemoryStore store;
  final ArtifactStore artifacts;
  final EngineNode engine;
  final Worker worker;

  private ScriptBench(
      Path directory,
      InstantSource urls,
      UnaryOperator<ScriptSettings> settings,
      UnaryOperator<WorkerSettings> working) {
    this.directory = directory;
    MemoryLeases leases = new MemoryLeases();
    store = new MemoryStore(leases);
    artifacts =
        new FileArtifactStore(
            new ArtifactFiles(directory.resolve("artifacts"), LARGEST),
            new Grants(KEY, urls),
            directory.resolve("sockets"));
    ScriptSettings scripts =
        settings.apply(ScriptSettings.of(artifacts, directory.resolve("scripts")));
    worker =
        new Worker(
            working.apply(WorkerSettings.standard().withScripts(scripts)),
            System.getenv(),
            InstantSource.system());
    engine =
        EngineNode.start(
            EngineOptions.server("test"),
            new EnginePorts(store, leases, leases, store, catalog, worker, InstantSource.system()));
  }

  static ScriptBench in(Path directory) {
    return in(directory, InstantSource.system(), UnaryOperator.identity());
  }

  static ScriptBench in(
      Path directory, InstantSource urls, UnaryOperator<ScriptSettings> settings) {
    return new ScriptBench(directory, urls, settings, UnaryOperator.identity());
  }

  /** Scripts run in containers of an image. */
  static ScriptBench inContainers(Path directory, String image, ContainerSettings containers) {
    return new ScriptBench(
        directory,
        InstantSource.system(),
        settings -> settings.withImage(Map.of(ScriptSettings.IMAGE_VARIABLE, image)),
        settings -> settings.withContainers(containers));
  }

  /** Compiles a file; {@code requirements} may be empty. */
  long add(String text, String requirements) {
    Compilation compilation =
        ScriptDialect.compile(
            new SourceText("sample.workflow", text),
            new SourceText("requirements.txt", requirements));
    assertThat(compilation.diagnostics()).isEmpty();
    return catalog.add(((Compilation.Compiled) compilation).workflow());
  }

  ExecutionId start(String text) {
    return start(add(text, ""));
  }

  ExecutionId start(long definition) {
    return engine
        .start(definition, MapValue.EMPTY, Execution.Origin.startedBy("tester"))
        .join()
        .id();
  }

  Execution run(String text) {
    return ended(start(text));
  }

  /** The execution when it has ended. */
  Execution ended(ExecutionId id) {
    await(id, () -> execution(id).status().isTerminal());
    return execution(id);
  }

  /** The first attempt at a task when it has ended. */
  TaskExecution settled(ExecutionId id, String task) {
    await(
        id,
        () -> attempts(id, task).stream().findFirst().filter(TaskExecution::isSettled).isPresent());
    return attempts(id, task).getFirst();
  }

  private void await(ExecutionId id, BooleanSupplier condition) {
    Semaphore changes = new Semaphore(1);
    try (Engine.Subscription _ =
        engine.watch(changed -> {
          if (changed.equals(id)) {
            changes.release();
          }
        })) {
      while (!condition.getAsBoolean()) {
        assertThat(changes.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("in time").isTrue();
      }
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  void cancel(ExecutionId id) {
    engine.submit(id, new Command.Cancel("tester", Optional.empty())).join();
  }

  Execution execution(ExecutionId id) {
    return store.execution(id).orElseThrow();
  }

  List<TaskExecution> attempts(ExecutionId id, String task) {
    return store.tasks(id).stream().filter(each -> each.name().equals(task)).toList();
  }

  /** {@code name status} of the newest attempts. */
  List<String> states(ExecutionId id) {
    Map<String, String> states = new java.util.LinkedHashMap<>();
    store.tasks(id).forEach(task -> states.put(task.name(), task.status().label()));
    List<String> lines = new ArrayList<>();
    states.forEach((name, status) -> lines.add(name + " " + status));
    return lines;
  }

  Optional<byte[]> output(ExecutionId id, String task) throws IOException {
    Optional<ArtifactStore.Content> found = artifacts.open(ArtifactPath.output(id, task));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (ArtifactStore.Content content = found.get()) {
      return Optional.of(content.bytes().readAllBytes());
    }
  }

  String text(ExecutionId id, String task) throws IOException {
    return new String(output(id, task).orElseThrow(), java.nio.charset.StandardCharsets.UTF_8);
  }

  static Value field(Value map, String name) {
    return ((MapValue) map).getOr(name, Value.nothing());
  }

  @Override
  public void close() {
    engine.close();
    worker.close();
    artifacts.close();
  }
}
