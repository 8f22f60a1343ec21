package dev.heddle.bench;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.ContainerInput;
import dev.heddle.model.Parameters;
import dev.heddle.model.SourceSpan;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.platform.artifacts.ArtifactFiles;
import dev.heddle.platform.artifacts.FileArtifactStore;
import dev.heddle.platform.artifacts.Grants;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import dev.heddle.worker.Worker;
import dev.heddle.worker.WorkerSettings;
import dev.heddle.worker.container.ContainerSettings;
import dev.heddle.worker.script.ScriptSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * What Heddle adds to a container ({@code docker run} of the same command) and to a script ({@code
 * python3} of the same text), one after the other in turn. Started by {@code bench/containers}.
 *
 * <pre>ContainerRate image directory [rounds]</pre>
 */
public final class ContainerRate {

  private static final int SCRIPTS = 200;
  private static final int AT_ONCE = 8;

  private final Worker worker;
  private final String image;
  private int count;

  private ContainerRate(Worker worker, String image) {
    this.worker = worker;
    this.image = image;
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[1]);
    int rounds = arguments.length < 3 ? 20 : Integer.parseInt(arguments[2]);
    Map<String, String> environment = System.getenv();
    ServerKey key = new ServerKey("a key that only this measurement has, no other");
    try (FileArtifactStore store =
            new FileArtifactStore(
                new ArtifactFiles(directory.resolve("artifacts"), 1 << 20),
                new Grants(key, InstantSource.system()),
                directory.resolve("sockets"));
        Worker worker =
            new Worker(
                WorkerSettings.standard()
                    .withMaxActiveTasks(AT_ONCE)
                    .withScripts(ScriptSettings.of(store, directory.resolve("scripts")))
                    .withContainers(ContainerSettings.of(environment, "bench")),
                environment,
                InstantSource.system())) {
      ContainerRate rate = new ContainerRate(worker, arguments[0]);
      rate.containers(rounds);
      rate.scripts();
    }
  }

  private void containers(int rounds) throws Exception {
    List<Double> bare = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    for (int round = -2; round < rounds; round++) {
      double docker = millis(this::dockerRun);
      double step = millis(() -> end(start(container())));
      if (round >= 0) {
        bare.add(docker);
        ours.add(step);
      }
    }
    System.out.printf(
        "container: docker run %.0f ms, step %.0f ms (medians of %d), %.2f x%n",
        median(bare), median(ours), rounds, median(ours) / median(bare));
  }

  private void scripts() throws Exception {
    for (int round = 0; round < 3; round++) {
      double bare = SCRIPTS * 1000 / millis(() -> pythons());
      double ours = SCRIPTS * 1000 / millis(() -> all(this::script));
      System.out.printf(
          "scripts, %d at once: python3 %.0f /s, script runner %.0f /s%n", AT_ONCE, bare, ours);
    }
  }

  /** Something that takes time. */
  private interface Load {
    void run() throws Exception;
  }

  private static double millis(Load load) throws Exception {
    long before = System.nanoTime();
    load.run();
    return (System.nanoTime() - before) / 1e6;
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }

  private void dockerRun() throws IOException, InterruptedException {
    run("docker", "run", "--rm", "--network", "none", image, "true");
  }

  private static void run(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", words) + " failed");
    }
  }

  private static void pythons() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(SCRIPTS);
    try (var threads = java.util.concurrent.Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < SCRIPTS; i++) {
        threads.execute(() -> {
          try {
            run("python3", "-c", "print(1)");
            left.countDown();
          } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
          }
        });
      }
      left.await();
    }
  }

  private void all(Supplier<Assignment> assignment) throws Exception {
    List<CompletableFuture<Report>> reports = new ArrayList<>();
    for (int i = 0; i < SCRIPTS; i++) {
      reports.add(start(assignment.get()));
    }
    for (CompletableFuture<Report> report : reports) {
      end(report);
    }
  }

  private static void end(CompletableFuture<Report> report) throws Exception {
    if (!(report.get() instanceof Report.Succeeded)) {
      throw new IllegalStateException(report.get().toString());
    }
  }

  private CompletableFuture<Report> start(Assignment assignment) {
    CompletableFuture<Report> report = new CompletableFuture<>();
    worker.start(
        assignment,
        new TaskListener() {
          @Override
          public void started(AttemptId attempt, Instant at) {}

          @Override
          public void logged(AttemptId attempt, LogLine line) {}

          @Override
          public void finished(AttemptId attempt, Instant from, Instant to, Report how) {
            report.complete(how);
          }
        });
    return report;
  }

  private Assignment container() {
    MapValue input =
        MapValue.builder()
            .put(ContainerInput.IMAGE, image)
            .put(ContainerInput.COMMAND, new ListValue(List.of(Value.of("true"))))
            .build();
    return assignment(new Executor.Container(), input);
  }

  private Assignment script() {
    return assignment(
        new Executor.Script("python", SourceSpan.NONE, "print(1)\n", ""), MapValue.EMPTY);
  }

  private Assignment assignment(Executor executor, MapValue input) {
    ExecutionId execution = ExecutionId.of(System.currentTimeMillis(), 7, ++count % 10_000);
    return new Assignment(
        new AttemptId(execution, TaskKey.first(0, 1)),
        "bench.rate",
        "task",
        new Action("bench.rate", "", "", true, Parameters.ANY, executor, Optional.empty()),
        input,
        Optional.empty(),
        Map.of());
  }
}
