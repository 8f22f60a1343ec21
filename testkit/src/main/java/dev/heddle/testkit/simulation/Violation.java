package dev.heddle.testkit.simulation;

import java.util.List;

/** A broken promise, with all it takes to look into it. */
public final class Violation extends RuntimeException {

  Violation(long seed, Mode mode, List<String> flows, List<String> trace, List<String> violations) {
    super(
        """
        seed %d (%s) broke a promise; the same again:
          ./mvnw -B test -pl testkit -am -Dtest=EngineSimulationTest \
            -Dheddle.simulation.first=%d -Dheddle.simulation.seeds=1 \
            -Dsurefire.failIfNoSpecifiedTests=false
        %s

        %s
        steps:
        %s\
        """
            .formatted(
                seed,
                mode,
                seed,
                String.join("\n", violations),
                String.join("\n---\n", flows),
                String.join("\n", trace)));
  }
}
