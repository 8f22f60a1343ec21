package dev.heddle.platform.pack.install;

final class MemoryInstallationStoreTest extends InstallationStoreContract {

  @Override
  protected InstallationStore store() {
    return new MemoryInstallationStore();
  }
}
