package dev.heddle.testkit.simulation;

import dev.heddle.testkit.Weakness;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Many simulations: for a night, or for one seed again. */
public final class Simulations {

  /** Held, for its level is forgotten with it. */
  private static final Logger ENGINE = Logger.getLogger("dev.heddle.engine");

  private Simulations() {}

  /** Runs seeds {@code first} to before {@code end}; what they did together. */
  public static EngineSimulation.Counts run(long first, long end) {
    Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    long commits = 0;
    int steps = 0;
    ENGINE.setLevel(Level.OFF); // it complains about every fault
    for (long seed = first; seed < end; seed++) {
      EngineSimulation.Counts counts = new EngineSimulation(seed).run();
      counts.faults().forEach((fault, number) -> faults.merge(fault, number, Integer::sum));
      commits += counts.commits();
      steps = 31 * steps + counts.steps();
    }
    return new EngineSimulation.Counts(faults, commits, steps);
  }

  /** The first seed below {@code end} that notices a mistake; empty if none does. */
  public static OptionalLong firstToFind(Weakness weakness, long end) {
    ENGINE.setLevel(Level.OFF);
    for (long seed = 0; seed < end; seed++) {
      try {
        new EngineSimulation(seed, Set.of(weakness)).run();
      } catch (Violation found) {
        return OptionalLong.of(seed);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * @param arguments the first seed and how many
   */
  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("weaknesses")) {
      for (Weakness weakness : Weakness.values()) {
        System.out.println(weakness + " " + firstToFind(weakness, 2_000));
      }
      return;
    }
    long first = arguments.length > 0 ? Long.parseLong(arguments[0]) : 0;
    long seeds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    long begun = System.nanoTime();
    EngineSimulation.Counts counts = run(first, first + seeds);
    System.out.printf(
        "%d seeds from %d, %d commits, faults %s, fingerprint %08x, %.1f s%n",
        seeds,
        first,
        counts.commits(),
        counts.faults(),
        counts.steps(),
        (System.nanoTime() - begun) / 1e9);
  }
}
