package dev.heddle.cli.wiring;

import dev.heddle.dispatch.ExecutionLimit;
import dev.heddle.dispatch.Fleet;
import dev.heddle.dispatch.FleetSettings;
import dev.heddle.dispatch.WorkerDirectory;
import dev.heddle.dispatch.content.PackContents;
import dev.heddle.engine.Engine;
import dev.heddle.engine.loop.EngineNode;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.policy.Admissions;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.engine.port.Catalog;
import dev.heddle.engine.port.ClaimStore;
import dev.heddle.engine.port.EngineObserver;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.access.Access;
import dev.heddle.platform.access.RunningAttempts;
import dev.heddle.platform.artifacts.SignedObjects;
import dev.heddle.platform.catalog.Actions;
import dev.heddle.platform.catalog.CatalogStore;
import dev.heddle.platform.catalog.Configurations;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.catalog.ImagePolicy;
import dev.heddle.platform.catalog.LiveSight;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.catalog.StepTimeout;
import dev.heddle.platform.catalog.StoredCatalog;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.event.Automation;
import dev.heddle.platform.event.IdentityOwners;
import dev.heddle.platform.event.Rules;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.executions.Waits;
import dev.heddle.platform.inquiries.Inquiries;
import dev.heddle.platform.inquiries.ResponseHandles;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.keys.SecretKeyFile;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.notification.Notifications;
import dev.heddle.platform.notification.Outbox;
import dev.heddle.platform.notification.Subscriptions;
import dev.heddle.platform.operations.OperationsStore;
import dev.heddle.platform.operations.Retention;
import dev.heddle.platform.pack.install.InstallationStore;
import dev.heddle.platform.pack.install.Outgoing;
import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.platform.pack.install.PackNetwork;
import dev.heddle.platform.policies.Policies;
import dev.heddle.platform.provenance.Provenance;
import dev.heddle.platform.queues.Dispatcher;
import dev.heddle.platform.queues.Queues;
import dev.heddle.platform.scripts.ScriptRefs;
import dev.heddle.platform.scripts.ScriptUploads;
import dev.heddle.platform.sensor.Sensors;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.access.PostgresAuditStore;
import dev.heddle.postgres.access.PostgresIdentityStore;
import dev.heddle.postgres.access.PostgresTokenStore;
import dev.heddle.postgres.catalog.PostgresCatalogStore;
import dev.heddle.postgres.catalog.PostgresInstallationStore;
import dev.heddle.postgres.event.PostgresEventStore;
import dev.heddle.postgres.event.PostgresRuleStore;
import dev.heddle.postgres.event.PostgresSensorStore;
import dev.heddle.postgres.event.PostgresTimerStore;
import dev.heddle.postgres.event.PostgresWebhookStore;
import dev.heddle.postgres.execution.PostgresExecutionQueries;
import dev.heddle.postgres.execution.PostgresExecutionStore;
import dev.heddle.postgres.execution.PostgresInbox;
import dev.heddle.postgres.execution.PostgresLeaseStore;
import dev.heddle.postgres.execution.PostgresLogStore;
import dev.heddle.postgres.keys.PostgresKeyStore;
import dev.heddle.postgres.notification.PostgresNotificationStore;
import dev.heddle.postgres.notification.PostgresSubscriptionStore;
import dev.heddle.postgres.operations.PostgresOperationsStore;
import dev.heddle.postgres.operations.PostgresRetentionStore;
import dev.heddle.postgres.policy.PostgresClaimStore;
import dev.heddle.postgres.policy.PostgresPolicyStore;
import dev.heddle.postgres.queue.PostgresQueueStore;
import dev.heddle.postgres.worker.PostgresWorkerDirectory;
import dev.heddle.server.Services;
import dev.heddle.server.Workforce;
import dev.heddle.worker.Occupancy;
import dev.heddle.worker.Worker;
import dev.heddle.worker.WorkerSettings;
import dev.heddle.worker.container.ContainerSettings;
import dev.heddle.worker.core.CorePack;
import dev.heddle.worker.http.EgressPolicy;
import dev.heddle.worker.script.ScriptSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All parts of Heddle over one database; the engine and its worker start when first used. */
public final class Wiring implements AutoCloseable {

  private static final Outgoing DOWNLOADS_HERE = new PackDownloads(EgressPolicy.LOCAL);
  private static final Outgoing DOWNLOADS_PUBLIC = new PackDownloads(EgressPolicy.PUBLIC_ONLY);

  private final Database database;
  private final ServerKey key;
  private final ExecutionQueries queries;
  private final LogStore logs;
  private final Definitions definitions;
  private final LiveSight live;
  private final Keys keys;
  private final Access access;
  private final Map<String, String> environment;
  private final Catalog catalog;
  private final ClaimStore claims;
  private final Policies policies;
  private final Workflows workflows;
  private final CatalogStore catalogStore;
  private final OnDemandEngine engine;
  private final Refreshing refreshing;
  private final Artifacts artifacts;
  private final WorkerDirectory workers;
  private final @Nullable ServerWorkers ofServer;
  private final Rules rules;
  private @Nullable Automation automation;
  private volatile @Nullable URI address;
  private @Nullable Notifications notifications;
  private @Nullable Dispatcher dispatcher;
  private @Nullable Sensors sensors;
  private volatile @Nullable Worker worker;
  private volatile @Nullable ContainerTidying tidying;
  private volatile @Nullable ContainerAdmission admission;
  private volatile @Nullable Admissions admissions;

  private Wiring(
      Database database,
      ServerKey key,
      Map<String, String> environment,
      EngineOptions options,
      Function<Catalog, EngineObserver> observer,
      @Nullable FleetSettings fleet) {
    Clock clock = Clock.systemUTC();
    this.database = database;
    this.key = key;
    this.environment = Map.copyOf(environment);
    this.queries = new PostgresExecutionQueries(database, key);
    this.logs = new PostgresLogStore(database);
    this.catalogStore = new PostgresCatalogStore(database);
    this.definitions =
        new Definitions(catalogStore, key, CorePack.ACTIONS, StepTimeout.of(environment));
    this.live = new LiveSight(catalogStore, key, CorePack.ACTIONS);
    this.rules = new Rules(live, new PostgresRuleStore(database), clock);
    this.access =
        Access.over(
            new PostgresIdentityStore(database),
            new PostgresTokenStore(database),
            new PostgresAuditStore(database),
            RunningAttempts.of(queries),
            key,
            clock);
    this.keys = new Keys(new PostgresKeyStore(database), key, clock, access.starters());
    this.claims = new PostgresClaimStore(database);
    this.policies = new Policies(new PostgresPolicyStore(database), claims, clock);
    live.onChange(policies::refresh);
    this.catalog =
        new StoredCatalog(
            definitions,
            live,
            keys,
            new ScriptRefs(queries),
            access.starters()::undelegable,
            policies::throttle);
    this.workflows =
        new Workflows(catalogStore, definitions, live, clock, ImagePolicy.of(environment));
    this.artifacts = Artifacts.open(environment, key, clock);
    this.workers = new PostgresWorkerDirectory(database);
    this.ofServer =
        fleet == null
            ? null
            : ServerWorkers.of(fleet, workers, key, newWorker(environment, clock, fleet), clock);
    this.engine = new OnDemandEngine(() -> startEngine(environment, options, observer, clock));
    this.refreshing =
        new Refreshing(
            List.of(keys::refresh, live::refresh, access.starters()::refresh, policies::refresh));
  }

  /**
   * Opens the database, starting it if it must.
   *
   * @param options how the engine takes part once it is needed
   * @param progress told in plain words about steps that take a while
   */
  public static Wiring open(
      Map<String, String> environment, EngineOptions options, Consumer<String> progress) {
    return open(environment, options, _ -> EngineObserver.NONE, null, progress);
  }

  /**
   * As {@link #open}, with an engine that is measured and workers elsewhere besides the own.
   *
   * @param observer makes what measures, given what definitions are
   */
  public static Wiring openServer(
      Map<String, String> environment,
      EngineOptions options,
      FleetSettings fleet,
      Function<Catalog, EngineObserver> observer,
      Consumer<String> progress) {
    return open(environment, options, observer, fleet, progress);
  }

  private static Wiring open(
      Map<String, String> environment,
      EngineOptions options,
      Function<Catalog, EngineObserver> observer,
      @Nullable FleetSettings fleet,
      Consumer<String> progress) {
    ServerKey key;
    try {
      key = SecretKeyFile.open(environment, Home.usable(environment));
    } catch (IOException e) {
      throw Home.unusable(environment, e);
    }
    Database database = Database.open(environment, progress);
    try {
      return new Wiring(database, key, environment, options, observer, fleet);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private EngineNode startEngine(
      Map<String, String> environment,
      EngineOptions options,
      Function<Catalog, EngineObserver> observer,
      Clock clock) {
    ExecutionLimit runner =
        new ExecutionLimit(
            ofServer == null ? newWorker(environment, clock, null) : ofServer.workforce().fleet(),
            ContainerAdmission.most(environment),
            clock);
    ContainerAdmission ofExecutions = new ContainerAdmission(runner);
    refreshing.start();
    Admissions ruling = new Admissions(claims, clock);
    EngineNode node =
        EngineNode.start(
            options,
            new EnginePorts(
                new PostgresExecutionStore(database, key),
                new PostgresLeaseStore(database),
                new PostgresInbox(database, key),
                logs,
                catalog,
                new ProgramTokens(runner, access.executionTokens(), () -> apiUrl(environment)),
                clock,
                observer.apply(catalog),
                ruling));
    ruling.start(node);
    admissions = ruling;
    ofExecutions.start(node);
    admission = ofExecutions;
    Worker ours = worker;
    if (ours != null && options.appetite() == EngineOptions.Appetite.SERVER) {
      ContainerTidying ofContainers = new ContainerTidying(ours, queries);
      ofContainers.start();
      tidying = ofContainers;
    }
    return node;
  }

  /** Programs talk to the server that runs them; those of other commands to one they are told. */
  private Optional<String> apiUrl(Map<String, String> environment) {
    return Optional.ofNullable(address)
        .map(URI::toString)
        .or(() -> Optional.ofNullable(environment.get("HEDDLE_API_URL")));
  }

  private Worker newWorker(
      Map<String, String> environment, Clock clock, @Nullable FleetSettings fleet) {
    ScriptSettings scripts =
        ScriptSettings.of(artifacts.store(), Home.of(environment).resolve("scripts"))
            .withImage(environment);
    ContainerSettings containers =
        ContainerSettings.of(environment, key.fingerprint("installation").substring(0, 8));
    WorkerSettings settings =
        WorkerSettings.standard().withScripts(scripts).withContainers(containers);
    Worker ours =
        new Worker(
            fleet == null || fleet.localSlots() == 0
                ? settings
                : settings.withMaxActiveTasks(fleet.localSlots()),
            environment,
            clock);
    worker = ours;
    return ours;
  }

  /** The workers of all servers. */
  public WorkerDirectory workers() {
    return workers;
  }

  /** The workers of this server, or only those of others. */
  public Workforce workforce() {
    return ofServer == null
        ? new Workforce(Wiring::noFleet, workers, new PackContents(System::nanoTime))
        : ofServer.workforce();
  }

  private static Fleet noFleet() {
    throw new IllegalStateException("only a server has workers elsewhere");
  }

  /** What the API makes available. */
  public Services services() {
    return new Services(
        engine,
        executions(),
        provenance(),
        inquiries(),
        handles(),
        workflows,
        actions(),
        definitions,
        packs(),
        automation(),
        configurations(),
        sensors(),
        keys,
        installer(),
        policies,
        queues(),
        dispatcher(),
        notifications(),
        subscriptions(),
        access,
        scriptUploads(),
        signedObjects(),
        workforce());
  }

  /** Programs and workers can be told from now on where this server is. */
  public void announce(URI here) {
    address = here;
    if (ofServer != null) {
      ofServer.announce(here);
    }
  }

  public Engine engine() {
    return engine;
  }

  /** Whether it is up to this process to advance an execution. */
  public boolean owns(ExecutionId execution) {
    return engine.owns(execution);
  }

  public ExecutionQueries queries() {
    return queries;
  }

  public LogStore logs() {
    return logs;
  }

  public Catalog catalog() {
    return catalog;
  }

  public Definitions definitions() {
    return definitions;
  }

  public ArtifactStore artifacts() {
    return artifacts.store();
  }

  public ScriptUploads scriptUploads() {
    return new ScriptUploads(definitions, executions(), artifacts.store());
  }

  /** What a server answers to signed URLs of stored objects. */
  public Optional<SignedObjects> signedObjects() {
    return artifacts.signed();
  }

  public Keys keys() {
    return keys;
  }

  public Access access() {
    return access;
  }

  public Policies policies() {
    return policies;
  }

  public Workflows workflows() {
    return workflows;
  }

  /** What tells those who listen what happens; made when it is first asked for. */
  public synchronized Notifications notifications() {
    Notifications made = notifications;
    if (made == null) {
      made = new Notifications(new PostgresNotificationStore(database), engine, Clock.systemUTC());
      notifications = made;
    }
    return made;
  }

  public Queues queues() {
    return new Queues(new PostgresQueueStore(database, key), Clock.systemUTC());
  }

  /** What hands out what is in work queues; made when it is first asked for. */
  public synchronized Dispatcher dispatcher() {
    Dispatcher made = dispatcher;
    if (made == null) {
      Clock clock = Clock.systemUTC();
      made =
          new Dispatcher(
              new PostgresQueueStore(database, key),
              engine,
              workflows,
              new IdentityOwners(access.identities(), clock),
              automation().events(),
              clock);
      dispatcher = made;
    }
    return made;
  }

  public Subscriptions subscriptions() {
    return new Subscriptions(new PostgresSubscriptionStore(database), key, Clock.systemUTC());
  }

  /** What tells subscribers by requests, until closed. */
  public Outbox outbox() {
    ResponseHandles handles = handles();
    return new Outbox(
        new PostgresSubscriptionStore(database),
        new Outbox.Means(
            new RequestCourier(environment),
            access.identities()::acting,
            id -> AttemptId.parse(id).map(handles::of),
            key),
        Outbox.Pace.STANDARD,
        Clock.systemUTC());
  }

  public Actions actions() {
    return new Actions(catalogStore, key, live, Clock.systemUTC());
  }

  /** How installed packs came here. */
  public InstallationStore installations() {
    return new PostgresInstallationStore(database);
  }

  /** Where packs may come from. */
  public static PackNetwork packNetwork(Map<String, String> environment) {
    return PackNetwork.of(DOWNLOADS_HERE, DOWNLOADS_PUBLIC, environment);
  }

  public PackInstaller installer() {
    return new PackInstaller(
        Home.of(environment).resolve("packs"),
        packs(),
        installations(),
        environment,
        packNetwork(environment),
        Clock.systemUTC());
  }

  /** What is set of installed packs. */
  public Configurations configurations() {
    return new Configurations(catalogStore, key, live);
  }

  public Packs packs() {
    return new Packs(catalogStore, key, definitions, live, Clock.systemUTC());
  }

  public Rules rules() {
    return rules;
  }

  /** What turns happenings into executions; made when it is first asked for. */
  public synchronized Automation automation() {
    Automation made = automation;
    if (made == null) {
      Clock clock = Clock.systemUTC();
      made =
          new Automation(
              new Automation.Ports(
                  engine,
                  workflows,
                  live,
                  rules,
                  new PostgresEventStore(database, key),
                  new PostgresTimerStore(database),
                  new PostgresWebhookStore(database, key),
                  new IdentityOwners(access.identities(), clock),
                  clock));
      automation = made;
    }
    return made;
  }

  /** What keeps sensors running; made when it is first asked for. */
  public synchronized Sensors sensors() {
    Sensors made = sensors;
    if (made == null) {
      Automation with = automation();
      made =
          new Sensors(
              rules,
              with.events(),
              access.tokens(),
              new PostgresSensorStore(database),
              Clock.systemUTC());
      sensors = made;
    }
    return made;
  }

  public Executions executions() {
    return new Executions(
        engine,
        queries,
        logs,
        definitions,
        workflows,
        new Waits(queries, catalog, workers, claims, Clock.systemUTC()));
  }

  /** Where executions come from. */
  public Provenance provenance() {
    return new Provenance(
        queries, definitions, installations(), new PostgresEventStore(database, key));
  }

  public ResponseHandles handles() {
    return new ResponseHandles(key);
  }

  /** What all engines of the database have to do. */
  public OperationsStore operations() {
    return new PostgresOperationsStore(database);
  }

  /** Removes what is old. */
  public Retention retention() {
    return new Retention(
        new PostgresRetentionStore(database), artifacts.store(), Clock.systemUTC());
  }

  /** How many programs run and wait here, and how many could run at once. */
  public Occupancy programs() {
    Worker ours = worker;
    return ours == null ? Occupancy.NONE : ours.programs();
  }

  /** As {@link #programs()}, of HTTP requests. */
  public Occupancy requests() {
    Worker ours = worker;
    return ours == null ? Occupancy.NONE : ours.requests();
  }

  public Inquiries inquiries() {
    return new Inquiries(engine, queries);
  }

  /**
   * Hands out nothing any more and waits until the programs that run have ended, at most so long;
   * the engine goes on, so that their ends are recorded (U-11).
   */
  public void drain(Duration grace) {
    Worker ours = worker;
    if (ours != null) {
      ours.drain(grace);
    }
  }

  private synchronized void closeAutomation() {
    if (sensors != null) {
      sensors.close();
    }
    if (dispatcher != null) {
      dispatcher.close();
    }
    if (automation != null) {
      automation.close();
    }
    if (notifications != null) {
      notifications.close();
    }
  }

  /**
   * Ends what still runs before the engine gives its executions back, so that nothing runs beside
   * its repetition elsewhere.
   */
  @Override
  public void close() {
    refreshing.close();
    closeAutomation();
    if (ofServer != null) {
      ofServer.close();
    }
    ContainerTidying ofContainers = tidying;
    if (ofContainers != null) {
      ofContainers.close();
    }
    ContainerAdmission ofExecutions = admission;
    if (ofExecutions != null) {
      ofExecutions.close();
    }
    Worker ours = worker;
    if (ours != null) {
      ours.close();
    }
    Admissions ruling = admissions;
    if (ruling != null) {
      ruling.close();
    }
    engine.close();
    artifacts.store().close();
    database.close();
  }
}
