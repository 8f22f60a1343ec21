package dev.heddle.testkit.simulation;

import java.util.EnumMap;
import java.util.Map;
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
    ENGINE.setLevel(Level.OFF); // it complains about every fault
    for (long seed = first; seed < end; seed++) {
      EngineSimulation.Counts counts = new EngineSimulation(seed).run();
      counts.faults().forEach((fault, number) -> faults.merge(fault, number, Integer::sum));
      commits += counts.commits();
    }
    return new EngineSimulation.Counts(faults, commits);
  }

  /**
   * @param arguments the first seed and how many
   */
  public static void main(String[] arguments) {
    long first = arguments.length > 0 ? Long.parseLong(arguments[0]) : 0;
    long seeds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    long begun = System.nanoTime();
    EngineSimulation.Counts counts = run(first, first + seeds);
    System.out.printf(
        "%d seeds, %d commits, faults %s, %.1f s%n",
        seeds, counts.commits(), counts.faults(), (System.nanoTime() - begun) / 1e9);
  }
}
