package dev.heddle.testkit.contract;

import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore.Lease;
import dev.heddle.engine.port.LeaseStore.Range;
import dev.heddle.model.execution.Execution;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Stores without any rows, and a lane that may write to them. */
public abstract class StoresContract {

  static final Range ALL = new Range(0, 256);

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  protected Stores stores;

  protected Lease lease = new Lease(0, 0);

  /** How many commits the lane has made. */
  long commits;

  /** An implementation without any rows. */
  protected abstract Stores open();

  @BeforeEach
  void join() {
    stores = open();
    long node = stores.leases().join("one", 2, Duration.ofMinutes(1));
    stores.leases().acquire(node, ALL, 256);
    lease = new Lease(node, 1);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  protected boolean commit(Changes... changes) {
    return stores.executions().commit(lease, ++commits, List.of(changes), List.of());
  }

  protected static Changes of(Execution execution, boolean created) {
    return new Changes(
        execution.id(), execution, created, List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
