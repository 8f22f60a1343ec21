package dev.heddle.testkit.contract;

import dev.heddle.engine.port.ClaimStore;
import dev.heddle.model.policy.Policy;

class MemoryClaimsTest extends ClaimStoreContract {

  private final MemoryStores memory = MemoryStores.create();

  @Override
  protected Stores open() {
    return memory;
  }

  @Override
  protected ClaimStore claims() {
    return memory.store().claims();
  }

  @Override
  protected void put(Policy policy) {
    memory.store().claims().put(policy);
  }
}
