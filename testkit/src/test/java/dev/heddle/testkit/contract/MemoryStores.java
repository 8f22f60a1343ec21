package dev.heddle.testkit.contract;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.Inbox;
import dev.heddle.engine.port.LeaseStore;
import dev.heddle.engine.port.LogStore;
import dev.heddle.testkit.MemoryLeases;
import dev.heddle.testkit.MemoryStore;

/** Everything in memory. */
record MemoryStores(MemoryLeases memory, MemoryStore store) implements Stores {

  static MemoryStores create() {
    MemoryLeases leases = new MemoryLeases();
    return new MemoryStores(leases, new MemoryStore(leases));
  }

  @Override
  public ExecutionStore executions() {
    return store;
  }

  @Override
  public ExecutionQueries queries() {
    return store;
  }

  @Override
  public LeaseStore leases() {
    return memory;
  }

  @Override
  public Inbox inbox() {
    return memory;
  }

  @Override
  public LogStore logs() {
    return store;
  }

  @Override
  public void kill(long node) {
    memory.kill(node);
  }

  @Override
  public void close() {}
}
