package dev.heddle.platform.notification;

import dev.heddle.engine.port.ArtifactPath;

/** Hears of stored objects, and lets those know who listen. */
@FunctionalInterface
public interface ArtifactNews {

  /** Nobody is told. */
  ArtifactNews NONE = _ -> {};

  /** An object is there, new or in the place of another. */
  void stored(ArtifactPath path);
}
