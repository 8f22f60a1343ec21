package dev.heddle.testkit.simulation;

import dev.heddle.engine.loop.ManualNode;
import dev.heddle.engine.port.ExecutionStore;

/** A process that takes part: an engine, the runner beside it, its clock, its connections. */
final class SimulatedProcess {

  private final String name;
  private final ManualNode engine;
  private final SimulatedRunner runner;
  private final SkewedClock clock;
  private final Link link;
  private boolean stalled;

  SimulatedProcess(
      String name, ManualNode engine, SimulatedRunner runner, SkewedClock clock, Link link) {
    this.name = name;
    this.engine = engine;
    this.runner = runner;
    this.clock = clock;
    this.link = link;
  }

  String name() {
    return name;
  }

  ManualNode engine() {
    return engine;
  }

  SimulatedRunner runner() {
    return runner;
  }

  SkewedClock clock() {
    return clock;
  }

  Link link() {
    return link;
  }

  /** Whether nothing in it moves at the moment. */
  boolean isStalled() {
    return stalled;
  }

  void stall(boolean standsStill) {
    stalled = standsStill;
  }

  /** Says that it is alive, as far as the store can be reached. */
  void beat() {
    unlessAway(engine::beat);
  }

  void checkInbox() {
    unlessAway(engine::checkInbox);
  }

  private static void unlessAway(Runnable what) {
    try {
      what.run();
    } catch (ExecutionStore.Unavailable away) {
      // The next time will do.
    }
  }
}
