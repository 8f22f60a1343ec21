package dev.heddle.server;

import dev.heddle.server.access.SessionCookie;
import dev.heddle.server.http.Limits;
import dev.heddle.server.http.Route;
import dev.heddle.server.http.Routes;
import dev.heddle.server.metrics.Throughput;
import dev.heddle.server.oidc.OidcResource;
import dev.heddle.server.oidc.OidcSettings;
import dev.heddle.server.resource.Starts;
import dev.heddle.server.resource.SystemResource;
import dev.heddle.server.resource.Targets;
import dev.heddle.server.resource.ThroughputResource;
import dev.heddle.server.stream.ChangeFeed;
import dev.heddle.server.stream.StreamResource;
import dev.heddle.server.ui.UiFiles;
import dev.heddle.server.ui.UiResource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that can be reached: the contract, area by area, row by row. */
final class RouteTable {

  private RouteTable() {}

  static Routes of(
      Services services,
      ChangeFeed feed,
      Metrics metrics,
      Limits limits,
      SessionCookie cookie,
      Optional<OidcSettings> provider) {
    return table(
        Stream.concat(
            api(services, feed, metrics.throughput(), limits, cookie),
            Stream.of(
                AccessRoutes.providers(new OidcResource(provider, services.access(), cookie)),
                ServerRoutes.userInterface(new UiResource(new UiFiles())),
                ServerRoutes.system(new SystemResource(), metrics))));
  }

  /** What commands can ask for: all but what is for browsers and for those who watch the server. */
  static Routes ofCommands(Services services, ChangeFeed feed, Throughput throughput) {
    return table(api(services, feed, throughput, Limits.DEFAULT, new SessionCookie(false)));
  }

  private static Stream<List<Route>> api(
      Services services,
      ChangeFeed feed,
      Throughput throughput,
      Limits limits,
      SessionCookie cookie) {
    Starts starts = new Starts(services.workflows());
    Targets targets = new Targets(services.executions(), services.inquiries());
    StreamResource streams = new StreamResource(services.executions(), feed, limits.heartbeat());
    return Stream.of(
            ExecutionRoutes.of(
                services, starts, targets, streams, new ThroughputResource(throughput)),
            InquiryRoutes.of(services, targets),
            WorkflowRoutes.of(services, starts, targets),
            PackRoutes.of(services, targets),
            EventRoutes.of(services, starts),
            QueueRoutes.of(services, starts),
            Stream.of(ArtifactRoutes.of(services)),
            Stream.of(NotificationRoutes.of(services)),
            AccessRoutes.of(services, cookie),
            DialectRoutes.of(services, starts, targets),
            Stream.of(ServerRoutes.workers(services.workers())))
        .flatMap(area -> area);
  }

  private static Routes table(Stream<List<Route>> rows) {
    return new Routes(rows.flatMap(List::stream).toList());
  }
}
