package dev.heddle.testkit.simulation;

import dev.heddle.dialects.flow.FlowDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.loop.ManualEngine;
import dev.heddle.engine.port.ExecutionQueries.Filter;
import dev.heddle.engine.port.ExecutionQueries.InquiryFilter;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.testkit.MapCatalog;
import dev.heddle.testkit.MemoryLeases;
import dev.heddle.testkit.MemoryStore;
import dev.heddle.testkit.StepClock;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** One engine and everything around it, all of it deterministic. */
final class World {

  private static final int MOST_ROUNDS = 20_000;

  final StepClock clock = new StepClock();
  final MapCatalog catalog = new MapCatalog();
  final MemoryLeases leases = new MemoryLeases();
  final MemoryStore store = new MemoryStore(leases);
  final List<String> trace = new ArrayList<>();
  final List<String> violations = new ArrayList<>();
  final WatchedStore watched = new WatchedStore(store, this::violated, trace::add);
  final List<Node> zombies = new ArrayList<>();
  final Outcomes outcomes;
  private final List<Start> starts = new ArrayList<>();
  private final List<CompletableFuture<Reply>> asked = new ArrayList<>();
  private final int residents;
  Node node;

  /** An engine and what runs for it. */
  record Node(ManualEngine engine, SimulatedRunner runner) {}

  /** An execution that was asked for. */
  private record Start(long definition, CompletableFuture<Execution> started) {}

  /**
   * @param flows nested ones first
   */
  World(List<String> flows, Outcomes outcomes, int residents) {
    this.outcomes = outcomes;
    this.residents = residents;
    flows.forEach(this::compile);
    node = newNode();
  }

  private void compile(String yaml) {
    switch (FlowDialect.compile(new SourceText("simulated.yaml", yaml))) {
      case Compilation.Compiled compiled -> catalog.add(compiled.workflow());
      case Compilation.Refused refused ->
          throw new IllegalStateException(refused.diagnostics() + "\n" + yaml);
    }
  }

  private Node newNode() {
    SimulatedRunner runner = new SimulatedRunner(store, clock, outcomes, this::violated);
    EnginePorts ports = new EnginePorts(watched, leases, leases, store, catalog, runner, clock);
    return new Node(ManualEngine.start(ports, residents), runner);
  }

  void violated(String what) {
    violations.add(what);
    trace.add("VIOLATION " + what);
  }

  void start(long definition) {
    trace.add("start " + definition);
    starts.add(
        new Start(
            definition,
            node.engine().start(definition, MapValue.EMPTY, Execution.Origin.startedBy("sim"))));
  }

  /** Starts again what was never accepted. */
  private void startAgain() {
    for (Start start : List.copyOf(starts)) {
      if (!start.started().isDone() || start.started().isCompletedExceptionally()) {
        starts.remove(start);
        start(start.definition());
      }
    }
  }

  /** The accepted executions, in order of asking. */
  List<ExecutionId> accepted() {
    return starts.stream().map(start -> start.started().join().id()).toList();
  }

  /**
   * Kills the engine and lets another recover; the old one may linger on without knowing.
   *
   * @param lingers whether it does
   */
  void crash(boolean lingers) {
    trace.add(lingers ? "crash, the old engine lingers" : "crash");
    leases.killAll();
    if (lingers) {
      zombies.add(node);
    }
    clock.advance(Duration.ofMillis(1));
    node = newNode();
    watched.takenOver();
  }

  /** Every execution, oldest first. */
  List<Execution> all() {
    return store.list(Filter.ALL, 0, Integer.MAX_VALUE).items().reversed();
  }

  /** The executions that failed and that nobody but us started. */
  List<Execution> failed() {
    return all().stream()
        .filter(execution -> execution.status() == ExecutionStatus.FAILED)
        .filter(execution -> execution.origin().parent() == null)
        .toList();
  }

  /** Asks for a failed execution to be continued. */
  void retry(ExecutionId failed) {
    trace.add("retry " + failed);
    asked.add(node.engine().retry(failed, "sim"));
  }

  List<Execution> unfinished() {
    return all().stream().filter(execution -> !execution.status().isTerminal()).toList();
  }

  List<Inquiry> pending() {
    return store
        .inquiries(new InquiryFilter(InquiryStatus.PENDING, null, null), 0, Integer.MAX_VALUE)
        .items();
  }

  /** Answers or withdraws a question; the same for the same question. */
  void answer(Inquiry inquiry) {
    trace.add("answer " + inquiry.task() + " " + inquiry.id());
    Command command =
        outcomes.isAnswered(inquiry)
            ? new Command.Respond(
                inquiry.id().task(), Value.map("n", Value.of(inquiry.task().length())), "sim")
            : new Command.CancelInquiry(inquiry.id().task(), "sim");
    asked.add(submit(inquiry.id().execution(), command));
  }

  CompletableFuture<Reply> submit(ExecutionId execution, Command command) {
    return node.engine().submit(execution, command);
  }

  void settle() {
    node.engine().settle();
  }

  /** Lets everything come to its end without further trouble; what does not is lost. */
  void drain() {
    settle();
    startAgain();
    for (int round = 0; round < MOST_ROUNDS && violations.isEmpty(); round++) {
      settle();
      List<Execution> unfinished = unfinished();
      if (unfinished.isEmpty() && node.runner().size() == 0) {
        checkAnswers();
        return;
      }
      if (!goOn(unfinished)) {
        violated("stuck: " + unfinished.stream().map(this::describe).toList());
      }
    }
    if (violations.isEmpty()) {
      violated("no end after " + MOST_ROUNDS + " rounds");
    }
  }

  /** A question may go down with its engine, but it is never answered by an error. */
  private void checkAnswers() {
    for (CompletableFuture<Reply> reply : asked) {
      if (reply.isCompletedExceptionally()
          && !"The engine has stopped".equals(reply.exceptionNow().getMessage())) {
        violated("a command failed: " + reply.exceptionNow());
      }
    }
  }

  private boolean goOn(List<Execution> unfinished) {
    if (node.runner().size() > 0) {
      trace.add("end " + node.runner().name(0));
      node.runner().begin(0);
      node.runner().end(0);
      return true;
    }
    Optional<Execution> paused = unfinished.stream().filter(Execution::isPaused).findFirst();
    if (paused.isPresent()) {
      trace.add("resume " + paused.get().id());
      asked.add(submit(paused.get().id(), new Command.Resume("sim")));
      return true;
    }
    Optional<Inquiry> open =
        pending().reversed().stream().filter(inquiry -> inquiry.expiresAt() == null).findFirst();
    if (open.isPresent()) {
      answer(open.get());
      return true;
    }
    Optional<Instant> due =
        unfinished.stream()
            .map(Execution::wakeAt)
            .filter(Objects::nonNull)
            .filter(at -> at.isAfter(clock.instant().minus(Duration.ofMinutes(5))))
            .min(Comparator.naturalOrder());
    if (due.isEmpty()) {
      return false;
    }
    clock.advanceTo(due.get());
    clock.advance(Duration.ofSeconds(1));
    trace.add("time passes to " + clock.instant());
    return true;
  }

  private String describe(Execution execution) {
    return execution.id()
        + " "
        + execution.status()
        + " "
        + execution.hold()
        + " wake "
        + execution.wakeAt()
        + " "
        + store.tasks(execution.id()).stream()
            .filter(task -> !task.isSettled())
            .map(task -> task.name() + task.key() + task.status())
            .toList();
  }

  static <T> T pick(Random random, Collection<T> from) {
    return List.copyOf(from).get(random.nextInt(from.size()));
  }
}
