package dev.heddle.platform.catalog;

import dev.heddle.model.execution.Starter;
import java.util.List;

/** What whoever started an execution may hand on to its programs (S1-168). */
@FunctionalInterface
public interface Delegation {

  /** Of an installation that knows nobody but its owner. */
  Delegation EVERYTHING = (_, _) -> List.of();

  /** Those of the permission sets that {@code starter} may not hand on; answers from memory. */
  List<String> undelegable(Starter starter, List<String> sets);
}
