package dev.heddle.testkit.simulation;

import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.testkit.MemoryStore.CommitFault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Runs random flows through an engine that is disturbed at random, and checks what it promises
 * (S1-124, S1-125, U-07): nothing accepted is lost, nothing is done twice, whatever happens. The
 * same seed does the same again.
 */
public final class EngineSimulation {

  private final long seed;
  private final Mode mode;
  private final List<String> flows = new ArrayList<>();
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private long commits;

  public EngineSimulation(long seed) {
    this.seed = seed;
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

  /** What a simulation did, for those who count. */
  public record Counts(Map<Fault, Integer> faults, long commits) {}

  /**
   * Runs the flow calmly, with every commit failing once, and disturbed.
   *
   * @throws Violation if a promise was broken
   */
  public Counts run() {
    World calm = world(1_000);
    calm.start(3);
    calm.drain();
    check(calm);
    runTwin(calm, CommitFault.LOST);
    runTwin(calm, CommitFault.UNHEARD);
    runDisturbed(calm);
    return new Counts(faults, commits);
  }

  private World world(int residents) {
    return new World(flows, new Outcomes(seed), residents);
  }

  /** An engine that has to read every state again before it decides must decide the same. */
  private void runTwin(World calm, CommitFault fault) {
    World twin = world(1);
    twin.watched.failAll(fault);
    twin.start(3);
    twin.drain();
    check(twin);
    String difference = Rows.difference(calm, twin);
    if (!difference.isEmpty()) {
      twin.violated("a restored state decides otherwise (" + fault + "): " + difference);
    }
    check(twin);
  }

  private void runDisturbed(World calm) {
    Random random = new Random(seed * 31 + 7);
    World world = world(1 + random.nextInt(3));
    int executions = 1 + random.nextInt(3);
    for (int i = 0; i < executions; i++) {
      world.start(3);
    }
    Disturbance disturbance = new Disturbance(world, random, mode, faults);
    int steps = 20 + random.nextInt(120);
    for (int step = 0; step < steps; step++) {
      disturbance.next();
      check(world);
    }
    world.drain();
    check(world);
    commits = world.watched.commits();
    checkOnce(world);
    if (mode == Mode.COMPARABLE) {
      compare(calm, world);
    }
    check(world);
    continueFailed(world, disturbance, steps);
  }

  /** Failed executions are continued (S1-123), disturbed like all others. */
  private void continueFailed(World world, Disturbance disturbance, int steps) {
    List<Execution> failed = world.failed();
    if (failed.isEmpty()) {
      return;
    }
    failed.forEach(execution -> world.retry(execution.id()));
    for (int step = 0; step < steps; step++) {
      disturbance.next();
      check(world);
    }
    world.drain();
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
      Execution actual = world.store.execution(id).orElseThrow();
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
