package dev.heddle.testkit.contract;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.Inbox;
import dev.heddle.engine.port.LeaseStore;
import dev.heddle.engine.port.LogStore;

/** The ports of one implementation over the same data, empty at first. */
public interface Stores extends AutoCloseable {

  ExecutionStore executions();

  ExecutionQueries queries();

  LeaseStore leases();

  Inbox inbox();

  LogStore logs();

  /** Ends a node as the death of its process would. */
  void kill(long node);

  @Override
  void close();
}
