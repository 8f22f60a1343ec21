package dev.heddle.worker.remote;

import dev.heddle.dispatch.wire.WorkerProfile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a worker reaches its servers.
 *
 * @param servers addresses such as {@code http://127.0.0.1:8080}; the others of the same database
 *     are learned from them
 * @param token proves who the worker is; sent in a header, never shown
 * @param cache the directory for files of packs
 * @param patience the longest pause before a lost server is tried again
 */
public record RemoteSettings(
    List<URI> servers,
    Optional<String> token,
    WorkerProfile profile,
    Path cache,
    Duration patience) {

  public RemoteSettings {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("a worker has a server");
    }
  }

  @Override
  public String toString() {
    return "RemoteSettings[" + servers + ", " + profile + "]";
  }
}
