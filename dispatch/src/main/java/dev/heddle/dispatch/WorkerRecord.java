package dev.heddle.dispatch;

import dev.heddle.dispatch.wire.WorkerProfile;
import java.time.Instant;

/**
 * A worker as one server sees it.
 *
 * @param inProcess whether it is the server's own
 * @param connected whether it has a stream at the moment; one that has none keeps its attempts
 *     until its lease is over
 * @param running attempts it has of this server
 * @param seenAt when it was last heard
 */
public record WorkerRecord(
    WorkerProfile profile,
    boolean inProcess,
    boolean connected,
    boolean draining,
    int running,
    Instant connectedAt,
    Instant seenAt) {}
