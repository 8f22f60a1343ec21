package dev.heddle.testkit.simulation;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.testkit.MemoryStore.CommitFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Does the next random thing to a world: work in any order, and faults at any moment. */
final class Disturbance {

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
    int roll = random.nextInt(100);
    if (roll < 38) {
      endSome();
    } else if (roll < 58) {
      world.trace.add("step");
      world.node.engine().step();
    } else if (roll < 63) {
      repeat();
    } else if (roll < 66) {
      answer();
    } else if (roll < 72) {
      passTime();
    } else if (roll < 78) {
      hold();
    } else if (roll < 90) {
      failStore();
    } else if (roll < 95) {
      linger();
    } else {
      crash();
    }
  }

  private void count(Fault fault) {
    faults.merge(fault, 1, Integer::sum);
  }

  private void endSome() {
    SimulatedRunner runner = world.node.runner();
    if (runner.size() == 0) {
      world.node.engine().step();
      return;
    }
    int index = random.nextInt(runner.size());
    switch (random.nextInt(4)) {
      case 0 -> {
        world.trace.add("begin " + runner.name(index));
        runner.begin(index);
      }
      case 1 -> {
        world.trace.add("begin and end " + runner.name(index));
        runner.begin(index);
        runner.end(index);
      }
      default -> {
        world.trace.add("end " + runner.name(index));
        runner.end(index);
      }
    }
  }

  private void repeat() {
    SimulatedRunner runner = world.node.runner();
    if (runner.endedSize() == 0) {
      return;
    }
    int index = random.nextInt(runner.endedSize());
    if (random.nextBoolean()) {
      world.trace.add("an end is told again");
      count(Fault.REPEATED_END);
      runner.endAgain(index);
    } else {
      world.trace.add("a start is told late");
      count(Fault.LATE_START);
      runner.beginLate(index);
    }
  }

  private void answer() {
    List<Inquiry> open =
        world.pending().stream()
            .filter(inquiry -> mode == Mode.WILD || inquiry.expiresAt() == null)
            .toList();
    if (!open.isEmpty()) {
      world.answer(World.pick(random, open));
    }
  }

  private void passTime() {
    boolean jump = random.nextInt(4) == 0;
    if (jump) {
      count(Fault.CLOCK_JUMP);
    }
    Duration span = Duration.ofMillis(random.nextInt(jump ? 3_600_000 : 10_000));
    world.trace.add("time passes: " + span);
    world.clock.advance(span);
  }

  /** Pauses, resumes or, rarely, cancels; what was granted must be so. */
  private void hold() {
    List<Execution> unfinished = world.unfinished();
    if (unfinished.isEmpty()) {
      return;
    }
    Execution one = World.pick(random, unfinished);
    if (mode == Mode.WILD && random.nextInt(4) == 0) {
      count(Fault.CANCEL);
      Execution after = command(one.id(), new Command.Cancel("sim", Optional.empty()));
      check(after.isStopping() || after.status().isTerminal(), "cancelled", after);
    } else if (one.isPaused()) {
      count(Fault.RESUME);
      Execution after = command(one.id(), new Command.Resume("sim"));
      check(!after.isPaused(), "resumed", after);
    } else {
      count(Fault.PAUSE);
      Execution after = command(one.id(), new Command.Pause("sim", "why not"));
      check(after.hold() != null || after.status().isTerminal(), "paused", after);
    }
  }

  /** Steps until the answer is there; the execution as it then stands. */
  private Execution command(ExecutionId id, Command command) {
    world.trace.add(command + " for " + id);
    world.settle();
    CompletableFuture<Reply> reply = world.submit(id, command);
    world.settle();
    check(reply.isDone(), "answered", id);
    return world.store.execution(id).orElseThrow();
  }

  private void check(boolean holds, String what, Object about) {
    if (!holds) {
      world.violated("not " + what + ": " + about);
    }
  }

  private void failStore() {
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        world.trace.add("the next commit is lost");
        count(Fault.LOST_COMMIT);
        world.store.failNext(CommitFault.LOST);
      }
      case 2, 3 -> {
        world.trace.add("the next commit is not heard of");
        count(Fault.UNHEARD_COMMIT);
        world.store.failNext(CommitFault.UNHEARD);
      }
      default -> {
        world.trace.add("the next read fails");
        count(Fault.FAILED_READ);
        world.store.failNextRead();
      }
    }
  }

  private void linger() {
    if (world.zombies.isEmpty()) {
      return;
    }
    World.Node old = World.pick(random, world.zombies);
    world.trace.add("a lingering engine works");
    count(Fault.LINGERING_ENGINE_WORKS);
    if (old.runner().size() > 0) {
      old.runner().end(random.nextInt(old.runner().size()));
    }
    old.engine().settle();
    if (old.engine().isFenced()) {
      world.zombies.remove(old);
    }
  }

  private void crash() {
    boolean lingers = random.nextBoolean();
    count(lingers ? Fault.CRASH_LINGERING : Fault.CRASH);
    world.crash(lingers);
  }
}
