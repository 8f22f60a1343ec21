package dev.heddle.platform.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.catalog.CatalogStore.ActionRow;
import dev.heddle.platform.catalog.CatalogStore.Definition;
import dev.heddle.platform.catalog.CatalogStore.File;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.CatalogStore.Saved;
import dev.heddle.platform.catalog.CatalogStore.WorkflowRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link CatalogStore} does. */
public abstract class CatalogStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);

  /** A store with nothing in it. */
  protected abstract CatalogStore store();

  private static Definition definition(String ref, String checksum) {
    return new Definition(
        ref,
        "1",
        "flow",
        "Label",
        new File("a.yaml", "ref: " + ref),
        new File("head.yaml", "label: x"),
        "{\"ref\":\"" + ref + "\"}",
        checksum);
  }

  private static PackRow pack(String ref, Instant at) {
    return new PackRow(ref, "Label", "Text", "1.0", true, "/packs/" + ref, "{}", at, at);
  }

  private WorkflowRow workflow(CatalogStore store, String ref, boolean own, Instant at) {
    long id =
        store
            .saveDefinitions(CatalogStore.LIVE, List.of(definition(ref, ref + at)))
            .getFirst()
            .id();
    return new WorkflowRow(
        ref, "demo", id, "flow", "L", "D", "1", List.of("a", "b"), own, true, at, at);
  }

  @Test
  void storesADefinitionOnceAndGivesItBackWhole() {
    CatalogStore store = store();
    long bundle = store.saveBundle("b1", "{\"packs\":[]}");
    Definition definition = definition("demo.a", "c1");

    Saved first = store.saveDefinitions(bundle, List.of(definition)).getFirst();
    List<Saved> again =
        store.saveDefinitions(bundle, List.of(definition("demo.b", "c2"), definition));

    assertThat(again.getLast()).isEqualTo(first);
    assertThat(again.getFirst().id()).isNotEqualTo(first.id());
    assertThat(store.definition(first.id()))
        .contains(new CatalogStore.Stored(first.id(), bundle, first.createdAt(), definition));
  }

  @Test
  void tellsTheSameTextInTwoBundlesApart() {
    CatalogStore store = store();
    long one = store.saveBundle("b1", "{}");
    long other = store.saveBundle("b2", "{}");

    Saved inOne = store.saveDefinitions(one, List.of(definition("demo.a", "c1"))).getFirst();
    Saved inOther = store.saveDefinitions(other, List.of(definition("demo.a", "c1"))).getFirst();

    assertThat(inOne.id()).isNotEqualTo(inOther.id());
    assertThat(store.definitions(one, List.of("c1", "c9"))).isEqualTo(Map.of("c1", inOne.id()));
  }

  @Test
  void listsTheInstalledVersionsOfARefNewestFirst() {
    CatalogStore store = store();
    List<Saved> saved =
        store.saveDefinitions(
            CatalogStore.LIVE,
            List.of(
                definition("demo.v", "v1"),
                definition("demo.w", "w1"),
                definition("demo.v", "v2")));
    store.saveDefinitions(store.saveBundle("b9", "{}"), List.of(definition("demo.v", "v3")));
    Saved draft =
        store
            .saveDefinitions(CatalogStore.LIVE, List.of(definition("demo.v", "v2").asDraft()))
            .getFirst();
    assertThat(store.definition(draft.id())).isPresent();

    assertThat(store.versions("demo.v", 10))
        .extracting(CatalogStore.Version::id)
        .containsExactly(saved.get(2).id(), saved.get(0).id());
    assertThat(store.versions("demo.v", 1)).hasSize(1);
    assertThat(store.versions("demo.none", 10)).isEmpty();
  }

  @Test
  void storesABundleOnce() {
    CatalogStore store = store();
    long id = store.saveBundle("b1", "{\"a\":1}");

    assertThat(store.saveBundle("b1", "{\"a\":1}")).isEqualTo(id);
    assertThat(store.saveBundle("b2", "{}")).isNotIn(id, CatalogStore.LIVE);
    assertThat(store.bundle(id)).contains("{\"a\":1}");
    assertThat(store.bundle(99_999)).isEmpty();
  }

  @Test
  void replacingAPackTakesAwayItsMissingFilesButNotWhatTheApiMade() {
    CatalogStore store = store();
    WorkflowRow gone = workflow(store, "demo.gone", false, NOW);
    WorkflowRow kept = workflow(store, "demo.kept", false, NOW);
    WorkflowRow own = workflow(store, "demo.own", true, NOW);
    store.savePack(pack("demo", NOW), List.of(gone, kept));
    assertThat(store.addWorkflow(own)).isTrue();
    store.enableWorkflow("demo.kept", false);

    WorkflowRow newer = workflow(store, "demo.kept", false, LATER);
    store.savePack(pack("demo", LATER), List.of(newer));

    assertThat(store.installed().workflows())
        .extracting(WorkflowRow::ref)
        .containsExactly("demo.kept", "demo.own");
    WorkflowRow stored = store.installed().workflows().getFirst();
    assertThat(stored.definition()).isEqualTo(newer.definition());
    assertThat(stored.enabled()).isFalse();
    assertThat(stored.createdAt()).isEqualTo(NOW);
    assertThat(stored.tags()).containsExactly("a", "b");
    assertThat(store.installed().packs().getFirst().installedAt()).isEqualTo(NOW);
    assertThat(store.installed().packs().getFirst().updatedAt()).isEqualTo(LATER);
    assertThat(store.definition(gone.definition())).isPresent();
  }

  @Test
  @DisplayName("S1-130: an added action is stored once and stays when its pack is replaced")
  void addsAnActionOnlyOnce() {
    CatalogStore store = store();
    store.savePack(pack("demo", NOW), List.of());
    ActionRow action = new ActionRow("demo.a", "demo", "a.yaml", "{\"ref\":\"demo.a\"}", NOW);
    long before = store.revision();

    assertThat(store.addAction(action)).isTrue();
    assertThat(store.revision()).isGreaterThan(before);
    assertThat(store.addAction(action)).isFalse();
    store.savePack(pack("demo", LATER), List.of());
    assertThat(store.installed().actions()).containsExactly(action);
    assertThat(store.deleteAction("demo.a")).isTrue();
    assertThat(store.deleteAction("demo.a")).isFalse();

    store.addAction(action);
    store.deletePack("demo");
    assertThat(store.installed().actions()).isEmpty();
  }

  @Test
  @DisplayName("S1-135: what is set of a configuration stays when its pack is replaced")
  void keepsConfigurations() {
    CatalogStore store = store();
    assertThat(store.changeConfig("demo", _ -> "v1.a")).isFalse();
    store.savePack(pack("demo", NOW), List.of());
    long before = store.revision();

    assertThat(store.changeConfig("demo", former -> former + "v1.a")).isTrue();
    assertThat(store.changeConfig("demo", former -> former + ".b")).isTrue();
    assertThat(store.revision()).isGreaterThan(before);
    store.savePack(pack("demo", LATER), List.of());
    assertThat(store.installed().configs()).isEqualTo(Map.of("demo", "v1.a.b"));

    store.deletePack("demo");
    store.savePack(pack("demo", LATER), List.of());
    assertThat(store.installed().configs()).isEmpty();
  }

  @Test
  void addsAWorkflowOnlyOnceAndReplacesOnlyWhatIsThere() {
    CatalogStore store = store();
    store.savePack(pack("demo", NOW), List.of());
    WorkflowRow row = workflow(store, "demo.a", true, NOW);

    assertThat(store.replaceWorkflow(row)).isFalse();
    assertThat(store.addWorkflow(row)).isTrue();
    assertThat(store.addWorkflow(row)).isFalse();
    assertThat(store.replaceWorkflow(workflow(store, "demo.a", true, LATER))).isTrue();
    assertThat(store.deleteWorkflow("demo.a")).isTrue();
    assertThat(store.deleteWorkflow("demo.a")).isFalse();
    assertThat(store.enableWorkflow("demo.a", true)).isFalse();
    assertThat(store.definition(row.definition())).isPresent();
  }

  @Test
  void manyAtOnceStoreTheSameThingOnce() throws Exception {
    CatalogStore store = store();
    List<Callable<List<Long>>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      writers.add(() -> {
        long bundle = store.saveBundle("b1", "{}");
        List<Definition> definitions =
            List.of(definition("demo.a", "c1"), definition("demo.b", "c2"));
        List<Long> ids = new ArrayList<>(List.of(bundle));
        store.saveDefinitions(bundle, definitions).forEach(saved -> ids.add(saved.id()));
        return ids;
      });
    }
    Set<List<Long>> answers = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<Long>> answer : threads.invokeAll(writers)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).hasSize(1);
  }

  @Test
  void everyChangeGrowsTheRevision() {
    CatalogStore store = store();
    long before = store.revision();
    store.savePack(pack("demo", NOW), List.of());
    long installed = store.revision();
    assertThat(store.enablePack("demo", false)).isTrue();
    long disabled = store.revision();
    assertThat(store.deletePack("demo")).isTrue();

    assertThat(before).isLessThan(installed);
    assertThat(installed).isLessThan(disabled);
    assertThat(disabled).isLessThan(store.revision());
    assertThat(store.installed().revision()).isEqualTo(store.revision());
    assertThat(store.installed().packs()).isEmpty();
    assertThat(store.deletePack("demo")).isFalse();
  }
}
