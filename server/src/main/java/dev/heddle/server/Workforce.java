package dev.heddle.server;

import dev.heddle.dispatch.Fleet;
import dev.heddle.dispatch.WorkerDirectory;
import dev.heddle.dispatch.content.PackContents;
import java.util.function.Supplier;

/**
 * The workers of this server, those of all servers, and the files they fetch.
 *
 * @param own those of this server; throws where there is no server
 */
public record Workforce(Supplier<Fleet> own, WorkerDirectory directory, PackContents contents) {

  public Workforce(Fleet fleet, WorkerDirectory directory, PackContents contents) {
    this(() -> fleet, directory, contents);
  }

  public Fleet fleet() {
    return own.get();
  }
}
