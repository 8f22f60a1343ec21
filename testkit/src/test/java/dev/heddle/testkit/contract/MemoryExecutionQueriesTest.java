package dev.heddle.testkit.contract;

class MemoryExecutionQueriesTest extends ExecutionQueriesContract {
  @Override
  protected Stores open() {
    return MemoryStores.create();
  }
}
