package dev.heddle.engine.loop;

import java.time.Duration;

/**
 * How a node takes part.
 *
 * @param name shown to operators
 * @param appetite which partitions it wants
 * @param lanes how many partitions' groups are decided and committed side by side
 * @param timeToLive how long a silent node keeps its partitions
 * @param residents how many idle executions a lane keeps in memory
 */
public record EngineOptions(
    String name, Appetite appetite, int lanes, Duration timeToLive, int residents) {

  public EngineOptions {
    if (lanes < 1 || residents < 1 || timeToLive.toMillis() < 100) {
      throw new IllegalArgumentException("an engine has a lane, a resident and a time to live");
    }
  }

  /** Which partitions a node wants. */
  public enum Appetite {
    /** The shared ones, and private ones that were left with unfinished executions: a server. */
    SERVER,
    /** One private partition for executions of its own: {@code heddle run}. */
    RUN,
    /** None until a command asks for an execution that nobody owns. */
    VISITOR
  }

  public static EngineOptions server(String name) {
    return new EngineOptions(name, Appetite.SERVER, 2, Duration.ofSeconds(5), 10_000);
  }

  public static EngineOptions run(String name) {
    return new EngineOptions(name, Appetite.RUN, 1, Duration.ofSeconds(5), 1_000);
  }

  public static EngineOptions visitor(String name) {
    return new EngineOptions(name, Appetite.VISITOR, 1, Duration.ofSeconds(5), 1_000);
  }
}
