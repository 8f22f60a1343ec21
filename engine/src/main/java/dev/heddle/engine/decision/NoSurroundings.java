package dev.heddle.engine.decision;

import dev.heddle.engine.port.Catalog;
import dev.heddle.expressions.KeyReader;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.util.List;

/** For looking at a state without deciding anything. */
enum NoSurroundings implements Surroundings {
  INSTANCE;

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public Catalog.Found find(String ref) {
    return new Catalog.Found.Nothing("nothing is looked up here");
  }

  @Override
  public MapValue packConfig() {
    return MapValue.EMPTY;
  }

  @Override
  public KeyReader keys() {
    return _ -> null;
  }

  @Override
  public List<String> undelegable(List<String> sets) {
    return sets;
  }

  @Override
  public ExecutionId newId() {
    throw new IllegalStateException("nothing is started here");
  }

  @Override
  public double jitter() {
    return 0;
  }
}
