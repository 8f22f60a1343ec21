package dev.heddle.testkit.simulation;

import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.testkit.MemoryStore.CommitFault;
import dev.heddle.testkit.Weakness;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Runs random flows through engines that are disturbed at random, and checks what they promise
 * (S1-124, S1-125, U-07, U-09): nothing accepted is lost, nothing is done twice, whatever happens.
 * The same seed does the same again.
 */
public final class EngineSimulation {

  private final long seed;
  private final Set<Weakness> weaknesses;
  private final Mode mode;
  private final List<String> flows = new ArrayList<>();
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

  public EngineSimulation(long seed) {
    this(seed, Set.of());
  }

  /**
   * @param weaknesses mistakes of the store and its surroundings, which must be found
   */
  public EngineSimulation(long seed, Set<Weakness> weaknesses) {
    this.seed = seed;
    this.weaknesses = weaknesses;
    this.mode = seed % 3 == 0 ? Mode.WILD : Mode.COMPARABLE;
    Random random = new Random(seed);
    List<String> refs = new ArrayList<>();
    for (int nested = 0; nested < 2; nested++) {
      String ref = "sim.child" + nested;
      flows.add(new RandomFlow(random, mode, refs).write(ref, 1 + random.nextInt(3)));
      refs = new ArrayList<>(refs);
      refs.add(ref);
    }
    flows.add(new RandomFlow(random, mode, refs).write("sim.main", 2 + random.nextInt(9)));
  }

  /**
   * What a simulation did, for those who count.
   *
   * @param commits those of the disturbed run
   * @param steps a fingerprint of all that happened in it
   */
  public record Counts(Map<Fault, Integer> faults, long commits, int steps) {}

  /**
   * Runs the flow calmly, with every commit failing once, and disturbed.
   *
   * @throws Violation if a promise was broken
   */
  public Counts run() {
    World calm = world(1, 1_000);
    begin(calm);
    drain(calm);
    runTwin(calm, CommitFault.LOST);
    runTwin(calm, CommitFault.UNHEARD);
    World disturbed = runDisturbed(calm);
    return new Counts(faults, disturbed.watched.commits(), disturbed.trace.hashCode());
  }

  private World world(int lanes, int residents) {
    return new World(flows, new Outcomes(seed), lanes, residents, weaknesses);
  }

  private static void begin(World world) {
    world.start(world.join(), 3);
  }

  private void drain(World world) {
    check(world);
    new Calm(world).drain();
    check(world);
  }

  /** An engine that has to read every state again before it decides must decide the same. */
  private void runTwin(World calm, CommitFault fault) {
    World twin = world(1, 1);
    twin.watched.failAll(fault);
    begin(twin);
    drain(twin);
    String difference = Rows.difference(calm, twin);
    if (!difference.isEmpty() && flows.stream().noneMatch(flow -> flow.contains("jitter"))) {
      twin.violated("a restored state decides otherwise (" + fault + "): " + difference);
    }
    check(twin);
  }

  private World runDisturbed(World calm) {
    Random random = new Random(seed * 31 + 7);
    World world = world(1 + random.nextInt(2), 1 + random.nextInt(3));
    int processes = 1 + random.nextInt(3);
    for (int i = 0; i < processes; i++) {
      world.join();
    }
    int executions = 1 + random.nextInt(3);
    for (int i = 0; i < executions; i++) {
      world.start(World.pick(random, world.processes), 3);
    }
    Disturbance disturbance = new Disturbance(world, random, mode, faults);
    int steps = 20 + random.nextInt(160);
    disturb(world, disturbance, steps);
    drain(world);
    checkOnce(world);
    if (mode == Mode.COMPARABLE) {
      compare(calm, world);
    }
    check(world);
    continueFailed(world, random, disturbance, steps);
    if (seed % 3 == 1) {
      runAgain(world, random, disturbance, steps / 2);
    }
    return world;
  }

  private void disturb(World world, Disturbance disturbance, int steps) {
    for (int step = 0; step < steps; step++) {
      disturbance.next();
      check(world);
    }
  }

  /** Failed executions are continued (S1-123), disturbed like all others. */
  private void continueFailed(World world, Random random, Disturbance disturbance, int steps) {
    List<Execution> failed = world.failed();
    if (failed.isEmpty()) {
      return;
    }
    failed.forEach(execution -> world.retry(World.pick(random, world.processes), execution.id()));
    disturb(world, disturbance, steps);
    drain(world);
    checkOnce(world);
    for (Execution execution : failed) {
      long continued =
          world.all().stream()
              .filter(one -> execution.id().equals(one.origin().retryOf()))
              .filter(one -> one.origin().parent() == null)
              .count();
      if (continued > world.retries(execution.id())) {
        world.violated(execution.id() + " was continued " + continued + " times");
      }
    }
    check(world);
  }

  /** Ended executions run again from a random task, disturbed like all others. */
  private void runAgain(World world, Random random, Disturbance disturbance, int steps) {
    List<Execution> ended = world.ended();
    if (ended.isEmpty()) {
      return;
    }
    Execution execution = World.pick(random, ended);
    List<TaskExecution> tasks = world.store.tasks(execution.id());
    if (tasks.isEmpty()) {
      return;
    }
    TaskExecution from = World.pick(random, tasks);
    world.rerun(World.pick(random, world.processes), execution.id(), from);
    disturb(world, disturbance, steps);
    drain(world);
    checkOnce(world);
    check(world);
  }

  /** Each activation succeeded at most once, and only failures are tried again (S1-096). */
  private static void checkOnce(World world) {
    for (Execution execution : world.all()) {
      Map<String, TaskExecution> latest = new HashMap<>();
      Set<String> succeeded = new HashSet<>();
      for (TaskExecution task : world.store.tasks(execution.id())) {
        String key = task.key().node() + "." + task.key().activation() + "." + task.key().item();
        TaskExecution earlier = latest.put(key, task);
        if (earlier != null
            && (earlier.key().attempt() + 1 != task.key().attempt()
                || earlier.status() == TaskStatus.COMPLETED)) {
          world.violated(task.name() + " was tried after " + earlier);
        }
        if (task.status() == TaskStatus.COMPLETED && !succeeded.add(key)) {
          world.violated(task.name() + " succeeded twice: " + task.key());
        }
      }
      if (execution.failure() != null && execution.failure().type().equals("engine_error")) {
        world.violated("the engine failed on " + execution);
      }
    }
  }

  private static void compare(World calm, World world) {
    Execution expected = calm.store.execution(calm.accepted().getFirst()).orElseThrow();
    for (ExecutionId id : world.accepted()) {
      Execution actual = world.store.execution(id).orElse(null);
      if (actual == null) {
        world.violated(id + " was accepted and is gone");
        continue;
      }
      if (actual.status() != expected.status()
          || !String.valueOf(actual.result()).equals(String.valueOf(expected.result()))) {
        world.violated(
            "ended as %s %s instead of %s %s"
                .formatted(actual.status(), actual.result(), expected.status(), expected.result()));
      }
      List<String> rows = Rows.outcomes(world, id);
      List<String> expectedRows = Rows.outcomes(calm, expected.id());
      if (!rows.equals(expectedRows)) {
        world.violated("recorded " + rows + " instead of " + expectedRows);
      }
    }
  }

  private void check(World world) {
    if (!world.violations.isEmpty()) {
      throw new Violation(seed, mode, flows, world.trace, world.violations);
    }
  }
}
