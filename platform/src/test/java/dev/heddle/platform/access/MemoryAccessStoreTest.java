package dev.heddle.platform.access;

final class MemoryAccessStoreTest extends AccessStoreContract {

  private final MemoryAccessStore store = new MemoryAccessStore();

  @Override
  protected IdentityStore identities() {
    return store;
  }

  @Override
  protected TokenStore tokens() {
    return store;
  }
}
