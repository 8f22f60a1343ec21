package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.flow.FlowDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.loop.EngineNode;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EngineOptions.Appetite;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The node with its threads, on stores in memory. */
@Timeout(30)
class EngineNodeTest {

  private final MemoryLeases leases = new MemoryLeases();
  private final MemoryStore store = new MemoryStore(leases);
  private final MapCatalog catalog = new MapCatalog();
  private final long definition = catalog.add(compiled());

  @Test
  void aNodeThatWasTakenOverJoinsAgainAndWorksOn() throws Exception {
    try (EngineNode node = node()) {
      run(node);
      leases.fenceAll();
      until(() -> starts(node));
      run(node);
    }
  }

  @Test
  void nobodyWaitsForANodeThatWasTakenOver() throws Exception {
    try (EngineNode node = node()) {
      leases.fenceAll();
      int refused = 0;
      while (!starts(node)) {
        refused++;
      }
      assertThat(store.counts().values().stream().mapToLong(Long::longValue).sum())
          .as("what was refused %d times left nothing behind", refused)
          .isEqualTo(1);
    }
  }

  @Test
  void anExecutionOfAFixedIdIsStartedOnceHoweverOftenItIsAsked() throws Exception {
    ExecutionId id;
    Engine.Start start =
        new Engine.Start(definition, MapValue.EMPTY, Execution.Origin.startedBy("tester"), false);
    try (EngineNode node = node()) {
      id = node.newId();
      assertThat(node.owns(id)).isTrue();
      assertThat(node.startAs(id, start).get()).isInstanceOf(Reply.Done.class);
      assertThat(node.startAs(id, start).get()).isInstanceOf(Reply.Done.class);
    }
    try (EngineNode successor = node()) {
      assertThat(successor.startAs(id, start).get()).isInstanceOf(Reply.Done.class);
    }
    assertThat(store.counts().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1);
  }

  private EngineNode node() {
    return EngineNode.start(
        new EngineOptions("test", Appetite.SERVER, 2, Duration.ofMillis(100), 100),
        new EnginePorts(
            store, leases, leases, store, catalog, new AtOnce(), InstantSource.system()));
  }

  private boolean starts(EngineNode node) {
    try {
      node.start(definition, MapValue.EMPTY, Execution.Origin.startedBy("tester")).get();
      return true;
    } catch (ExecutionException refused) {
      return false;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private void run(EngineNode node) throws Exception {
    Set<ExecutionId> ended = ConcurrentHashMap.newKeySet();
    try (var _ = node.watchEnds(ended::add)) {
      ExecutionId id =
          node.start(definition, MapValue.EMPTY, Execution.Origin.startedBy("tester")).get().id();
      until(() -> ended.contains(id));
    }
  }

  /** Waits for a condition; the test's time limit bounds it. */
  private static void until(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.getAsBoolean()) {
      assertThat(never.await(5, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private static Workflow compiled() {
    String yaml =
        """
        ref: test.chain
        label: Chain
        version: "1"
        tasks:
          - {name: a, action: t.a, on_success: b}
          - {name: b, action: t.b}
        """;
    return switch (FlowDialect.compile(new SourceText("chain.yaml", yaml))) {
      case Compilation.Compiled compiled -> compiled.workflow();
      case Compilation.Refused refused ->
          throw new IllegalStateException(String.valueOf(refused.diagnostics()));
    };
  }

  private static final class AtOnce implements TaskRunner {
    @Override
    public void start(Assignment assignment, TaskListener listener) {
      Instant now = Instant.now();
      listener.finished(assignment.attempt(), now, now, new Report.Succeeded(MapValue.EMPTY));
    }

    @Override
    public void interrupt(AttemptId attempt) {
      // over already
    }
  }
}
