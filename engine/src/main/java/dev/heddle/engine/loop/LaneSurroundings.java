package dev.heddle.engine.loop;

import dev.heddle.engine.decision.Surroundings;
import dev.heddle.engine.port.Catalog;
import dev.heddle.engine.port.Throttle;
import dev.heddle.expressions.KeyReader;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Starter;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What one decision sees of the world. */
record LaneSurroundings(
    Instant now,
    Catalog catalog,
    long definition,
    Starter starter,
    int partition,
    Ids ids,
    RandomGenerator random)
    implements Surroundings {

  @Override
  public Catalog.Found find(String ref) {
    return catalog.find(definition, ref);
  }

  @Override
  public Optional<Throttle> throttle(String ref) {
    return catalog.throttle(ref);
  }

  @Override
  public MapValue packConfig() {
    return catalog.packConfig(definition);
  }

  @Override
  public KeyReader keys() {
    return catalog.keys(definition, starter);
  }

  @Override
  public List<String> undelegable(List<String> sets) {
    return catalog.undelegable(starter, sets);
  }

  @Override
  public ExecutionId newId() {
    return ids.next(partition);
  }

  @Override
  public double jitter() {
    return random.nextDouble(-1, 1);
  }
}
