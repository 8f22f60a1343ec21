package dev.heddle.engine.decision;

import dev.heddle.engine.port.Catalog;
import dev.heddle.engine.port.Throttle;
import dev.heddle.expressions.KeyReader;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All a decision may know besides the execution. What it answers finds its way into rows, so a
 * decision is never made twice.
 */
public interface Surroundings {

  /** The same moment throughout one decision. */
  Instant now();

  /** What a task calls by {@code ref}. */
  Catalog.Found find(String ref);

  /** What calls of {@code ref} have to be admitted by. */
  default Optional<Throttle> throttle(String ref) {
    return Optional.empty();
  }

  /** {@code pack.config} of the workflow's pack (S1-135). */
  MapValue packConfig();

  /** {@code kv} as the workflow sees it (S1-159). */
  KeyReader keys();

  /** Those of the permission sets that whoever started this may not hand on (S1-168). */
  List<String> undelegable(List<String> sets);

  /** A new id in the partition of the execution that decides. */
  ExecutionId newId();

  /** A factor between -1 and 1 for retry jitter (S1-094). */
  double jitter();
}
