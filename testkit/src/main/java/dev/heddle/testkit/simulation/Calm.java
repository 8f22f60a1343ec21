package dev.heddle.testkit.simulation;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.Inquiry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Lets everything in a world come to its end without further trouble; what does not is lost. */
final class Calm {

  private static final int MOST_ROUNDS = 20_000;

  /** Rounds in which nothing may move: whatever died has been taken over by then. */
  private static final int PATIENCE = 12;

  private final World world;

  Calm(World world) {
    this.world = world;
  }

  void drain() {
    quiet();
    int idle = 0;
    for (int round = 0; round < MOST_ROUNDS && world.violations.isEmpty(); round++) {
      if (idle > 0) {
        world.clock.advance(Duration.ofSeconds(1));
        world.beatAll();
      }
      world.settle();
      if (!world.allAccepted() && idle == PATIENCE / 2) {
        world.startAgain(world.processes.getFirst());
      }
      boolean ended = world.unfinished().isEmpty() && runners() == 0 && world.mail.size() == 0;
      if (ended && idle > PATIENCE && world.allAccepted()) {
        world.checkAnswers();
        return;
      }
      if (!ended && goOn(world.unfinished())) {
        idle = 0;
      } else if (++idle > PATIENCE * 3) {
        world.violated("stuck: " + world.unfinished().stream().map(this::describe).toList());
      }
    }
    if (world.violations.isEmpty()) {
      world.violated("no end after " + MOST_ROUNDS + " rounds");
    }
  }

  /** Ends all trouble: what was on its way arrives, who stood still goes on. */
  private void quiet() {
    world.trace.add("calm");
    if (world.processes.isEmpty()) {
      world.join();
    }
    for (SimulatedProcess process : world.processes) {
      process.stall(false);
      process.clock().set(Duration.ZERO);
      process.link().heal();
    }
    while (world.late() > 0) {
      world.arriveLate(0);
    }
    world.beatAll();
  }

  private int runners() {
    return world.processes.stream().mapToInt(process -> process.runner().size()).sum();
  }

  private boolean goOn(List<Execution> unfinished) {
    if (world.mail.size() > 0) {
      world.deliver(world.mail.take(0));
      return true;
    }
    for (SimulatedProcess process : world.processes) {
      if (process.runner().size() > 0) {
        process.runner().begin(0);
        process.runner().end(0);
        return true;
      }
    }
    SimulatedProcess anyone = world.processes.getFirst();
    Optional<Execution> paused = unfinished.stream().filter(Execution::isPaused).findFirst();
    if (paused.isPresent()) {
      return isGranted(world.submit(anyone, paused.get().id(), new Command.Resume("sim")));
    }
    Optional<Inquiry> open =
        world.pending().reversed().stream()
            .filter(inquiry -> inquiry.expiresAt() == null)
            .findFirst();
    if (open.isPresent()) {
      return isGranted(world.answer(anyone, open.get()));
    }
    return passTime(unfinished);
  }

  /** A command that nobody acts upon is no progress. */
  private boolean isGranted(CompletableFuture<Reply> reply) {
    world.settle();
    return reply.isDone()
        && !reply.isCompletedExceptionally()
        && reply.join() instanceof Reply.Done;
  }

  private boolean passTime(List<Execution> unfinished) {
    Optional<Instant> due =
        unfinished.stream()
            .map(Execution::wakeAt)
            .filter(Objects::nonNull)
            .filter(at -> at.isAfter(world.clock.instant()))
            .min(Comparator.naturalOrder());
    if (due.isEmpty()) {
      return false;
    }
    world.clock.advanceTo(due.get());
    world.beatAll();
    world.trace.add("time passes to " + world.clock.instant());
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
        + world.store.tasks(execution.id()).stream()
            .filter(task -> !task.isSettled())
            .map(task -> task.name() + task.key() + task.status())
            .toList();
  }
}
