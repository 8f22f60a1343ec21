package dev.heddle.bench.engine;

/** Something that is measured, round by round. */
interface Workload {

  /** Makes ready and lets the JVM compile; not measured. */
  default void warmUp() throws Exception {}

  /** Measures one round, the floor included. */
  void measure(Results results) throws Exception;

  /** How many rounds are worth their time if so many are wanted. */
  default int rounds(int wanted) {
    return wanted;
  }
}
