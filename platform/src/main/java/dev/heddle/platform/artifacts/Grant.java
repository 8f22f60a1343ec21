package dev.heddle.platform.artifacts;

import dev.heddle.engine.port.ArtifactPath;

/** What a signed URL allows, once it has been verified. */
public sealed interface Grant {

  /** Good now: this object. */
  record Valid(ArtifactPath path) implements Grant {}

  /** Was good until then. */
  record Expired() implements Grant {}

  /** Never was: forged, damaged, or for another method. */
  record Refused() implements Grant {}
}
