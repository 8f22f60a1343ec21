package dev.heddle.dispatch;

import dev.heddle.engine.port.TaskRunner;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Everything a fleet needs from the outside.
 *
 * @param server the name of this incarnation of the server
 * @param local the server's own worker
 * @param nanos a clock that never jumps, by which leases are measured
 * @param changed runs when a worker has come or gone
 * @param gone hears of workers that will not come back
 * @param background for what must not hold up the engine
 */
public record FleetPorts(
    String server,
    String version,
    TaskRunner local,
    LeaseTokens tokens,
    Works works,
    WorkerDirectory directory,
    InstantSource clock,
    LongSupplier nanos,
    Runnable changed,
    Consumer<String> gone,
    Executor background) {}
