package dev.heddle.testkit.contract;

class MemoryCoordinationTest extends CoordinationContract {
  @Override
  protected Stores open() {
    return MemoryStores.create();
  }
}
