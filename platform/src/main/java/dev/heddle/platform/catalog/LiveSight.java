package dev.heddle.platform.catalog;

import dev.heddle.model.action.Action;
import dev.heddle.platform.catalog.CatalogStore.Installed;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.CatalogStore.WorkflowRow;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.pack.PackAction;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is installed, in memory: changes made here are seen at once, those of other processes after
 * the next {@link #refresh()}. Thread safe.
 */
public final class LiveSight {

  private final CatalogStore store;
  private final ServerKey key;
  private final List<Action> core;
  private volatile Runnable changed = () -> {};
  private volatile Snapshot snapshot;

  public LiveSight(CatalogStore store, ServerKey key, List<Action> core) {
    this.store = store;
    this.key = key;
    this.core = List.copyOf(core);
    this.snapshot = load();
  }

  private record Snapshot(Installed installed, Sight sight, InstalledAutomation automation) {}

  /** The triggers, rules and sensors of all enabled packs. */
  public InstalledAutomation automation() {
    return snapshot.automation();
  }

  /** Takes over what other processes changed; costs one small query if nothing has. */
  public synchronized void refresh() {
    if (store.revision() != snapshot.installed().revision()) {
      reload();
    }
  }

  synchronized void reload() {
    snapshot = load();
    changed.run();
  }

  /** Tells of every change, for what comes with packs and is kept elsewhere. */
  public void onChange(Runnable told) {
    changed = told;
  }

  private Snapshot load() {
    Installed installed = store.installed();
    Sight sight = new Sight(core);
    InstalledAutomation.Builder automation = new InstalledAutomation.Builder();
    for (PackRow pack : installed.packs()) {
      if (pack.enabled()) {
        actions(installed, pack).forEach(sight::addAction);
        PackContent content = content(installed, pack);
        sight.add(content);
        automation.add(content);
      } else {
        sight.hide(pack.ref(), "the pack `" + pack.ref() + "` is disabled");
      }
    }
    for (WorkflowRow workflow : installed.workflows()) {
      if (!workflow.enabled()) {
        sight.hide(workflow.ref(), "the workflow `" + workflow.ref() + "` is disabled");
      } else if (find(installed, workflow.pack()).map(PackRow::enabled).orElse(false)) {
        sight.addWorkflow(workflow.ref(), workflow.definition());
      }
    }
    return new Snapshot(installed, sight, automation.build(installed.revision()));
  }

  private List<Action> actions(Installed installed, PackRow pack) {
    return installed.actions().stream()
        .filter(action -> action.pack().equals(pack.ref()))
        .map(action ->
            PackAction.restore(
                action.file(),
                (MapValue) Json.readSealed(action.document(), key),
                Path.of(pack.directory())))
        .toList();
  }

  private PackContent content(Installed installed, PackRow pack) {
    PackContent content = content(pack);
    return content.withConfig(overlay(installed, content).values());
  }

  /** What is set of a pack over its defaults. */
  ConfigOverlay overlay(PackRow pack) {
    return overlay(snapshot.installed(), content(pack));
  }

  private ConfigOverlay overlay(Installed installed, PackContent content) {
    String sealed = installed.configs().getOrDefault(content.ref(), "");
    return ConfigOverlay.of(content, ConfigSettings.open(content.ref(), sealed, key));
  }

  PackContent content(PackRow pack) {
    return PackContent.from((MapValue) Json.readSealed(pack.content(), key));
  }

  Sight sight() {
    return snapshot.sight();
  }

  List<PackRow> packs() {
    return snapshot.installed().packs();
  }

  List<WorkflowRow> workflows() {
    return snapshot.installed().workflows();
  }

  Optional<PackRow> pack(String ref) {
    return find(snapshot.installed(), ref);
  }

  private static Optional<PackRow> find(Installed installed, String ref) {
    return installed.packs().stream().filter(pack -> pack.ref().equals(ref)).findFirst();
  }

  Optional<WorkflowRow> workflow(String ref) {
    return workflows().stream().filter(workflow -> workflow.ref().equals(ref)).findFirst();
  }
}
