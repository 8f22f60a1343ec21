package dev.heddle.testkit;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.execution.AttemptId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A runner whose attempts end when the test says so. */
public final class HandRunner implements TaskRunner {

  private final InstantSource clock;
  private final Map<AttemptId, Held> held = new LinkedHashMap<>();
  private final List<Assignment> everStarted = new ArrayList<>();
  private final List<AttemptId> interrupted = new ArrayList<>();
  private final Map<String, Report> instant = new HashMap<>();

  private record Held(Assignment assignment, TaskListener listener, Instant since) {}

  public HandRunner(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void start(Assignment assignment, TaskListener listener) {
    everStarted.add(assignment);
    held.put(assignment.attempt(), new Held(assignment, listener, clock.instant()));
  }

  /** From now on this action takes no time where a workflow allows that. */
  public void endAtOnce(String action, Report report) {
    instant.put(action, report);
  }

  @Override
  public Optional<Report> atOnce(Assignment assignment) {
    return Optional.ofNullable(instant.get(assignment.action().ref()));
  }

  @Override
  public void interrupt(AttemptId attempt) {
    interrupted.add(attempt);
    if (held.containsKey(attempt)) {
      end(attempt, new Report.Cancelled(null));
    }
  }

  /** What is under way, in order of starting. */
  public List<Assignment> running() {
    return held.values().stream().map(Held::assignment).toList();
  }

  /** Every start there was, repeated ones after crashes included. */
  public List<Assignment> everStarted() {
    return List.copyOf(everStarted);
  }

  public List<AttemptId> interrupted() {
    return List.copyOf(interrupted);
  }

  /** Says that an attempt has begun. */
  public void begin(AttemptId attempt) {
    Held work = get(attempt);
    work.listener().started(attempt, clock.instant());
  }

  /** Ends an attempt; the engine hears of it at its next step. */
  public void end(AttemptId attempt, Report report) {
    Held work = get(attempt);
    held.remove(attempt);
    work.listener().finished(attempt, work.since(), clock.instant(), report);
  }

  /** Tells the engine of an end without forgetting the attempt, as a repeated message would. */
  public void endAgain(AttemptId attempt, Report report) {
    Held work = get(attempt);
    work.listener().finished(attempt, work.since(), clock.instant(), report);
  }

  /** Loses everything under way, as when the process dies. */
  public void crash() {
    held.clear();
  }

  private Held get(AttemptId attempt) {
    Held work = held.get(attempt);
    if (work == null) {
      throw new IllegalArgumentException("attempt " + attempt + " is not under way");
    }
    return work;
  }
}
