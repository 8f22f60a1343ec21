package dev.heddle.postgres.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.flow.FlowDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.loop.EngineNode;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.ExecutionQueries.InquiryFilter;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.DatabaseAddress;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.execution.PostgresExecutionQueries;
import dev.heddle.postgres.execution.PostgresExecutionStore;
import dev.heddle.postgres.execution.PostgresInbox;
import dev.heddle.postgres.execution.PostgresLeaseStore;
import dev.heddle.postgres.execution.PostgresLogStore;
import dev.heddle.testkit.MapCatalog;
import dev.heddle.values.MapValue;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class ManyWaitingTest {

  private static final int RUNS = 10_000;
  private static final String HEAP = "-Xmx32m";

  /** How many threads more than before anything waited. */
  private static final int SPARE = 20;

  @TempDir Path directory;

  @Test
  @DisplayName("U-08: 10,000 executions wait for people, time and children on a heap of 32 MB")
  void whoWaitsHoldsNothing() throws Exception {
    try (TestDatabase test = TestDatabase.create()) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  HEAP,
                  "-XX:+UseSerialGC",
                  "-XX:+ExitOnOutOfMemoryError",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ManyWaitingTest.class.getName(),
                  directory.toString())
              .redirectErrorStream(true)
              .start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write((test.url() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      ExecutionQueries queries = new PostgresExecutionQueries(test.database(), new OpenSeal());
      assertThat(queries.counts(Reach.ALL, 2L * RUNS))
          .as(output)
          .isEqualTo(Map.of(ExecutionStatus.RUNNING, 13_333L));
      InquiryFilter pending = new InquiryFilter(InquiryStatus.PENDING, null, null);
      assertThat(queries.inquiries(pending, 0, 1).total()).isEqualTo(6_667);
    }
  }

  /** Starts them, waits until all wait, and ends; fails if that took a thread each. */
  static void main(String[] arguments) throws Exception {
    String url = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
    MapCatalog catalog = new MapCatalog();
    add(catalog, "child", "{name: ask, action: core.inquiry, input: {prompt: Go on?}}");
    long[] flows = {
      add(catalog, "people", "{name: ask, action: core.inquiry, input: {prompt: Go on?}}"),
      add(catalog, "time", "{name: wait, action: core.sleep, input: {seconds: 86400}}"),
      add(catalog, "children", "{name: nested, action: many.child}")
    };
    try (Database database = Database.open(DatabaseAddress.parse(url), _ -> {});
        EngineNode engine = engine(database, catalog, Path.of(arguments[0]))) {
      int threads = Thread.getAllStackTraces().size();
      List<CompletableFuture<Execution>> started = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        started.add(
            engine.start(
                flows[i % flows.length], MapValue.EMPTY, Execution.Origin.startedBy("many")));
      }
      CompletableFuture.allOf(started.toArray(CompletableFuture[]::new)).join();
      int more = Thread.getAllStackTraces().size() - threads;
      if (more > SPARE) {
        throw new IllegalStateException(more + " threads wait");
      }
    }
  }

  private static long add(MapCatalog catalog, String name, String task) {
    String yaml = "ref: many.%s\nlabel: Many\nversion: '1'\ntasks:\n  - %s\n".formatted(name, task);
    return switch (FlowDialect.compile(new SourceText("many.yaml", yaml))) {
      case Compilation.Compiled compiled -> catalog.add(compiled.workflow());
      case Compilation.Refused refused ->
          throw new IllegalStateException(String.valueOf(refused.diagnostics()));
    };
  }

  private static EngineNode engine(Database database, MapCatalog catalog, Path effects) {
    return EngineNode.start(
        new EngineOptions("many", EngineOptions.Appetite.SERVER, 2, Duration.ofSeconds(30), 1_000),
        new EnginePorts(
            new PostgresExecutionStore(database, new OpenSeal()),
            new PostgresLeaseStore(database),
            new PostgresInbox(database, new OpenSeal()),
            new PostgresLogStore(database),
            catalog,
            new EffectRunner(effects, "many", () -> {}),
            Clock.systemUTC()));
  }
}
