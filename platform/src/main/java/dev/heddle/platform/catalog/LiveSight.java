package dev.heddle.platform.catalog;

import dev.heddle.model.action.Action;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.CatalogStore.Installed;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.CatalogStore.WorkflowRow;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.pack.PackAction;
import dev.heddle.platform.pack.trust.Admission;
import dev.heddle.platform.pack.trust.Candidate;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is installed, in memory: changes made here are seen at once, those of other processes after
 * the next {@link #refresh()}. Thread safe.
 */
public final class LiveSight {

  private static final System.Logger LOG = System.getLogger(LiveSight.class.getName());

  private final CatalogStore store;
  private final ServerKey key;
  private final List<Action> core;
  private final Admission admission;
  private volatile Runnable changed = () -> {};
  private volatile Snapshot snapshot;

  public LiveSight(CatalogStore store, ServerKey key, List<Action> core) {
    this(store, key, core, Admission.OPEN);
  }

  /**
   * The same with a door.
   *
   * @param admission hides packs that are not let in, whoever installed them
   */
  public LiveSight(CatalogStore store, ServerKey key, List<Action> core, Admission admission) {
    this.store = store;
    this.key = key;
    this.core = List.copyOf(core);
    this.admission = admission;
    this.snapshot = load(Map.of());
  }

  /**
   * What was there at one moment.
   *
   * @param judged what was said about each pack, so that its files are read once
   */
  private record Snapshot(
      Installed installed,
      Sight sight,
      InstalledAutomation automation,
      Map<PackRow, Optional<Refusal>> judged) {}

  Admission admission() {
    return admission;
  }

  /** Why packs that are installed and enabled cannot be used. */
  List<Refusal> refused() {
    return refused(snapshot);
  }

  private static List<Refusal> refused(Snapshot seen) {
    return seen.judged().values().stream().flatMap(Optional::stream).toList();
  }

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
    Snapshot former = snapshot;
    snapshot = load(former.judged());
    List<Refusal> known = refused(former);
    refused(snapshot).stream()
        .filter(each -> !known.contains(each))
        .forEach(each -> LOG.log(System.Logger.Level.WARNING, "{0}", each.message()));
    changed.run();
  }

  /** Tells of every change, for what comes with packs and is kept elsewhere. */
  public void onChange(Runnable told) {
    changed = told;
  }

  private Snapshot load(Map<PackRow, Optional<Refusal>> former) {
    Installed installed = store.installed();
    Sight sight = new Sight(core);
    InstalledAutomation.Builder automation = new InstalledAutomation.Builder();
    Map<PackRow, Optional<Refusal>> judged = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (PackRow pack : installed.packs()) {
      Optional<String> hidden = hidden(pack, former, judged);
      if (hidden.isPresent()) {
        sight.hide(pack.ref(), hidden.get());
        continue;
      }
      seen.add(pack.ref());
      actions(installed, pack).forEach(sight::addAction);
      PackContent content = content(installed, pack);
      sight.add(content);
      automation.add(content);
    }
    for (WorkflowRow workflow : installed.workflows()) {
      if (!workflow.enabled()) {
        sight.hide(workflow.ref(), "the workflow `" + workflow.ref() + "` is disabled");
      } else if (seen.contains(workflow.pack())) {
        sight.addWorkflow(workflow.ref(), workflow.definition());
      }
    }
    return new Snapshot(installed, sight, automation.build(installed.revision()), judged);
  }

  /** Why a pack is not to be seen; empty if it is. */
  private Optional<String> hidden(
      PackRow pack,
      Map<PackRow, Optional<Refusal>> former,
      Map<PackRow, Optional<Refusal>> judged) {
    if (!pack.enabled()) {
      return Optional.of("the pack `" + pack.ref() + "` is disabled");
    }
    // What the API made has no files, and whoever may make it has permission to.
    if (admission.isOpen() || pack.directory().isEmpty()) {
      return Optional.empty();
    }
    Optional<Refusal> known = former.get(pack);
    Optional<Refusal> said = known == null ? judge(pack) : known;
    judged.put(pack, said);
    return said.map(Refusal::message);
  }

  private Optional<Refusal> judge(PackRow pack) {
    Candidate files = new Candidate(pack.ref(), pack.version(), Path.of(pack.directory()));
    return admission.judge(files) instanceof Answer.Refused<Optional<String>>(Refusal refusal)
        ? Optional.of(refusal)
        : Optional.empty();
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
