package dev.heddle.server;

import dev.heddle.server.access.SessionCookie;
import dev.heddle.server.http.Audit;
import dev.heddle.server.http.Callers;
import dev.heddle.server.http.Exchange;
import dev.heddle.server.http.Gate;
import dev.heddle.server.http.Limits;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Proxies;
import dev.heddle.server.http.Refusals;
import dev.heddle.server.http.Route;
import dev.heddle.server.http.Routes;
import dev.heddle.server.http.Streams;
import dev.heddle.server.notification.NotificationStreams;
import dev.heddle.server.stream.ChangeFeed;
import dev.heddle.server.worker.WorkerStreams;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsHandlerType;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running HTTP server. */
public final class HeddleServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HeddleServer.class);

  private final Javalin javalin;
  private final Streams streams;
  private final NotificationStreams told;
  private final ChangeFeed feed;
  private final WorkerStreams workers;
  private final URI address;

  private HeddleServer(
      Javalin javalin,
      Streams streams,
      NotificationStreams told,
      ChangeFeed feed,
      WorkerStreams workers,
      InetAddress host,
      String scheme) {
    this.javalin = javalin;
    this.told = told;
    this.feed = feed;
    this.workers = workers;
    this.streams = streams;
    String ip = host.getHostAddress();
    this.address =
        URI.create(scheme + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + javalin.port());
  }

  /**
   * Starts to answer.
   *
   * @throws ServerException if the address is not allowed or taken
   */
  public static HeddleServer start(
      ServerOptions options, Callers callers, Services services, Metrics metrics) {
    Exposure exposure = options.exposure();
    InetAddress host = Address.of(options.host(), exposure);
    Optional<SslContextFactory.Server> tls =
        exposure instanceof Exposure.OverTls files
            ? Optional.of(TlsKeyStore.read(files))
            : Optional.empty();
    ChangeFeed feed = new ChangeFeed(services.engine());
    Routes routes =
        RouteTable.of(
            services,
            feed,
            metrics,
            options.limits(),
            new SessionCookie(exposure.isSecure()),
            options.provider());
    Streams streams = new Streams(options.limits().streams());
    Exchange exchange =
        new Exchange(
            callers,
            options.limits(),
            streams,
            new Audit(services.access().audit()),
            exposure instanceof Exposure.BehindProxy(List<String> proxies)
                ? new Proxies(proxies)
                : Proxies.NONE);
    WorkerStreams workers = new WorkerStreams(services.workers().fleet());
    NotificationStreams told =
        new NotificationStreams(services.notifications(), options.limits().streams());
    metrics.gauge("heddle.http.streams", "Open event streams", streams, Streams::count);
    Javalin javalin =
        Javalin.create(config -> {
          keepToTheTable(config);
          listen(config, options, host, tls);
          config.jetty.modifyServer(server -> guard(server, routes, options, streams, metrics));
          routes.all().forEach(route -> register(config, route, exchange));
          stream(config, routes, exchange, ServerRoutes.WORKER_STREAM, workers::configure);
          stream(config, routes, exchange, NotificationRoutes.STREAM, told::configure);
          config.routes.exception(ProblemException.class, exchange::refuse);
          config.routes.exception(HttpResponseException.class, exchange::refuse);
          config.routes.exception(Exception.class, exchange::fail);
          config.requestLogger.http((context, took) -> count(metrics, context, took));
        });
    try {
      return new HeddleServer(
          javalin.start(),
          streams,
          told,
          feed,
          workers,
          host,
          tls.isPresent() ? "https://" : "http://");
    } catch (JavalinBindException taken) {
      told.close();
      feed.close();
      workers.close();
      throw new ServerException(
          "Port "
              + options.port()
              + " is taken: stop what listens there, or choose another port (0 takes any free"
              + " one).",
          taken);
    }
  }

  /** Where it answers, such as {@code http://127.0.0.1:8080}. */
  public URI address() {
    return address;
  }

  /** Ends streams and refuses what would begin or change something, until it is closed (U-11). */
  public void stopAccepting() {
    streams.stop();
  }

  /** Lets requests under way finish within the bound, and stops (U-11). */
  @Override
  public void close() {
    stopAccepting();
    told.close();
    feed.close();
    workers.close();
    try {
      javalin.stop();
    } catch (JavalinException late) {
      LOG.warn("Requests were still under way when the server stopped", late);
    }
  }

  /** Nothing is reachable that is not a row of the table, under exactly its path. */
  private static void keepToTheTable(JavalinConfig config) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.router.ignoreTrailingSlashes = false;
    config.router.treatMultipleSlashesAsSingleSlash = false;
    config.router.caseInsensitiveRoutes = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
  }

  private static void register(JavalinConfig config, Route route, Exchange exchange) {
    config.routes.addHttpHandler(
        new HandlerType(route.method().name()), route.path(), exchange.handler(route));
  }

  /** The same row of the table, asked for as a stream. */
  private static void stream(
      JavalinConfig config,
      Routes routes,
      Exchange exchange,
      String operation,
      Consumer<WsConfig> streams) {
    for (Route route : routes.all()) {
      if (route.operation().equals(operation)) {
        config.routes.addHttpHandler(
            HandlerType.WEBSOCKET_BEFORE_UPGRADE,
            route.path(),
            exchange.gate(route, WorkerStreams.ALLOWED));
        config.routes.addWsHandler(WsHandlerType.WEBSOCKET, route.path(), streams);
      }
    }
  }

  private static void listen(
      JavalinConfig config,
      ServerOptions options,
      InetAddress host,
      Optional<SslContextFactory.Server> tls) {
    Limits limits = options.limits();
    config.jetty.addConnector((server, http) -> {
      bound(http, limits);
      HttpConnectionFactory plain = new HttpConnectionFactory(http);
      ServerConnector connector =
          tls.map(
                  context -> {
                    // Whatever name it was asked for: behind an address there is one certificate.
                    http.addCustomizer(new SecureRequestCustomizer(false));
                    return new ServerConnector(
                        server, new SslConnectionFactory(context, "http/1.1"), plain);
                  })
              .orElseGet(() -> new ServerConnector(server, plain));
      connector.setHost(host.getHostAddress());
      connector.setPort(options.port());
      connector.setIdleTimeout(limits.idle().toMillis());
      return connector;
    });
  }

  private static void bound(HttpConfiguration http, Limits limits) {
    http.setRequestHeaderSize(limits.headers());
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    // The gate refuses whatever is ambiguous, with one and the same answer.
    http.setUriCompliance(UriCompliance.UNSAFE);
    // A body nobody read is not worth reading just to keep its connection.
    http.setMaxUnconsumedRequestContentReads(1);
  }

  private static void guard(
      Server server, Routes routes, ServerOptions options, Streams streams, Metrics metrics) {
    Exposure exposure = options.exposure();
    Gate.Reached reached =
        new Gate.Reached(exposure instanceof Exposure.ThisMachine, exposure.isSecure());
    server.insertHandler(
        new Gate(routes, options.limits(), reached, streams::isStopped, metrics::refused));
    server.setErrorHandler(new Refusals());
    server.setStopTimeout(options.stopWithin().toMillis());
  }

  private static void count(Metrics metrics, Context context, float tookMillis) {
    String operation = context.attribute(Exchange.OPERATION);
    Duration took = Duration.ofNanos((long) (tookMillis * 1e6));
    metrics.answered(operation == null ? "none" : operation, context.statusCode(), took);
  }
}
