package dev.heddle.testkit.simulation;

import dev.heddle.dialects.flow.FlowDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EngineOptions.Appetite;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.loop.ManualNode;
import dev.heddle.engine.port.ExecutionQueries.Filter;
import dev.heddle.engine.port.ExecutionQueries.InquiryFilter;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.testkit.MapCatalog;
import dev.heddle.testkit.MemoryLeases;
import dev.heddle.testkit.MemoryStore;
import dev.heddle.testkit.StepClock;
import dev.heddle.testkit.Weakness;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Some processes, the store they share and everything around them, all of it deterministic. */
final class World {

  static final Duration TIME_TO_LIVE = Duration.ofSeconds(5);
  private static final int MOST_STEPS = 5_000;

  final StepClock clock = new StepClock();
  final MapCatalog catalog = new MapCatalog();
  final MemoryLeases leases;
  final MemoryStore store;
  final Mail mail = new Mail();
  final List<String> trace = new ArrayList<>();
  final List<String> violations = new ArrayList<>();
  final List<SimulatedProcess> processes = new ArrayList<>();
  final WatchedStore watched;
  final Outcomes outcomes;
  private final Set<Weakness> weaknesses;
  private final int lanes;
  private final int residents;
  private final List<Start> starts = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();
  private final List<ExecutionId> retried = new ArrayList<>();

  /** Commits whose senders have given up waiting. */
  private final List<Runnable> onTheWay = new ArrayList<>();

  private int joined;

  /** An execution that was asked for. */
  private record Start(long definition, CompletableFuture<Execution> started) {}

  /** A command about an execution, and through whom it was given. */
  private record Asked(ExecutionId about, String by, CompletableFuture<Reply> reply) {}

  /**
   * @param flows nested ones first
   */
  World(List<String> flows, Outcomes outcomes, int lanes, int residents, Set<Weakness> weaknesses) {
    this.outcomes = outcomes;
    this.lanes = lanes;
    this.residents = residents;
    this.weaknesses = weaknesses;
    this.leases = new MemoryLeases(clock, weaknesses);
    this.store = new MemoryStore(leases, weaknesses);
    this.watched = new WatchedStore(store, leases, this::violated, trace::add);
    flows.forEach(this::compile);
  }

  private void compile(String yaml) {
    switch (FlowDialect.compile(new SourceText("simulated.yaml", yaml))) {
      case Compilation.Compiled compiled -> catalog.add(compiled.workflow());
      case Compilation.Refused refused ->
          throw new IllegalStateException(refused.diagnostics() + "\n" + yaml);
    }
  }

  /** Another process joins. */
  SimulatedProcess join() {
    String name = "process" + ++joined;
    trace.add("join " + name);
    Link link = new Link(watched, leases, leases, onTheWay::add);
    SkewedClock itsClock = new SkewedClock(clock);
    SimulatedRunner runner =
        new SimulatedRunner(
            store,
            leases,
            itsClock,
            outcomes,
            this::violated,
            (text, delivery) -> mail.send(new Mail.Letter(name, name + ": " + text, delivery)),
            weaknesses.contains(Weakness.TELLS_THE_FENCED));
    EngineOptions options =
        new EngineOptions(name, Appetite.SERVER, lanes, TIME_TO_LIVE, residents);
    EnginePorts ports = new EnginePorts(link, link, link, store, catalog, runner, itsClock);
    SimulatedProcess process =
        new SimulatedProcess(name, ManualNode.join(options, ports), runner, itsClock, link);
    processes.add(process);
    return process;
  }

  /** The processes in which something moves. */
  List<SimulatedProcess> awake() {
    return processes.stream().filter(process -> !process.isStalled()).toList();
  }

  void violated(String what) {
    violations.add(what);
    trace.add("VIOLATION " + what);
  }

  void start(SimulatedProcess by, long definition) {
    trace.add(by.name() + ": start " + definition);
    starts.add(
        new Start(
            definition,
            by.engine().start(definition, MapValue.EMPTY, Execution.Origin.startedBy("sim"))));
  }

  /** Starts again what was never accepted. */
  void startAgain(SimulatedProcess by) {
    for (Start start : List.copyOf(starts)) {
      if (!start.started().isDone() || start.started().isCompletedExceptionally()) {
        starts.remove(start);
        start(by, start.definition());
      }
    }
  }

  /** Whether everything that was asked for has been accepted. */
  boolean allAccepted() {
    return starts.stream()
        .allMatch(start -> start.started().isDone() && !start.started().isCompletedExceptionally());
  }

  /** The accepted executions, in order of asking. */
  List<ExecutionId> accepted() {
    return starts.stream().map(start -> start.started().join().id()).toList();
  }

  /** Kills a process: its sessions end, and what it had not said is never said. */
  void crash(SimulatedProcess process) {
    trace.add("crash " + process.name());
    processes.remove(process);
    leases.kill(process.engine().incarnation());
    mail.dropFrom(process.name());
    asked.removeIf(command -> command.by().equals(process.name()));
  }

  /** Lets a process leave in good order. */
  void leave(SimulatedProcess process) {
    trace.add("leave " + process.name());
    settle();
    process.link().heal();
    process.engine().close();
    processes.remove(process);
    mail.dropFrom(process.name());
    asked.removeIf(command -> command.by().equals(process.name()));
  }

  /** Kills the store: whatever is on its way to it is lost, all sessions end. */
  void crashStore() {
    trace.add("the store crashes");
    store.restart();
    leases.killAll();
    onTheWay.clear();
    for (SimulatedProcess process : processes) {
      process.link().cut(1 + lanes);
    }
  }

  /** How many commits are on the way to the store; their senders may be dead by now. */
  int late() {
    return onTheWay.size();
  }

  /** One of them arrives. */
  void arriveLate(int index) {
    trace.add("a late commit arrives");
    try {
      onTheWay.remove(index).run();
    } catch (RuntimeException refused) {
      // Nobody waits for it any more; whether it should have been refused is checked elsewhere.
    }
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
  void retry(SimulatedProcess by, ExecutionId failed) {
    trace.add(by.name() + ": retry " + failed);
    retried.add(failed);
    asked.add(new Asked(failed, by.name(), by.engine().retry(failed, "sim")));
  }

  /** The executions that have ended and that nobody but us started. */
  List<Execution> ended() {
    return all().stream()
        .filter(execution -> execution.status().isTerminal())
        .filter(execution -> execution.origin().parent() == null)
        .toList();
  }

  /** Asks for an ended execution to run again from one of its tasks. */
  void rerun(SimulatedProcess by, ExecutionId ended, TaskExecution from) {
    trace.add(by.name() + ": rerun " + ended + " from " + from.name());
    Rerun rerun = new Rerun(from.name(), from.key().activation(), MapValue.EMPTY);
    asked.add(new Asked(ended, by.name(), by.engine().rerun(ended, rerun, "sim")));
  }

  /** How often an execution was asked to be continued. */
  long retries(ExecutionId failed) {
    return retried.stream().filter(failed::equals).count();
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
  CompletableFuture<Reply> answer(SimulatedProcess by, Inquiry inquiry) {
    Command command =
        outcomes.isAnswered(inquiry)
            ? new Command.Respond(
                inquiry.id().task(), Value.map("n", Value.of(inquiry.task().length())), "sim")
            : new Command.CancelInquiry(inquiry.id().task(), "sim");
    return submit(by, inquiry.id().execution(), command);
  }

  CompletableFuture<Reply> submit(SimulatedProcess by, ExecutionId execution, Command command) {
    trace.add(by.name() + ": " + command + " for " + execution);
    CompletableFuture<Reply> reply = by.engine().submit(execution, command);
    asked.add(new Asked(execution, by.name(), reply));
    return reply;
  }

  /** Whether something was asked of an execution, by whomever, that may be done at any moment. */
  boolean isAsked(ExecutionId about) {
    return asked.stream().anyMatch(each -> each.about().equals(about) && !each.reply().isDone())
        || leases.read(Set.of(about.partition())).stream()
            .anyMatch(message -> message.execution().equals(about));
  }

  void deliver(Mail.Letter letter) {
    trace.add("delivered: " + letter.text());
    letter.delivery().run();
  }

  /** Lets all engines that move work until nothing lies ready. */
  void settle() {
    for (int round = 0; round < 3; round++) {
      awake().forEach(SimulatedProcess::checkInbox);
      int steps = 0;
      while (stepAll()) {
        if (++steps > MOST_STEPS) {
          violated("the engines do not come to rest");
          return;
        }
      }
    }
  }

  private boolean stepAll() {
    boolean stepped = false;
    for (SimulatedProcess process : awake()) {
      stepped |= process.engine().step();
    }
    return stepped;
  }

  /** Everybody who moves says so. */
  void beatAll() {
    awake().forEach(SimulatedProcess::beat);
  }

  /** Nobody's question may stay without an answer, or be answered by an error. */
  void checkAnswers() {
    for (Asked command : asked) {
      CompletableFuture<Reply> reply = command.reply();
      if (!reply.isDone()) {
        violated("a command given through " + command.by() + " was never answered");
        continue;
      }
      if (reply.isCompletedExceptionally() && !isExcused(reply.exceptionNow())) {
        violated("a command failed: " + reply.exceptionNow());
      }
    }
  }

  /** A question may go down with its engine, or not get to the store. */
  private static boolean isExcused(Throwable failure) {
    return "The engine has stopped".equals(failure.getMessage())
        || "the store is away".equals(failure.getMessage());
  }

  static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
