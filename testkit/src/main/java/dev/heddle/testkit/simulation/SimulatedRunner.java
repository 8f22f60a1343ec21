package dev.heddle.testkit.simulation;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.testkit.MemoryLeases;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The runner of one process: nothing ends until it is told to, and it tells by letter. */
final class SimulatedRunner implements TaskRunner {

  private final ExecutionQueries store;
  private final MemoryLeases leases;
  private final InstantSource clock;
  private final Outcomes outcomes;
  private final Consumer<String> violated;
  private final BiConsumer<String, Runnable> post;
  private final boolean tellsTheFirst;
  private final Set<HandedOut> everStarted = new HashSet<>();
  private final List<Running> running = new ArrayList<>();
  private final List<Running> ended = new ArrayList<>();

  /** One handing out: a lane does it once while it owns the partition. */
  private record HandedOut(AttemptId attempt, TaskListener lane, int generation) {}

  private record Running(
      Assignment assignment, TaskListener listener, Instant since, boolean interrupted) {
    AttemptId id() {
      return assignment.attempt();
    }
  }

  /**
   * @param post sends a message, described by a text
   * @param tellsTheFirst a mistake: the end is told to who asked first, not last
   */
  SimulatedRunner(
      ExecutionQueries store,
      MemoryLeases leases,
      InstantSource clock,
      Outcomes outcomes,
      Consumer<String> violated,
      BiConsumer<String, Runnable> post,
      boolean tellsTheFirst) {
    this.store = store;
    this.leases = leases;
    this.clock = clock;
    this.outcomes = outcomes;
    this.violated = violated;
    this.post = post;
    this.tellsTheFirst = tellsTheFirst;
  }

  @Override
  public void start(Assignment assignment, TaskListener listener) {
    AttemptId id = assignment.attempt();
    int generation = leases.generation(id.execution().partition());
    if (!everStarted.add(new HandedOut(id, listener, generation))) {
      violated.accept(assignment.task() + " was handed out twice as " + id);
    }
    boolean durable =
        store.tasks(id.execution()).stream()
            .anyMatch(row -> row.key().equals(id.task()) && row.status().isDispatched());
    if (!durable) {
      violated.accept(assignment.task() + " was handed out without a durable row, " + id);
    }
    for (int index = 0; index < running.size(); index++) {
      Running work = running.get(index);
      if (work.id().equals(id)) {
        TaskListener heard = tellsTheFirst ? work.listener() : listener;
        running.set(index, new Running(assignment, heard, work.since(), work.interrupted()));
        return;
      }
    }
    running.add(new Running(assignment, listener, clock.instant(), false));
  }

  /** Every second task of a relaxed flow takes no time. */
  @Override
  public Optional<Report> atOnce(Assignment assignment) {
    boolean instant = assignment.task().hashCode() % 2 == 0;
    return instant ? Optional.of(outcomes.of(assignment)) : Optional.empty();
  }

  @Override
  public void interrupt(AttemptId attempt) {
    running.replaceAll(work ->
        work.id().equals(attempt)
            ? new Running(work.assignment(), work.listener(), work.since(), true)
            : work);
  }

  int size() {
    return running.size();
  }

  int endedSize() {
    return ended.size();
  }

  private static String name(Running work) {
    return work.assignment().task() + " " + work.id();
  }

  void begin(int index) {
    tellBegin(running.get(index));
  }

  /** Ends an attempt; the message may be told again later. */
  void end(int index) {
    Running work = running.remove(index);
    ended.add(work);
    tellEnd(work);
  }

  void endAgain(int index) {
    tellEnd(ended.get(index));
  }

  void beginLate(int index) {
    tellBegin(ended.get(index));
  }

  private void tellBegin(Running work) {
    post.accept("begun " + name(work), () -> work.listener().started(work.id(), work.since()));
  }

  private void tellEnd(Running work) {
    Report report =
        work.interrupted() ? new Report.Cancelled(null) : outcomes.of(work.assignment());
    Instant now = clock.instant();
    post.accept(
        "ended " + name(work),
        () -> work.listener().finished(work.id(), work.since(), now, report));
  }
}
