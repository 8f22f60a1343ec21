package dev.heddle.platform.executions;

import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.loop.ManualEngine;
import dev.heddle.engine.policy.Admissions;
import dev.heddle.engine.port.Report;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Failure;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.Actions;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.catalog.Delegation;
import dev.heddle.platform.catalog.LiveSight;
import dev.heddle.platform.catalog.MemoryCatalogStore;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.catalog.Registration;
import dev.heddle.platform.catalog.StoredCatalog;
import dev.heddle.platform.catalog.UploadRefs;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.inquiries.Inquiries;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.keys.MemoryKeyStore;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.platform.policies.MemoryPolicyStore;
import dev.heddle.platform.policies.Policies;
import dev.heddle.testkit.HandRunner;
import dev.heddle.testkit.MemoryLeases;
import dev.heddle.testkit.MemoryStore;
import dev.heddle.testkit.MemoryWorkers;
import dev.heddle.testkit.StepClock;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * All services over memory, an engine that settles after every call, and attempts ended by hand.
 */
public final class Bench {

  public static final Action NOOP =
      new Action(
          "core.noop",
          "No-op",
          "",
          true,
          Parameters.ANY,
          new Executor.Builtin("noop"),
          Optional.empty());

  public final StepClock clock = new StepClock();
  public final ServerKey key = new ServerKey("0123456789abcdef0123456789abcdef");
  public final MemoryCatalogStore catalogStore = new MemoryCatalogStore();
  public final Keys keys = new Keys(new MemoryKeyStore(), key, clock);
  public final Definitions definitions = new Definitions(catalogStore, key, List.of(NOOP));
  public final LiveSight live = new LiveSight(catalogStore, key, List.of(NOOP));
  public final Packs packs = new Packs(catalogStore, key, definitions, live, clock);
  public final Workflows workflows = new Workflows(catalogStore, definitions, live, clock);
  public final Actions actions = new Actions(catalogStore, key, live, clock);
  public final HandRunner runner = new HandRunner(clock);
  public final MemoryLeases leases = new MemoryLeases();
  public final MemoryStore store = new MemoryStore(leases);
  public final MemoryPolicyStore policyStore = new MemoryPolicyStore(store.claims());
  public final Policies policies = new Policies(policyStore, store.claims(), clock);
  public final StoredCatalog catalog =
      new StoredCatalog(
          definitions, live, keys, UploadRefs.NONE, Delegation.EVERYTHING, policies::throttle);
  private final Admissions admissions = new Admissions(store.claims(), clock);
  private final ManualEngine manual =
      ManualEngine.start(
          new EnginePorts(store, leases, leases, store, catalog, runner, clock)
              .admittedBy(admissions));
  public final Engine engine = new Settling(manual);
  public final MemoryWorkers workers = new MemoryWorkers(clock);
  public final Executions executions =
      new Executions(
          engine,
          store,
          store,
          definitions,
          workflows,
          new Waits(store, catalog, workers, store.claims(), clock));
  public final Inquiries inquiries = new Inquiries(engine, store);

  /** Goes on until nothing is left to do before it answers. */
  private record Settling(ManualEngine engine) implements Engine {
    @Override
    public CompletableFuture<Execution> start(
        long definition, MapValue parameters, Execution.Origin origin) {
      return settled(engine.start(definition, parameters, origin));
    }

    @Override
    public ExecutionId newId() {
      return engine.newId();
    }

    @Override
    public boolean owns(ExecutionId execution) {
      return engine.owns(execution);
    }

    @Override
    public CompletableFuture<Reply> startAs(ExecutionId id, Start start) {
      return settled(engine.startAs(id, start));
    }

    @Override
    public CompletableFuture<Reply> submit(ExecutionId execution, Command command) {
      return settled(engine.submit(execution, command));
    }

    @Override
    public void leave(ExecutionId execution, Command command) {
      engine.leave(execution, command);
      engine.settle();
    }

    @Override
    public CompletableFuture<Reply> retry(ExecutionId failed, String by) {
      return settled(engine.retry(failed, by));
    }

    @Override
    public CompletableFuture<Reply> rerun(ExecutionId ended, Rerun rerun, String by) {
      return settled(engine.rerun(ended, rerun, by));
    }

    @Override
    public Subscription watch(ChangeListener listener) {
      return engine.watch(listener);
    }

    @Override
    public Subscription watchEnds(ChangeListener listener) {
      return engine.watchEnds(listener);
    }

    @Override
    public Load load() {
      return engine.load();
    }

    @Override
    public void close() {
      engine.close();
    }

    private <T> CompletableFuture<T> settled(CompletableFuture<T> future) {
      engine.settle();
      return future;
    }
  }

  public static <T> T done(Answer<T> answer) {
    return switch (answer) {
      case Answer.Done<T>(T value) -> value;
      case Answer.Refused<T>(Refusal refusal) -> throw new AssertionError(refusal.toString());
    };
  }

  public static Refusal refusal(Answer<?> answer) {
    if (answer instanceof Answer.Refused<?>(Refusal refusal)) {
      return refusal;
    }
    throw new AssertionError("not refused: " + answer);
  }

  /** Stores a flow of these tasks, with what stands before them. */
  public Definition flow(String head, String tasks) {
    String yaml =
        "ref: demo.flow\nlabel: Demo\nversion: '1'\n" + head + "tasks:\n" + tasks.indent(2);
    return definition(yaml);
  }

  public Definition definition(String yaml) {
    return switch (definitions.register(
        WorkflowSource.of(new SourceText("flow.yaml", yaml)), List.of())) {
      case Registration.Registered(Definition definition, _) -> definition;
      case Registration.Refused refused ->
          throw new AssertionError(refused.diagnostics().toString());
    };
  }

  public ExecutionId start(Definition definition) {
    return done(executions.start(definition, StartRequest.of(MapValue.EMPTY, "ada"))).id();
  }

  public void end(String task, Report report) {
    AttemptId attempt =
        runner.running().stream()
            .filter(each -> each.task().equals(task))
            .findFirst()
            .orElseThrow(() -> new AssertionError(task + " is not under way"))
            .attempt();
    clock.advance(Duration.ofSeconds(1));
    runner.end(attempt, report);
    manual.settle();
  }

  /** Rules on what waits under policies. */
  public void admit() {
    admissions.step(manual);
    manual.settle();
  }

  public void succeed(String task, Value result) {
    end(task, new Report.Succeeded(result));
  }

  public void succeed(String... tasks) {
    for (String task : tasks) {
      succeed(task, MapValue.EMPTY);
    }
  }

  public void fail(String task) {
    end(task, new Report.Failed(Failure.of("action_failed", task + " broke"), null));
  }
}
