package dev.heddle.cli.wiring;

import dev.heddle.cli.input.UsageException;
import dev.heddle.platform.catalog.Actions;
import dev.heddle.platform.catalog.CatalogStore;
import dev.heddle.platform.catalog.Configurations;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.catalog.ImagePolicy;
import dev.heddle.platform.catalog.LiveSight;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.catalog.StepTimeout;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.pack.install.InstallationStore;
import dev.heddle.platform.pack.install.Outgoing;
import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.platform.pack.install.PackNetwork;
import dev.heddle.platform.pack.trust.Admission;
import dev.heddle.postgres.catalog.PostgresCatalogStore;
import dev.heddle.postgres.catalog.PostgresInstallationStore;
import dev.heddle.worker.core.CorePack;
import dev.heddle.worker.http.EgressPolicy;
import java.util.Map;

/** What can be run: packs, and the definitions in them. */
final class CatalogWiring {

  private static final Outgoing DOWNLOADS_HERE = new PackDownloads(EgressPolicy.LOCAL);
  private static final Outgoing DOWNLOADS_PUBLIC = new PackDownloads(EgressPolicy.PUBLIC_ONLY);

  private final Foundation foundation;
  private final CatalogStore store;
  private final Definitions definitions;
  private final LiveSight live;
  private final Workflows workflows;

  CatalogWiring(Foundation foundation) {
    this.foundation = foundation;
    this.store = new PostgresCatalogStore(foundation.database());
    this.definitions =
        new Definitions(
            store, foundation.key(), CorePack.ACTIONS, StepTimeout.of(foundation.environment()));
    this.live =
        new LiveSight(
            store, foundation.key(), CorePack.ACTIONS, admission(foundation.environment()));
    this.workflows =
        new Workflows(
            store, definitions, live, foundation.clock(), ImagePolicy.of(foundation.environment()));
  }

  private static Admission admission(Map<String, String> environment) {
    try {
      return Admission.of(environment);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()));
    }
  }

  Definitions definitions() {
    return definitions;
  }

  LiveSight live() {
    return live;
  }

  Workflows workflows() {
    return workflows;
  }

  Actions actions() {
    return new Actions(store, foundation.key(), live, foundation.clock());
  }

  Packs packs() {
    return new Packs(store, foundation.key(), definitions, live, foundation.clock());
  }

  /** What is set of installed packs. */
  Configurations configurations() {
    return new Configurations(store, foundation.key(), live);
  }

  /** How installed packs came here. */
  InstallationStore installations() {
    return new PostgresInstallationStore(foundation.database());
  }

  PackInstaller installer() {
    Map<String, String> environment = foundation.environment();
    return new PackInstaller(
        Home.of(environment).resolve("packs"),
        packs(),
        installations(),
        environment,
        network(environment),
        foundation.clock());
  }

  /** Where packs may come from. */
  static PackNetwork network(Map<String, String> environment) {
    return PackNetwork.of(DOWNLOADS_HERE, DOWNLOADS_PUBLIC, environment);
  }
}
