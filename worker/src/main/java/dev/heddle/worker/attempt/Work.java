package dev.heddle.worker.attempt;

import dev.heddle.engine.port.Report;

/** One attempt under way. */
public interface Work {

  /**
   * Carries it out and says how it went; called once, on a virtual thread of its own. After {@link
   * #end} the failure in the report does not matter, only the result it left behind.
   */
  Report run();

  /**
   * Makes {@link #run} come back soon. Returns at once; may be called from any thread, before,
   * while and after it runs, and more than once.
   */
  void end(Ending ending);

  /** Its end is durable: nobody will ask for the attempt again. May never be called. */
  default void recorded() {}
}
