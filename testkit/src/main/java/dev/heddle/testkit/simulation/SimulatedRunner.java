package dev.heddle.testkit.simulation;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.execution.AttemptId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The runner of one engine's life: nothing ends until it is told to, messages may repeat. */
final class SimulatedRunner implements TaskRunner {

  private final ExecutionQueries store;
  private final InstantSource clock;
  private final Outcomes outcomes;
  private final Consumer<String> violated;
  private final Set<AttemptId> everStarted = new HashSet<>();
  private final List<Running> running = new ArrayList<>();
  private final List<Running> ended = new ArrayList<>();

  private record Running(
      Assignment assignment, TaskListener listener, Instant since, boolean interrupted) {
    AttemptId id() {
      return assignment.attempt();
    }
  }

  SimulatedRunner(
      ExecutionQueries store, InstantSource clock, Outcomes outcomes, Consumer<String> violated) {
    this.store = store;
    this.clock = clock;
    this.outcomes = outcomes;
    this.violated = violated;
  }

  @Override
  public void start(Assignment assignment, TaskListener listener) {
    AttemptId id = assignment.attempt();
    if (!everStarted.add(id)) {
      violated.accept(assignment.task() + " was handed out twice as " + id);
    }
    boolean durable =
        store.tasks(id.execution()).stream()
            .anyMatch(row -> row.key().equals(id.task()) && row.status().isDispatched());
    if (!durable) {
      violated.accept(assignment.task() + " was handed out without a durable row, " + id);
    }
    running.add(new Running(assignment, listener, clock.instant(), false));
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

  String name(int index) {
    return running.get(index).assignment().task() + " " + running.get(index).id();
  }

  void begin(int index) {
    Running work = running.get(index);
    work.listener().started(work.id(), work.since());
  }

  /** Ends an attempt; the message may be told again later. */
  void end(int index) {
    Running work = running.remove(index);
    ended.add(work);
    tell(work);
  }

  /** Tells of an attempt's end without forgetting it, as an early repetition. */
  void endEarly(int index) {
    tell(running.get(index));
  }

  void endAgain(int index) {
    tell(ended.get(index));
  }

  void beginLate(int index) {
    ended.get(index).listener().started(ended.get(index).id(), ended.get(index).since());
  }

  private void tell(Running work) {
    Report report =
        work.interrupted() ? new Report.Cancelled(null) : outcomes.of(work.assignment());
    work.listener().finished(work.id(), work.since(), clock.instant(), report);
  }
}
