package dev.heddle.engine.port;

import java.util.List;

/**
 * Whoever decides which claims are admitted. Hears what has become durable, between two batches of
 * a lane: it must return at once.
 */
@FunctionalInterface
public interface Admission {

  /** Nobody claims anything. */
  Admission NONE = _ -> {};

  void committed(List<Changes> changes);
}
