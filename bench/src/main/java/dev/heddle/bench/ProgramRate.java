package dev.heddle.bench;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.MapValue;
import dev.heddle.worker.Worker;
import dev.heddle.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * How many short programs a worker runs in a second, beside what starting them costs by itself: a
 * loop that starts {@code setsid /bin/true} as often and as many at once.
 *
 * <pre>java -cp bench/target/heddle-bench.jar dev.heddle.bench.ProgramRate [at once]</pre>
 */
public final class ProgramRate {

  private static final int ROUNDS = 4;
  private static final int PROGRAMS = 2000;
  private static final String PROGRAM = "/bin/true";

  private ProgramRate() {}

  public static void main(String[] arguments) throws InterruptedException {
    int atOnce = arguments.length == 0 ? 8 : Integer.parseInt(arguments[0]);
    for (int round = 0; round < ROUNDS; round++) {
      System.out.printf(
          "at once %d: bare %d/s, worker %d/s%n",
          atOnce, bare(PROGRAMS, atOnce), perSecond(PROGRAMS, () -> worked(atOnce)));
    }
  }

  /** Something that runs all programs. */
  private interface Load {
    void run() throws InterruptedException;
  }

  /** Programs started and ended per second without a worker. */
  public static long bare(int programs, int atOnce) throws InterruptedException {
    return perSecond(programs, () -> startAll(programs, atOnce));
  }

  private static long perSecond(int programs, Load load) throws InterruptedException {
    long before = System.nanoTime();
    load.run();
    return programs * 1_000_000_000L / (System.nanoTime() - before);
  }

  private static void startAll(int programs, int atOnce) throws InterruptedException {
    Semaphore free = new Semaphore(atOnce);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < programs; i++) {
        free.acquire();
        threads.execute(() -> {
          startAndAwait();
          free.release();
        });
      }
    }
  }

  private static void startAndAwait() {
    try {
      Process process = new ProcessBuilder("setsid", PROGRAM).start();
      process.getOutputStream().close();
      process.getInputStream().readAllBytes();
      process.getErrorStream().readAllBytes();
      process.waitFor();
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void worked(int atOnce) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(PROGRAMS);
    WorkerSettings settings = WorkerSettings.standard().withMaxActiveTasks(atOnce);
    try (Worker worker = new Worker(settings, System.getenv(), InstantSource.system())) {
      for (int i = 0; i < PROGRAMS; i++) {
        worker.start(assignment(i), new Counting(left));
      }
      left.await();
    }
  }

  private static Assignment assignment(int number) {
    Executor.Program program =
        new Executor.Program(
            Executor.Runner.NATIVE,
            Path.of(PROGRAM),
            Path.of("/"),
            Map.of(),
            Executor.Delivery.STDIN,
            Executor.ParameterFormat.JSON,
            Executor.OutputFormat.TEXT);
    return new Assignment(
        new AttemptId(new ExecutionId(number), TaskKey.first(0, 1)),
        "bench.programs",
        "run",
        new Action("bench.true", "", "", true, Parameters.ANY, program, Optional.empty()),
        MapValue.builder().put("number", number).build(),
        Optional.of(Duration.ofMinutes(1)),
        Map.of());
  }

  private record Counting(CountDownLatch left) implements TaskListener {
    @Override
    public void started(AttemptId attempt, Instant at) {}

    @Override
    public void logged(AttemptId attempt, LogLine line) {}

    @Override
    public void finished(AttemptId attempt, Instant startedAt, Instant endedAt, Report report) {
      left.countDown();
    }
  }
}
