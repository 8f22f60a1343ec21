package dev.heddle.testkit.simulation;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Inquiry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Does the next random thing to a world: work in any order, and faults at any moment. */
final class Disturbance {

  private static final int MOST_PROCESSES = 3;

  private final World world;
  private final Random random;
  private final Mode mode;
  private final Map<Fault, Integer> faults;

  Disturbance(World world, Random random, Mode mode, Map<Fault, Integer> faults) {
    this.world = world;
    this.random = random;
    this.mode = mode;
    this.faults = faults;
  }

  void next() {
    List<SimulatedProcess> awake = world.awake();
    if (awake.isEmpty()) {
      come();
      return;
    }
    if (world.late() > 0 && random.nextInt(8) == 0) {
      arriveLate();
      return;
    }
    SimulatedProcess one = World.pick(random, awake);
    int roll = random.nextInt(100);
    if (roll < 26) {
      endSome(one);
    } else if (roll < 46) {
      step(one);
    } else if (roll < 54) {
      deliver();
    } else if (roll < 58) {
      repeat(one);
    } else if (roll < 61) {
      answer(one);
    } else if (roll < 67) {
      passTime();
    } else if (roll < 73) {
      world.trace.add(one.name() + ": beat");
      one.beat();
    } else if (roll < 75) {
      one.checkInbox();
    } else if (roll < 80) {
      hold(one);
    } else if (roll < 92) {
      failLink(one);
    } else {
      upset(one);
    }
  }

  private void upset(SimulatedProcess one) {
    switch (random.nextInt(11)) {
      case 0, 1 -> {
        count(Fault.CRASH);
        world.crash(one);
        if (random.nextInt(3) > 0) {
          come();
        }
      }
      case 2, 3 -> {
        world.trace.add(one.name() + " stands still");
        count(Fault.STALL);
        one.stall(true);
      }
      case 4, 5 -> come();
      case 6 -> {
        count(Fault.LEAVE);
        world.leave(one);
      }
      case 7 -> {
        count(Fault.STORE_CRASH);
        world.crashStore();
      }
      default -> {
        Duration error = Duration.ofMillis(random.nextInt(7_200_000) - 3_600_000);
        boolean right = random.nextInt(3) == 0;
        world.trace.add(one.name() + ": its clock is wrong by " + (right ? "nothing" : error));
        count(Fault.CLOCK_JUMP);
        one.clock().set(right ? Duration.ZERO : error);
      }
    }
  }

  private void count(Fault fault) {
    faults.merge(fault, 1, Integer::sum);
  }

  /** Somebody who stood still wakes up, or another process joins. */
  private void come() {
    List<SimulatedProcess> asleep =
        world.processes.stream().filter(SimulatedProcess::isStalled).toList();
    if (!asleep.isEmpty() && (random.nextBoolean() || world.processes.size() >= MOST_PROCESSES)) {
      SimulatedProcess woken = World.pick(random, asleep);
      world.trace.add(woken.name() + " wakes up");
      count(Fault.WAKE_UP);
      woken.stall(false);
    } else if (world.processes.size() < MOST_PROCESSES) {
      count(Fault.JOIN);
      world.join();
    }
  }

  private void step(SimulatedProcess one) {
    int lane = random.nextInt(2);
    world.trace.add(one.name() + ": step " + lane);
    one.engine().step(lane);
  }

  private void endSome(SimulatedProcess one) {
    SimulatedRunner runner = one.runner();
    if (runner.size() == 0) {
      step(one);
      return;
    }
    int index = random.nextInt(runner.size());
    switch (random.nextInt(4)) {
      case 0 -> runner.begin(index);
      case 1 -> {
        runner.begin(index);
        runner.end(index);
      }
      default -> runner.end(index);
    }
    if (random.nextInt(3) > 0) {
      world.deliver(world.mail.take(world.mail.size() - 1));
    }
  }

  private void deliver() {
    int waiting = world.mail.size();
    if (waiting == 0) {
      return;
    }
    int index = random.nextInt(waiting);
    if (random.nextInt(4) == 0) {
      count(Fault.REPEATED_MESSAGE);
      world.deliver(world.mail.copy(index));
      return;
    }
    if (index > 0) {
      count(Fault.DELAYED_MESSAGE);
    }
    world.deliver(world.mail.take(index));
  }

  private void repeat(SimulatedProcess one) {
    SimulatedRunner runner = one.runner();
    if (runner.endedSize() == 0) {
      return;
    }
    int index = random.nextInt(runner.endedSize());
    if (random.nextBoolean()) {
      count(Fault.REPEATED_END);
      runner.endAgain(index);
    } else {
      count(Fault.LATE_START);
      runner.beginLate(index);
    }
  }

  private void answer(SimulatedProcess one) {
    List<Inquiry> open =
        world.pending().stream()
            .filter(inquiry -> mode == Mode.WILD || inquiry.expiresAt() == null)
            .toList();
    if (!open.isEmpty()) {
      var _ = world.answer(one, World.pick(random, open));
    }
  }

  private void passTime() {
    boolean leaps = random.nextInt(4) == 0;
    if (leaps) {
      count(Fault.TIME_LEAP);
    }
    Duration span = Duration.ofMillis(random.nextInt(leaps ? 3_600_000 : 6_000));
    world.trace.add("time passes: " + span);
    world.clock.advance(span);
    for (SimulatedProcess process : world.awake()) {
      if (random.nextInt(5) > 0) {
        process.beat();
      }
    }
  }

  /** Pauses, resumes or, rarely, cancels; what was granted must be so. */
  private void hold(SimulatedProcess by) {
    List<Execution> unfinished = world.unfinished();
    if (unfinished.isEmpty()) {
      return;
    }
    Execution one = World.pick(random, unfinished);
    if (mode == Mode.WILD && random.nextInt(4) == 0) {
      count(Fault.CANCEL);
      command(by, one.id(), new Command.Cancel("sim", Optional.empty()));
    } else if (one.isPaused()) {
      count(Fault.RESUME);
      command(by, one.id(), new Command.Resume("sim"));
    } else {
      count(Fault.PAUSE);
      command(by, one.id(), new Command.Pause("sim", "why not"));
    }
  }

  /**
   * Steps until the answer is there, if the owner is; what it says must be so, unless somebody else
   * wanted something else.
   */
  private void command(SimulatedProcess by, ExecutionId id, Command command) {
    world.settle();
    boolean alone = !world.isAsked(id);
    CompletableFuture<Reply> reply = world.submit(by, id, command);
    world.settle();
    if (!alone
        || !reply.isDone()
        || reply.isCompletedExceptionally()
        || reply.join() instanceof Reply.Refused) {
      return;
    }
    Execution after = world.store.execution(id).orElseThrow();
    boolean holds =
        after.status().isTerminal()
            || switch (command) {
              case Command.Cancel _ -> after.isStopping();
              case Command.Resume _ -> !after.isPaused();
              default -> after.hold() != null;
            };
    if (!holds) {
      world.violated("granted, but not so: " + command + ": " + after);
    }
  }

  private void failLink(SimulatedProcess one) {
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        world.trace.add(one.name() + ": the next call is lost");
        count(Fault.LOST_CALL);
        one.link().lose(Link.Loss.QUESTION);
      }
      case 2, 3 -> {
        world.trace.add(one.name() + ": the next answer is lost");
        count(Fault.LOST_ANSWER);
        one.link().lose(Link.Loss.ANSWER);
      }
      case 4 -> {
        world.trace.add(one.name() + ": the next commit is late");
        count(Fault.DELAYED_COMMIT);
        one.link().delayCommit();
      }
      default -> {
        int calls = 1 + random.nextInt(8);
        world.trace.add(one.name() + ": no connection for " + calls + " calls");
        count(Fault.CUT_CONNECTION);
        one.link().cut(calls);
      }
    }
  }

  /** Even a process that has died or stands still may have sent a commit before. */
  private void arriveLate() {
    count(Fault.LATE_COMMIT);
    world.arriveLate(random.nextInt(world.late()));
  }
}
