package dev.heddle.testkit;

import dev.heddle.dispatch.WorkerDirectory;
import dev.heddle.dispatch.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What servers know of each other's workers, in memory. */
public final class MemoryWorkers implements WorkerDirectory {

  private static final Duration ALIVE = Duration.ofSeconds(20);

  private record Server(String address, Instant seenAt) {}

  private final InstantSource clock;
  private final Map<String, Server> servers = new LinkedHashMap<>();
  private final Map<String, Map<String, WorkerRecord>> streams = new LinkedHashMap<>();

  public MemoryWorkers(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void announce(String server, String address, List<WorkerRecord> workers) {
    servers.put(server, new Server(address, clock.instant()));
    Map<String, WorkerRecord> own = new LinkedHashMap<>();
    workers.forEach(worker -> own.put(worker.profile().instance(), worker));
    streams.put(server, own);
  }

  @Override
  public synchronized void leave(String server) {
    servers.remove(server);
    streams.getOrDefault(server, Map.of()).values().removeIf(WorkerRecord::inProcess);
  }

  @Override
  public synchronized void forget(String instance) {
    streams.values().forEach(own -> own.remove(instance));
  }

  @Override
  public synchronized List<WorkerRecord> workers(Duration within) {
    Map<String, WorkerRecord> all = new LinkedHashMap<>();
    streams.forEach((server, own) ->
        own.values().stream()
            .filter(worker -> worker.seenAt().isAfter(clock.instant().minus(within)))
            .map(worker -> isAlive(server) ? worker : away(worker))
            .forEach(
                worker -> all.merge(worker.profile().instance(), worker, MemoryWorkers::together)));
    return all.values().stream()
        .sorted(
            Comparator.comparing((WorkerRecord worker) -> !worker.inProcess())
                .thenComparing(worker -> worker.profile().name()))
        .toList();
  }

  private boolean isAlive(String server) {
    Server known = servers.get(server);
    return known != null && known.seenAt().isAfter(clock.instant().minus(ALIVE));
  }

  private static WorkerRecord away(WorkerRecord worker) {
    return new WorkerRecord(
        worker.profile(),
        worker.inProcess(),
        false,
        worker.draining(),
        0,
        worker.connectedAt(),
        worker.seenAt());
  }

  private static WorkerRecord together(WorkerRecord one, WorkerRecord other) {
    return new WorkerRecord(
        one.profile(),
        one.inProcess(),
        one.connected() || other.connected(),
        one.draining() || other.draining(),
        one.running() + other.running(),
        one.connectedAt().isBefore(other.connectedAt()) ? one.connectedAt() : other.connectedAt(),
        one.seenAt().isAfter(other.seenAt()) ? one.seenAt() : other.seenAt());
  }

  @Override
  public synchronized List<String> servers() {
    List<String> addresses = new ArrayList<>();
    servers.forEach((server, known) -> {
      if (isAlive(server) && !addresses.contains(known.address())) {
        addresses.add(known.address());
      }
    });
    addresses.sort(String::compareTo);
    return addresses;
  }
}
