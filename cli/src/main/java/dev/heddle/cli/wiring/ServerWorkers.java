package dev.heddle.cli.wiring;

import dev.heddle.dispatch.Fleet;
import dev.heddle.dispatch.FleetPorts;
import dev.heddle.dispatch.FleetSettings;
import dev.heddle.dispatch.LeaseTokens;
import dev.heddle.dispatch.NoWorker;
import dev.heddle.dispatch.Upkeep;
import dev.heddle.dispatch.WorkerDirectory;
import dev.heddle.dispatch.content.PackContents;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.server.Workforce;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;

/** The workers of one server, its own included, and what keeps their leases. */
record ServerWorkers(Workforce workforce, Upkeep upkeep) implements AutoCloseable {

  static ServerWorkers of(
      FleetSettings settings,
      WorkerDirectory directory,
      ServerKey key,
      TaskRunner own,
      Clock clock) {
    String server = UUID.randomUUID().toString();
    Upkeep upkeep = new Upkeep(server, directory);
    PackContents contents = new PackContents(System::nanoTime);
    String secret = key.fingerprint("the leases of workers");
    Fleet fleet =
        new Fleet(
            settings,
            new FleetPorts(
                server,
                Version.text(),
                settings.localSlots() == 0 ? new NoWorker(clock, own) : own,
                new LeaseTokens(secret.getBytes(StandardCharsets.UTF_8)),
                contents,
                directory,
                clock,
                System::nanoTime,
                upkeep::changed,
                upkeep::gone,
                Thread::startVirtualThread));
    return new ServerWorkers(new Workforce(fleet, directory, contents), upkeep);
  }

  void announce(URI address) {
    upkeep.start(workforce.fleet(), address);
  }

  @Override
  public void close() {
    workforce.fleet().close();
    upkeep.close();
  }
}
