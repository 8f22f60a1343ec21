package dev.heddle.platform.artifacts.versioned;

final class MemoryVersionedArtifactStoreTest extends VersionedArtifactStoreContract {

  @Override
  protected VersionedArtifactStore store() {
    return new MemoryVersionedArtifactStore();
  }
}
