package dev.heddle.server;

import dev.heddle.dispatch.Fleet;
import dev.heddle.dispatch.FleetPorts;
import dev.heddle.dispatch.FleetSettings;
import dev.heddle.dispatch.LeaseTokens;
import dev.heddle.dispatch.content.PackContents;
import dev.heddle.engine.loop.EngineNode;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.policy.Admissions;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.platform.access.Access;
import dev.heddle.platform.access.MemoryAccessStore;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.RunningAttempts;
import dev.heddle.platform.artifacts.versioned.MemoryVersionedArtifactStore;
import dev.heddle.platform.artifacts.versioned.VersionedArtifacts;
import dev.heddle.platform.audit.MemoryAuditStore;
import dev.heddle.platform.catalog.Actions;
import dev.heddle.platform.catalog.Configurations;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.catalog.LiveSight;
import dev.heddle.platform.catalog.MemoryCatalogStore;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.catalog.StoredCatalog;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.event.Automation;
import dev.heddle.platform.event.IdentityOwners;
import dev.heddle.platform.event.MemoryEventStore;
import dev.heddle.platform.event.MemoryRuleStore;
import dev.heddle.platform.event.MemoryTimerStore;
import dev.heddle.platform.event.MemoryWebhookStore;
import dev.heddle.platform.event.Rules;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.executions.Waits;
import dev.heddle.platform.inquiries.Inquiries;
import dev.heddle.platform.inquiries.ResponseHandles;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.keys.MemoryKeyStore;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.message.Consumers;
import dev.heddle.platform.message.MemoryBroker;
import dev.heddle.platform.message.MemoryConsumerStore;
import dev.heddle.platform.notification.MemoryNotificationStore;
import dev.heddle.platform.notification.MemorySubscriptionStore;
import dev.heddle.platform.notification.Notifications;
import dev.heddle.platform.notification.Subscriptions;
import dev.heddle.platform.pack.install.MemoryInstallationStore;
import dev.heddle.platform.pack.install.Outgoing;
import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.platform.pack.install.PackNetwork;
import dev.heddle.platform.policies.MemoryPolicyStore;
import dev.heddle.platform.policies.Policies;
import dev.heddle.platform.provenance.Provenance;
import dev.heddle.platform.queues.MemoryQueueStore;
import dev.heddle.platform.queues.Queues;
import dev.heddle.platform.queues.dispatch.Dispatcher;
import dev.heddle.platform.scripts.ScriptRefs;
import dev.heddle.platform.scripts.ScriptUploads;
import dev.heddle.platform.sensor.MemorySensorStore;
import dev.heddle.platform.sensor.Sensors;
import dev.heddle.server.access.KnownCallers;
import dev.heddle.server.access.SessionCookie;
import dev.heddle.server.http.Callers;
import dev.heddle.server.http.Limits;
import dev.heddle.server.http.Route;
import dev.heddle.server.stream.ChangeFeed;
import dev.heddle.testkit.MapCatalog;
import dev.heddle.testkit.MemoryLeases;
import dev.heddle.testkit.MemoryStore;
import dev.heddle.testkit.MemoryWorkers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A server with a real engine and real services over stores in memory. */
final class TestPlatform implements AutoCloseable {

  /** Takes callers at their word: {@code X-Login} says who they are, and they may do everything. */
  static final Callers BY_LOGIN =
      request -> request.header("X-Login").map(Principal::operator).orElseGet(Principal::anonymous);

  /** Packs come from nowhere. */
  private static final Outgoing NOWHERE =
      new Outgoing() {
        @Override
        public void download(URI url, long most, Path file) throws IOException {
          throw new IOException("there is no network");
        }

        @Override
        public List<InetAddress> addresses(String host) throws IOException {
          throw new IOException("there is no network");
        }
      };

  final MemoryStore store;
  final MemoryCatalogStore catalog = new MemoryCatalogStore();
  final GateRunner runner = new GateRunner();
  final MemoryWorkers workers = new MemoryWorkers(InstantSource.system());
  final PackContents contents = new PackContents(System::nanoTime);
  final Fleet fleet =
      new Fleet(
          FleetSettings.standard(8),
          new FleetPorts(
              "test",
              "1",
              runner,
              new LeaseTokens(new byte[32]),
              contents,
              workers,
              InstantSource.system(),
              System::nanoTime,
              () -> {},
              _ -> {},
              Runnable::run));
  final EngineNode engine;
  private final Admissions admissions;
  final HeddleServer server;
  final Services services;
  final Access access;
  final Keys keys;
  final TemporaryObjects objects;
  final Automation automation;
  final Sensors sensors;
  final MemoryInstallationStore installations = new MemoryInstallationStore();
  final Consumers consumers;
  final MemoryNotificationStore notified = new MemoryNotificationStore();
  private final Notifications notifications;
  private final HttpClient http = HttpClient.newHttpClient();

  private TestPlatform(ServerOptions options, Function<Access, Callers> callers) {
    MemoryLeases leases = new MemoryLeases();
    store = new MemoryStore(leases);
    ServerKey key = new ServerKey("a key that only tests have, and long enough to be one");
    List<Action> core =
        Stream.of("core.noop", "test.hold", "test.fail")
            .map(ref -> MapCatalog.action(ref, Parameters.ANY))
            .toList();
    Definitions definitions = new Definitions(catalog, key, core);
    LiveSight live = new LiveSight(catalog, key, core);
    Clock clock = Clock.systemUTC();
    objects = new TemporaryObjects(key, clock);
    MemoryAccessStore known = new MemoryAccessStore();
    access =
        Access.over(known, known, new MemoryAuditStore(), RunningAttempts.of(store), key, clock);
    keys = new Keys(new MemoryKeyStore(), key, clock, access.starters());
    Policies policies = new Policies(new MemoryPolicyStore(store.claims()), store.claims(), clock);
    StoredCatalog seen =
        new StoredCatalog(
            definitions,
            live,
            keys,
            new ScriptRefs(store),
            access.starters()::undelegable,
            policies::throttle);
    admissions = new Admissions(store.claims(), clock);
    engine =
        EngineNode.start(
            EngineOptions.server("test"),
            new EnginePorts(store, leases, leases, store, seen, fleet, InstantSource.system())
                .admittedBy(admissions));
    admissions.start(engine);
    Workflows workflows = new Workflows(catalog, definitions, live, clock);
    Waits waits = new Waits(store, seen, workers, store.claims(), clock);
    Executions executions = new Executions(engine, store, store, definitions, workflows, waits);
    MemoryEventStore events =
        new MemoryEventStore(
            id -> store.execution(id).filter(each -> !each.status().isTerminal()).isPresent());
    automation =
        new Automation(
            new Automation.Ports(
                engine,
                workflows,
                live,
                new Rules(live, new MemoryRuleStore(), clock),
                events,
                new MemoryTimerStore(),
                new MemoryWebhookStore(),
                new IdentityOwners(access.identities(), clock),
                clock));
    automation.start();
    sensors =
        new Sensors(
            automation.rules(),
            automation.events(),
            access.tokens(),
            new MemorySensorStore(),
            clock);
    consumers =
        new Consumers(
            automation.rules(),
            automation.events(),
            keys,
            new MemoryBroker(),
            new MemoryConsumerStore(),
            clock);
    notifications = new Notifications(notified, engine, clock);
    MemoryQueueStore queueStore = new MemoryQueueStore();
    services =
        new Services(
            engine,
            executions,
            new Provenance(store, definitions, installations, events),
            new Inquiries(engine, store),
            new ResponseHandles(key),
            workflows,
            new Actions(catalog, key, live, clock),
            definitions,
            new Packs(catalog, key, definitions, live, clock),
            automation,
            new Configurations(catalog, key, live),
            sensors,
            consumers,
            keys,
            new PackInstaller(
                Path.of("target", "test-packs"),
                new Packs(catalog, key, definitions, live, clock),
                installations,
                Map.of(),
                new PackNetwork(NOWHERE, NOWHERE, List.of(), false),
                clock),
            policies,
            new Queues(queueStore, clock),
            new Dispatcher(
                queueStore, engine, workflows, (_, _) -> true, automation.events(), clock),
            notifications,
            new Subscriptions(new MemorySubscriptionStore(), key, clock),
            access,
            new VersionedArtifacts(new MemoryVersionedArtifactStore(), clock),
            new ScriptUploads(definitions, executions, objects),
            Optional.of(objects.signed()),
            new Workforce(fleet, workers, contents));
    server = HeddleServer.start(options, callers.apply(access), services, new Metrics());
  }

  static TestPlatform start() {
    return start(ServerOptions.onPort(0));
  }

  static TestPlatform start(ServerOptions options) {
    return start(options, Callers.thisMachine("ada"));
  }

  static TestPlatform start(ServerOptions options, Callers callers) {
    return new TestPlatform(options, _ -> callers);
  }

  /** A server as it is without any option: callers have tokens and sessions. */
  static TestPlatform withIdentities() {
    return new TestPlatform(
        ServerOptions.onPort(0), access -> new KnownCallers(access, new SessionCookie(false)));
  }

  /** As {@link #withIdentities()}, with another way to log in. */
  static TestPlatform withIdentities(ServerOptions options) {
    return new TestPlatform(options, access -> new KnownCallers(access, new SessionCookie(false)));
  }

  static List<Route> routes(TestPlatform platform, ChangeFeed feed) {
    return RouteTable.of(
            platform.services,
            feed,
            new Metrics(),
            Limits.DEFAULT,
            new SessionCookie(false),
            Optional.empty())
        .all();
  }

  Client client() {
    return new Client(http, server.address());
  }

  @Override
  public void close() {
    runner.open();
    http.shutdownNow(); // the server would wait a second for connections that are idle
    sensors.close();
    consumers.close();
    automation.close();
    server.close();
    notifications.close();
    admissions.close();
    engine.close();
    objects.close();
  }
}
