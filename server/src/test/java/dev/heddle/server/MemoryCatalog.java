package dev.heddle.server;

import dev.heddle.platform.catalog.CatalogStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A catalogue store in memory. */
final class MemoryCatalog implements CatalogStore {

  private final List<String> bundles = new ArrayList<>();
  private final List<Stored> definitions = new ArrayList<>();
  private final Map<String, PackRow> packs = new LinkedHashMap<>();
  private final Map<String, WorkflowRow> workflows = new LinkedHashMap<>();
  private long revision;

  @Override
  public synchronized long saveBundle(String checksum, String content) {
    bundles.add(content);
    return bundles.size();
  }

  @Override
  public synchronized Optional<String> bundle(long id) {
    return Optional.of(bundles.get((int) id - 1));
  }

  @Override
  public synchronized List<Saved> saveDefinitions(long bundle, List<Definition> added) {
    List<Saved> saved = new ArrayList<>();
    for (Definition definition : added) {
      Stored stored = new Stored(definitions.size() + 1L, bundle, Instant.now(), definition);
      definitions.add(stored);
      saved.add(new Saved(stored.id(), stored.createdAt()));
    }
    return saved;
  }

  @Override
  public synchronized Optional<Stored> definition(long id) {
    return id < 1 || id > definitions.size()
        ? Optional.empty()
        : Optional.of(definitions.get((int) id - 1));
  }

  @Override
  public synchronized Map<String, Long> definitions(long bundle, Collection<String> checksums) {
    Map<String, Long> found = new LinkedHashMap<>();
    for (Stored stored : definitions) {
      if (stored.bundle() == bundle && checksums.contains(stored.definition().checksum())) {
        found.put(stored.definition().checksum(), stored.id());
      }
    }
    return found;
  }

  @Override
  public synchronized Installed installed() {
    return new Installed(revision, List.copyOf(packs.values()), List.copyOf(workflows.values()));
  }

  @Override
  public synchronized long revision() {
    return revision;
  }

  @Override
  public synchronized void savePack(PackRow pack, List<WorkflowRow> added) {
    revision++;
    packs.put(pack.ref(), pack);
    added.forEach(workflow -> workflows.put(workflow.ref(), workflow));
  }

  @Override
  public synchronized boolean deletePack(String ref) {
    revision++;
    return packs.remove(ref) != null;
  }

  @Override
  public synchronized boolean enablePack(String ref, boolean enabled) {
    throw new UnsupportedOperationException("no test switches packs off");
  }

  @Override
  public synchronized boolean addWorkflow(WorkflowRow workflow) {
    revision++;
    return workflows.putIfAbsent(workflow.ref(), workflow) == null;
  }

  @Override
  public synchronized boolean replaceWorkflow(WorkflowRow workflow) {
    revision++;
    return workflows.replace(workflow.ref(), workflow) != null;
  }

  @Override
  public synchronized boolean deleteWorkflow(String ref) {
    revision++;
    return workflows.remove(ref) != null;
  }

  @Override
  public synchronized boolean enableWorkflow(String ref, boolean enabled) {
    revision++;
    Function<WorkflowRow, WorkflowRow> change =
        row ->
            new WorkflowRow(
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
                row.createdAt(),
                row.updatedAt());
    return workflows.computeIfPresent(ref, (_, row) -> change.apply(row)) != null;
  }
}
