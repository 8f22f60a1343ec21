package dev.heddle.cli.wiring;

import dev.heddle.dispatch.FleetSettings;
import dev.heddle.engine.Engine;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.port.Catalog;
import dev.heddle.engine.port.EngineObserver;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.access.Access;
import dev.heddle.platform.artifacts.versioned.VersionedArtifacts;
import dev.heddle.platform.catalog.Actions;
import dev.heddle.platform.catalog.Configurations;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.event.Automation;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.inquiries.Inquiries;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.message.Consumers;
import dev.heddle.platform.notification.Outbox;
import dev.heddle.platform.operations.OperationsStore;
import dev.heddle.platform.operations.Retention;
import dev.heddle.platform.pack.install.InstallationStore;
import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.platform.pack.install.PackNetwork;
import dev.heddle.platform.provenance.Provenance;
import dev.heddle.platform.queues.dispatch.Dispatcher;
import dev.heddle.platform.sensor.Sensors;
import dev.heddle.server.Services;
import dev.heddle.server.Workforce;
import dev.heddle.worker.Occupancy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All parts of Heddle over one database; the engine and its worker start when first used.
 *
 * <p>Each area is put together by a class of its own, which is given only those before it:
 * foundation, catalog, access, runners, engine, executions, automation, notifications.
 */
public final class Wiring implements AutoCloseable {

  private final Foundation foundation;
  private final CatalogWiring catalog;
  private final AccessWiring access;
  private final RunnerWiring runners;
  private final EngineWiring engine;
  private final ExecutionWiring executions;
  private final AutomationWiring automation;
  private final NotificationWiring notifications;

  private Wiring(
      Foundation foundation,
      EngineOptions options,
      Function<Catalog, EngineObserver> observer,
      @Nullable FleetSettings fleet) {
    this.foundation = foundation;
    this.catalog = new CatalogWiring(foundation);
    this.access = AccessWiring.of(foundation, catalog.live());
    this.runners = new RunnerWiring(foundation, fleet);
    this.engine = new EngineWiring(foundation, catalog, access, runners, options, observer);
    this.executions = new ExecutionWiring(foundation, catalog, access, runners, engine);
    this.automation = new AutomationWiring(foundation, catalog, access, engine.engine());
    this.notifications = new NotificationWiring(foundation, engine.engine());
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
    Foundation foundation = Foundation.open(environment, progress);
    try {
      return new Wiring(foundation, options, observer, fleet);
    } catch (RuntimeException e) {
      foundation.close();
      throw e;
    }
  }

  /** What the API makes available. */
  public Services services() {
    return new Services(
        engine.engine(),
        executions.executions(),
        executions.provenance(),
        executions.inquiries(),
        executions.handles(),
        catalog.workflows(),
        catalog.actions(),
        catalog.definitions(),
        catalog.packs(),
        automation.automation(),
        catalog.configurations(),
        automation.sensors(),
        automation.consumers(),
        access.keys(),
        catalog.installer(),
        access.policies(),
        automation.queues(),
        automation.dispatcher(),
        notifications.notifications(),
        notifications.subscriptions(),
        access.access(),
        executions.artifacts(),
        executions.scriptUploads(),
        runners.artifacts().signed(),
        runners.workforce());
  }

  /** Programs and workers can be told from now on where this server is. */
  public void announce(URI here) {
    runners.announce(here);
  }

  public Engine engine() {
    return engine.engine();
  }

  /** Whether it is up to this process to advance an execution. */
  public boolean owns(ExecutionId execution) {
    return engine.engine().owns(execution);
  }

  public ExecutionQueries queries() {
    return foundation.queries();
  }

  public LogStore logs() {
    return foundation.logs();
  }

  public Catalog catalog() {
    return engine.catalog();
  }

  public Definitions definitions() {
    return catalog.definitions();
  }

  public Workflows workflows() {
    return catalog.workflows();
  }

  public Actions actions() {
    return catalog.actions();
  }

  public Packs packs() {
    return catalog.packs();
  }

  /** What is set of installed packs. */
  public Configurations configurations() {
    return catalog.configurations();
  }

  public PackInstaller installer() {
    return catalog.installer();
  }

  /** How installed packs came here. */
  public InstallationStore installations() {
    return catalog.installations();
  }

  /** Where packs may come from. */
  public static PackNetwork packNetwork(Map<String, String> environment) {
    return CatalogWiring.network(environment);
  }

  public Keys keys() {
    return access.keys();
  }

  public Access access() {
    return access.access();
  }

  public Executions executions() {
    return executions.executions();
  }

  /** Where executions come from. */
  public Provenance provenance() {
    return executions.provenance();
  }

  public Inquiries inquiries() {
    return executions.inquiries();
  }

  /** What all engines of the database have to do. */
  public OperationsStore operations() {
    return executions.operations();
  }

  /** Removes what is old. */
  public Retention retention() {
    return executions.retention();
  }

  /** Files and progress records. */
  public VersionedArtifacts artifacts() {
    return executions.artifacts();
  }

  /** What turns happenings into executions. */
  public Automation automation() {
    return automation.automation();
  }

  /** What keeps sensors running. */
  public Sensors sensors() {
    return automation.sensors();
  }

  /** What consumes for triggers. */
  public Consumers consumers() {
    return automation.consumers();
  }

  /** What hands out what is in work queues. */
  public Dispatcher dispatcher() {
    return automation.dispatcher();
  }

  /** What tells subscribers by requests, until closed. */
  public Outbox outbox() {
    return notifications.outbox(access.access(), executions.handles());
  }

  /** The workers of this server, or only those of others. */
  public Workforce workforce() {
    return runners.workforce();
  }

  /** How many programs run and wait here, and how many could run at once. */
  public Occupancy programs() {
    return runners.programs();
  }

  /** As {@link #programs()}, of HTTP requests. */
  public Occupancy requests() {
    return runners.requests();
  }

  /**
   * Hands out nothing any more and waits until the programs that run have ended, at most so long;
   * the engine goes on, so that their ends are recorded (U-11).
   */
  public void drain(Duration grace) {
    runners.drain(grace);
  }

  /**
   * Ends what still runs before the engine gives its executions back, so that nothing runs beside
   * its repetition elsewhere.
   */
  @Override
  public void close() {
    engine.stopLookingAround();
    automation.close();
    notifications.close();
    runners.close();
    engine.close();
    runners.artifacts().store().close();
    foundation.close();
  }
}
