package dev.heddle.bench.engine;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.postgres.Database;
import dev.heddle.server.HeddleServer;
import dev.heddle.server.Metrics;
import dev.heddle.server.ServerOptions;
import dev.heddle.server.Services;
import dev.heddle.server.http.Callers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Where it is measured: an installation with its API, and a way of our own to its database.
 *
 * @param directory for whatever a workload needs besides
 */
record Site(
    Path directory,
    Options options,
    Database database,
    Floor floor,
    Installation installation,
    HeddleServer server,
    WorkerProcess worker)
    implements AutoCloseable {

  static Site open(Path directory, Options options) throws IOException, SQLException {
    Path home = directory.resolve("home");
    Installation installation = Installation.create(home);
    Database database = Database.openEmbedded(home, _ -> {});
    HeddleServer server = serve(installation.wiring());
    installation.wiring().announce(server.address());
    return new Site(
        directory,
        options,
        database,
        new Floor(database),
        installation,
        server,
        new WorkerProcess(directory.resolve("worker")));
  }

  private static HeddleServer serve(Wiring wiring) {
    Services services = wiring.services();
    return HeddleServer.start(
        ServerOptions.onPort(0), Callers.thisMachine("bench"), services, new Metrics());
  }

  Path home() {
    return directory.resolve("home");
  }

  URI api() {
    return server.address();
  }

  @Override
  public void close() throws SQLException {
    worker.close();
    server.close();
    floor.close();
    installation.close();
    database.close();
  }
}
