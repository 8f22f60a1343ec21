package dev.heddle.engine.loop;

import dev.heddle.engine.port.Admission;
import dev.heddle.engine.port.Catalog;
import dev.heddle.engine.port.EngineObserver;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.Inbox;
import dev.heddle.engine.port.LeaseStore;
import dev.heddle.engine.port.LogStore;
import dev.heddle.engine.port.TaskRunner;
import java.time.InstantSource;

/** Everything the loop needs from the outside. */
public record EnginePorts(
    ExecutionStore executions,
    LeaseStore leases,
    Inbox inbox,
    LogStore logs,
    Catalog catalog,
    TaskRunner runner,
    InstantSource clock,
    EngineObserver observer,
    Admission admission) {

  /** Ports of an engine that nobody measures. */
  public EnginePorts(
      ExecutionStore executions,
      LeaseStore leases,
      Inbox inbox,
      LogStore logs,
      Catalog catalog,
      TaskRunner runner,
      InstantSource clock) {
    this(
        executions,
        leases,
        inbox,
        logs,
        catalog,
        runner,
        clock,
        EngineObserver.NONE,
        Admission.NONE);
  }

  /** The same, measured. */
  public EnginePorts observedBy(EngineObserver other) {
    return new EnginePorts(
        executions, leases, inbox, logs, catalog, runner, clock, other, admission);
  }

  /** The same, with policies that hold things back. */
  public EnginePorts admittedBy(Admission other) {
    return new EnginePorts(
        executions, leases, inbox, logs, catalog, runner, clock, observer, other);
  }
}
