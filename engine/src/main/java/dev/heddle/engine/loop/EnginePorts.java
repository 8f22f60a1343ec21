package dev.heddle.engine.loop;

import dev.heddle.engine.port.Catalog;
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
    InstantSource clock) {}
