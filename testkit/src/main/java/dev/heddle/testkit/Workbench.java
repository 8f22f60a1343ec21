package dev.heddle.testkit;

import dev.heddle.dialects.flow.FlowDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.loop.ManualEngine;
import dev.heddle.engine.policy.Admissions;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.Throttle;
import dev.heddle.model.Parameters;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.policy.Policy;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One engine, its store, its runner and its clock in the hands of a test. Attempts wait until the
 * test ends them; time stands still until the test moves it.
 *
 * <pre>{@code
 * var bench = new Workbench();
 * ExecutionId run = bench.start(bench.flow("""…"""));
 * bench.succeed("build", Value.map("image", Value.of("app:1")));
 * assertThat(bench.execution(run).status()).isEqualTo(COMPLETED);
 * }</pre>
 */
public final class Workbench {

  public final StepClock clock = new StepClock();
  public final MapCatalog catalog = new MapCatalog();
  public final HandRunner runner = new HandRunner(clock);
  public final MemoryLeases leases = new MemoryLeases();
  public final MemoryStore store = new MemoryStore(leases);
  private ManualEngine engine;
  private Admissions admissions = new Admissions(store.claims(), clock);

  public Workbench() {
    engine = newEngine();
  }

  private ManualEngine newEngine() {
    ManualEngine started = unsettled();
    started.settle();
    return started;
  }

  /** An engine that has begun, but has done nothing yet. */
  ManualEngine unsettled() {
    admissions = new Admissions(store.claims(), clock);
    return ManualEngine.start(
        new EnginePorts(store, leases, leases, store, catalog, runner, clock)
            .admittedBy(admissions));
  }

  public ManualEngine engine() {
    return engine;
  }

  /** Puts a policy into force for the refs it names. */
  public void policy(Policy policy, String... refs) {
    store.claims().put(policy);
    Throttle throttle =
        new Throttle(
            policy.ref(),
            policy.concurrency().map(Policy.Concurrency::parameters).orElse(List.of()));
    for (String ref : refs) {
      catalog.throttle(ref, throttle);
    }
  }

  /** Rules on what waits to be admitted, and lets what follows happen. */
  public void admit() {
    admissions.step(engine);
    engine.settle();
  }

  /** Compiles a flow and adds it to the catalogue; returns the id of its definition. */
  public long flow(String yaml) {
    return switch (FlowDialect.compile(new SourceText("flow.yaml", yaml))) {
      case Compilation.Compiled compiled -> catalog.add(compiled.workflow());
      case Compilation.Refused refused ->
          throw new IllegalArgumentException(String.valueOf(refused.diagnostics()));
    };
  }

  /** Compiles a flow of these tasks alone. */
  public long tasks(String tasksYaml) {
    return flow("ref: test.flow\nlabel: Test\nversion: '1'\ntasks:\n" + tasksYaml.indent(2));
  }

  public ExecutionId start(long definition) {
    return start(definition, MapValue.EMPTY);
  }

  /** Starts an execution; wrong parameters are an {@link IllegalArgumentException}. */
  public ExecutionId start(long definition, MapValue given) {
    Workflow workflow = catalog.workflow(definition);
    MapValue parameters =
        switch (workflow.parameters().bind(given)) {
          case Parameters.Bound.Arguments(MapValue values) -> values;
          case Parameters.Bound.Refused refused ->
              throw new IllegalArgumentException(refused.message());
        };
    CompletableFuture<Execution> started =
        engine.start(definition, parameters, Execution.Origin.startedBy("tester"));
    engine.settle();
    return started.join().id();
  }

  /** Gives a command and returns the answer. */
  public Reply submit(ExecutionId execution, Command command) {
    CompletableFuture<Reply> reply = engine.submit(execution, command);
    engine.settle();
    return reply.join();
  }

  /** Continues a failed execution; returns the answer. */
  public Reply retry(ExecutionId failed) {
    CompletableFuture<Reply> reply = engine.retry(failed, "tester");
    engine.settle();
    return reply.join();
  }

  /** Runs an ended execution again from a task; returns the answer. */
  public Reply rerun(ExecutionId ended, Rerun rerun) {
    CompletableFuture<Reply> reply = engine.rerun(ended, rerun, "tester");
    engine.settle();
    return reply.join();
  }

  /** The names of the tasks under way, in order of starting. */
  public List<String> running() {
    return runner.running().stream().map(Assignment::task).toList();
  }

  /** The first attempt of a task that is under way. */
  public Assignment assignment(String task) {
    return runner.running().stream()
        .filter(assignment -> assignment.task().equals(task))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(task + " is not under way, but " + running()));
  }

  public void end(String task, Report report) {
    runner.end(assignment(task).attempt(), report);
    engine.settle();
  }

  public void succeed(String task, Value result) {
    end(task, new Report.Succeeded(result));
  }

  /** Lets tasks succeed with an empty result, one after the other. */
  public void succeed(String... tasks) {
    for (String task : tasks) {
      succeed(task, MapValue.EMPTY);
    }
  }

  public void fail(String... tasks) {
    for (String task : tasks) {
      end(task, new Report.Failed(Failure.of("action_failed", task + " broke"), null));
    }
  }

  public void timeOut(String... tasks) {
    for (String task : tasks) {
      end(task, new Report.TimedOut(Failure.of("timeout", task + " took too long"), null));
    }
  }

  /** Moves the clock and lets what is due happen. */
  public void pass(Duration span) {
    clock.advance(span);
    engine.settle();
  }

  /**
   * Kills the engine and what runs, and lets a new one recover; that takes a millisecond, as ids
   * are unique per partition and millisecond only while one engine gives them.
   */
  public void restart() {
    kill();
    engine = newEngine();
  }

  void kill() {
    clock.advance(Duration.ofMillis(1));
    runner.crash();
    leases.killAll();
  }

  public Execution execution(ExecutionId id) {
    return store.execution(id).orElseThrow();
  }

  public ExecutionStatus status(ExecutionId id) {
    return execution(id).status();
  }

  /** What the execution returned, as JSON text. */
  public String result(ExecutionId id) {
    return String.valueOf(execution(id).result());
  }

  /** The names of all tasks ever handed out, in order; a retry or an item each time. */
  public List<String> started() {
    return runner.everStarted().stream().map(Assignment::task).toList();
  }

  /** Every recorded attempt as {@code name status}, in order of recording. */
  public List<String> rows(ExecutionId id) {
    return store.tasks(id).stream().map(row -> row.name() + " " + row.status().label()).toList();
  }

  /** The warnings in the execution's log. */
  public List<String> notes(ExecutionId id) {
    return store.read(id, null, 0, Integer.MAX_VALUE).stream()
        .map(line -> line.entry().line().text())
        .toList();
  }

  /** All attempts of a task, in order of recording; of an iteration the whole and its items. */
  public List<TaskExecution> attempts(ExecutionId id, String task) {
    return store.tasks(id).stream().filter(row -> row.name().equals(task)).toList();
  }

  /** The last recorded attempt of a task; null if it was never reached. */
  public @Nullable TaskExecution task(ExecutionId id, String task) {
    List<TaskExecution> attempts = attempts(id, task);
    return attempts.isEmpty() ? null : attempts.getLast();
  }

  /** The only pending inquiry. */
  public Inquiry pendingInquiry() {
    ExecutionQueries.Page<Inquiry> pending =
        store.inquiries(
            new ExecutionQueries.InquiryFilter(InquiryStatus.PENDING, null, null), 0, 2);
    if (pending.total() != 1) {
      throw new IllegalStateException(pending.total() + " inquiries are pending");
    }
    return pending.items().getFirst();
  }

  /** A map of text keys and values, for parameters and results. */
  public static MapValue map(Map<String, Value> entries) {
    return new MapValue(entries);
  }
}
