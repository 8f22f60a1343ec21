package dev.heddle.server;

import dev.heddle.dispatch.Fleet;
import dev.heddle.dispatch.WorkerDirectory;
import dev.heddle.dispatch.content.PackContents;

/** The workers of this server, those of all servers, and the files they fetch. */
public record Workforce(Fleet fleet, WorkerDirectory directory, PackContents contents) {}
