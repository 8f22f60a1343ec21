package dev.heddle.platform.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A catalogue in memory, for tests. */
public final class MemoryCatalogStore implements CatalogStore {

  private final Map<String, Long> bundleIds = new HashMap<>();
  private final Map<Long, String> bundles = new HashMap<>();
  private final Map<Long, Stored> definitions = new TreeMap<>();
  private final Map<String, PackRow> packs = new TreeMap<>();
  private final Map<String, WorkflowRow> workflows = new TreeMap<>();
  private final Map<String, ActionRow> actions = new TreeMap<>();
  private final Map<String, String> configs = new TreeMap<>();
  private long revision = 1;

  @Override
  public synchronized long saveBundle(String checksum, String content) {
    long id = bundleIds.computeIfAbsent(checksum, _ -> bundleIds.size() + 1L);
    bundles.putIfAbsent(id, content);
    return id;
  }

  @Override
  public synchronized Optional<String> bundle(long id) {
    return Optional.ofNullable(bundles.get(id));
  }

  @Override
  public synchronized List<Saved> saveDefinitions(long bundle, List<Definition> added) {
    List<Saved> saved = new ArrayList<>();
    for (Definition definition : added) {
      Stored stored =
          find(bundle, definition.checksum())
              .orElseGet(() ->
                  new Stored(
                      definitions.size() + 1L,
                      bundle,
                      Instant.parse("2026-11-21T00:00:00Z"),
                      definition));
      definitions.put(stored.id(), stored);
      saved.add(new Saved(stored.id(), stored.createdAt()));
    }
    return saved;
  }

  private Optional<Stored> find(long bundle, String checksum) {
    return definitions.values().stream()
        .filter(each -> each.bundle() == bundle)
        .filter(each -> each.definition().checksum().equals(checksum))
        .findFirst();
  }

  @Override
  public synchronized Optional<Stored> definition(long id) {
    return Optional.ofNullable(definitions.get(id));
  }

  @Override
  public synchronized List<Version> versions(String ref, int limit) {
    return definitions.values().stream()
        .filter(each -> each.bundle() == LIVE && each.definition().ref().equals(ref))
        .filter(each -> !each.definition().isDraft())
        .map(each ->
            new Version(
                each.id(),
                each.definition().version(),
                each.definition().dialect(),
                each.definition().label(),
                each.createdAt()))
        .toList()
        .reversed()
        .stream()
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Map<String, Long> definitions(long bundle, Collection<String> checksums) {
    Map<String, Long> ids = new HashMap<>();
    for (String checksum : checksums) {
      find(bundle, checksum).ifPresent(stored -> ids.put(checksum, stored.id()));
    }
    return ids;
  }

  @Override
  public synchronized Installed installed() {
    return new Installed(
        revision,
        List.copyOf(packs.values()),
        List.copyOf(workflows.values()),
        List.copyOf(actions.values()),
        configs);
  }

  @Override
  public synchronized long revision() {
    return revision;
  }

  @Override
  public synchronized void savePack(PackRow pack, List<WorkflowRow> rows, Shipped shipped) {
    revision++;
    PackRow before = packs.get(pack.ref());
    packs.put(pack.ref(), before == null ? pack : over(before, pack));
    List<String> refs = rows.stream().map(WorkflowRow::ref).toList();
    workflows
        .values()
        .removeIf(row -> row.pack().equals(pack.ref()) && !row.own() && !refs.contains(row.ref()));
    rows.forEach(row -> workflows.merge(row.ref(), row, MemoryCatalogStore::over));
  }

  private static PackRow over(PackRow before, PackRow after) {
    return new PackRow(
        after.ref(),
        after.label(),
        after.description(),
        after.version(),
        before.enabled() && after.enabled(),
        after.directory(),
        after.content(),
        before.installedAt(),
        after.updatedAt());
  }

  private static WorkflowRow over(WorkflowRow before, WorkflowRow after) {
    return switched(after, before.enabled(), before.createdAt());
  }

  private static WorkflowRow switched(WorkflowRow row, boolean enabled, Instant createdAt) {
    return new WorkflowRow(
        row.ref(),
        row.pack(),
        row.definition(),
        row.dialect(),
        row.label(),
        row.description(),
        row.version(),
        row.tags(),
        row.own(),
        enabled,
        createdAt,
        row.updatedAt());
  }

  @Override
  public synchronized boolean deletePack(String ref) {
    revision++;
    workflows.values().removeIf(row -> row.pack().equals(ref));
    actions.values().removeIf(row -> row.pack().equals(ref));
    configs.remove(ref);
    return packs.remove(ref) != null;
  }

  @Override
  public synchronized boolean enablePack(String ref, boolean enabled) {
    revision++;
    PackRow row = packs.get(ref);
    if (row == null) {
      return false;
    }
    packs.put(
        ref,
        new PackRow(
            ref,
            row.label(),
            row.description(),
            row.version(),
            enabled,
            row.directory(),
            row.content(),
            row.installedAt(),
            row.updatedAt()));
    return true;
  }

  @Override
  public synchronized boolean changeConfig(String pack, UnaryOperator<String> change) {
    revision++;
    if (!packs.containsKey(pack)) {
      return false;
    }
    configs.put(pack, change.apply(configs.getOrDefault(pack, "")));
    return true;
  }

  @Override
  public synchronized boolean addWorkflow(WorkflowRow workflow) {
    revision++;
    return workflows.putIfAbsent(workflow.ref(), workflow) == null;
  }

  @Override
  public synchronized boolean replaceWorkflow(WorkflowRow workflow) {
    revision++;
    return workflows.computeIfPresent(workflow.ref(), (_, before) -> over(before, workflow))
        != null;
  }

  @Override
  public synchronized boolean deleteWorkflow(String ref) {
    revision++;
    return workflows.remove(ref) != null;
  }

  @Override
  public synchronized boolean enableWorkflow(String ref, boolean enabled) {
    revision++;
    return workflows.computeIfPresent(ref, (_, row) -> switched(row, enabled, row.createdAt()))
        != null;
  }

  @Override
  public synchronized boolean addAction(ActionRow action) {
    revision++;
    return actions.putIfAbsent(action.ref(), action) == null;
  }

  @Override
  public synchronized boolean deleteAction(String ref) {
    revision++;
    return actions.remove(ref) != null;
  }
}
