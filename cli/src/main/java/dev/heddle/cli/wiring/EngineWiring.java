package dev.heddle.cli.wiring;

import dev.heddle.dispatch.ExecutionLimit;
import dev.heddle.engine.Engine;
import dev.heddle.engine.loop.EngineNode;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.policy.Admissions;
import dev.heddle.engine.port.Catalog;
import dev.heddle.engine.port.EngineObserver;
import dev.heddle.platform.catalog.StoredCatalog;
import dev.heddle.platform.scripts.ScriptRefs;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.execution.PostgresExecutionStore;
import dev.heddle.postgres.execution.PostgresInbox;
import dev.heddle.postgres.execution.PostgresLeaseStore;
import dev.heddle.worker.Worker;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The engine, started when first used, and what looks around beside it. */
final class EngineWiring implements AutoCloseable {

  private final Foundation foundation;
  private final AccessWiring access;
  private final RunnerWiring runners;
  private final EngineOptions options;
  private final Function<Catalog, EngineObserver> observer;
  private final Catalog catalog;
  private final OnDemandEngine engine;
  private final Refreshing refreshing;
  private volatile @Nullable ContainerTidying tidying;
  private volatile @Nullable ContainerAdmission admission;
  private volatile @Nullable Admissions admissions;

  EngineWiring(
      Foundation foundation,
      CatalogWiring definitions,
      AccessWiring access,
      RunnerWiring runners,
      EngineOptions options,
      Function<Catalog, EngineObserver> observer) {
    this.foundation = foundation;
    this.access = access;
    this.runners = runners;
    this.options = options;
    this.observer = observer;
    this.catalog =
        new StoredCatalog(
            definitions.definitions(),
            definitions.live(),
            access.keys(),
            new ScriptRefs(foundation.queries()),
            access.access().starters()::undelegable,
            access.policies()::throttle);
    this.engine = new OnDemandEngine(this::start);
    this.refreshing =
        new Refreshing(
            List.of(
                access.keys()::refresh,
                definitions.live()::refresh,
                access.access().starters()::refresh,
                access.policies()::refresh));
  }

  private EngineNode start() {
    ExecutionLimit runner =
        new ExecutionLimit(
            runners.runner(),
            ContainerAdmission.most(foundation.environment()),
            foundation.clock());
    refreshing.start();
    Admissions ruling = new Admissions(access.claims(), foundation.clock());
    EngineNode node = EngineNode.start(options, ports(runner, ruling));
    ruling.start(node);
    admissions = ruling;
    ContainerAdmission ofExecutions = new ContainerAdmission(runner);
    ofExecutions.start(node);
    admission = ofExecutions;
    Optional<Worker> worker = runners.worker();
    if (worker.isPresent() && options.appetite() == EngineOptions.Appetite.SERVER) {
      ContainerTidying ofContainers = new ContainerTidying(worker.get(), foundation.queries());
      ofContainers.start();
      tidying = ofContainers;
    }
    return node;
  }

  private EnginePorts ports(ExecutionLimit runner, Admissions ruling) {
    Database database = foundation.database();
    return new EnginePorts(
        new PostgresExecutionStore(database, foundation.key()),
        new PostgresLeaseStore(database),
        new PostgresInbox(database, foundation.key()),
        foundation.logs(),
        catalog,
        new ProgramTokens(runner, access.access().executionTokens(), runners::apiUrl),
        foundation.clock(),
        observer.apply(catalog),
        ruling);
  }

  Engine engine() {
    return engine;
  }

  Catalog catalog() {
    return catalog;
  }

  /** Ends what looks around; the engine goes on. */
  void stopLookingAround() {
    refreshing.close();
    ContainerTidying ofContainers = tidying;
    if (ofContainers != null) {
      ofContainers.close();
    }
    ContainerAdmission ofExecutions = admission;
    if (ofExecutions != null) {
      ofExecutions.close();
    }
  }

  @Override
  public void close() {
    Admissions ruling = admissions;
    if (ruling != null) {
      ruling.close();
    }
    engine.close();
  }
}
