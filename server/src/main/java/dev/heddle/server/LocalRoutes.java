package dev.heddle.server;

import dev.heddle.platform.access.Principal;
import dev.heddle.server.http.Audit;
import dev.heddle.server.http.InProcess;
import dev.heddle.server.http.Limits;
import dev.heddle.server.http.Routes;
import dev.heddle.server.metrics.Throughput;
import dev.heddle.server.stream.ChangeFeed;
import java.time.InstantSource;

/** The API within the process that has the database, without a server (ADR 0090). */
public final class LocalRoutes {

  private LocalRoutes() {}

  /** All routes for one caller. */
  public static InProcess of(Services services, Principal caller) {
    Routes routes =
        RouteTable.ofCommands(
            services, new ChangeFeed(services.engine()), new Throughput(InstantSource.system()));
    return new InProcess(routes, new Audit(services.access().audit()), Limits.DEFAULT, caller);
  }
}
