package dev.heddle.testkit.simulation;

import java.util.List;

/** A broken promise, with all it takes to look into it. */
public final class Violation extends RuntimeException {

  Violation(long seed, Mode mode, List<String> flows, List<String> trace, List<String> violations) {
    super(
        "seed %d (%s) broke a promise:%n%s%n%n%s%nsteps:%n%s"
            .formatted(
                seed,
                mode,
                String.join("\n", violations),
                String.join("\n---\n", flows),
                String.join("\n", trace)));
  }
}
