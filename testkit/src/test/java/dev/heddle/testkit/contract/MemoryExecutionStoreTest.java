package dev.heddle.testkit.contract;

class MemoryExecutionStoreTest extends ExecutionStoreContract {
  @Override
  protected Stores open() {
    return MemoryStores.create();
  }
}
