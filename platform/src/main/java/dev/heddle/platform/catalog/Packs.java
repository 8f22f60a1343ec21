package dev.heddle.platform.catalog;

import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.CatalogStore.Shipped;
import dev.heddle.platform.catalog.CatalogStore.WorkflowRow;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.pack.Pack;
import dev.heddle.platform.pack.PackDirectories;
import dev.heddle.platform.pack.PackNames;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.platform.pack.PackReading;
import dev.heddle.platform.pack.trust.Admission;
import dev.heddle.platform.policies.PolicyDocument;
import dev.heddle.platform.queues.QueueDocument;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The packs installed on a server (S1-133 … S1-136). Thread safe. */
public final class Packs {

  private final CatalogStore store;
  private final ServerKey key;
  private final Definitions definitions;
  private final LiveSight live;
  private final InstantSource clock;

  public Packs(
      CatalogStore store,
      ServerKey key,
      Definitions definitions,
      LiveSight live,
      InstantSource clock) {
    this.store = store;
    this.key = key;
    this.definitions = definitions;
    this.live = live;
    this.clock = clock;
  }

  /**
   * Installs every pack of a directory, or the directory itself if it is one. What is right in a
   * pack is installed even if some of its files are wrong.
   *
   * @return what there is to say about each
   */
  public List<PackReading> installAll(Path directory) throws IOException {
    List<PackReading> readings = new ArrayList<>();
    for (Path each : PackDirectories.in(directory)) {
      PackReading reading = PackReader.read(each);
      reading.pack().ifPresent(this::install);
      readings.add(reading);
    }
    return readings;
  }

  /** Installs a pack, or replaces it: workflows that were made by the API stay. */
  public PackRow install(Pack pack) {
    Instant now = clock.instant();
    List<Definition> stored = definitions.save(CatalogStore.LIVE, pack.workflows());
    List<WorkflowRow> rows = new ArrayList<>();
    for (Definition definition : stored) {
      rows.add(Workflows.row(definition, pack.ref(), false, now));
    }
    Pack.Manifest manifest = pack.manifest();
    PackRow row =
        new PackRow(
            manifest.ref(),
            manifest.label(),
            manifest.description(),
            manifest.version(),
            manifest.enabled(),
            pack.directory().toString(),
            Json.writeSealed(PackContent.toValue(pack), key),
            now,
            now);
    store.savePack(row, rows, shipped(pack));
    live.reload();
    return live.pack(row.ref()).orElse(row);
  }

  private static Shipped shipped(Pack pack) {
    return new Shipped(
        pack.policies().stream()
            .map(policy ->
                new Shipped.Document(policy.ref(), Json.write(PolicyDocument.write(policy))))
            .toList(),
        pack.queues().stream()
            .map(queue -> new Shipped.Document(queue.ref(), Json.write(QueueDocument.write(queue))))
            .toList());
  }

  /** Makes an empty pack, to put workflows into by the API. */
  public Answer<PackRow> create(String ref, String label, String description, String version) {
    List<FieldError> errors = new ArrayList<>();
    if (!PackNames.isPackRef(ref)) {
      errors.add(new FieldError("ref", "refs of packs are lower-case letters, digits, _ and -"));
    }
    if (label.isBlank()) {
      errors.add(new FieldError("label", "a pack needs a label"));
    }
    if (!errors.isEmpty()) {
      return Answer.refused(Refusal.invalid("invalid_pack", "The pack is not valid", errors));
    }
    if (ref.equals(PackNames.CORE) || live.pack(ref).isPresent()) {
      return Answer.refused(
          Refusal.conflict("duplicate_pack", "There is a pack `" + ref + "` already"));
    }
    Instant now = clock.instant();
    String content = Json.write(MapValue.builder().put("ref", ref).build());
    store.savePack(
        new PackRow(ref, label, description, version, true, "", content, now, now), List.of());
    live.reload();
    return live.pack(ref).<Answer<PackRow>>map(Answer::done).orElseGet(() -> missing(ref));
  }

  /** All installed packs by ref. */
  public List<PackRow> list() {
    return live.packs().stream().sorted(Comparator.comparing(PackRow::ref)).toList();
  }

  /** Which packs may come in. */
  public Admission admission() {
    return live.admission();
  }

  /** Why packs that are installed and enabled cannot be used: they are not admitted. */
  public List<Refusal> refused() {
    return live.refused();
  }

  /** Where the packs lie that are installed at this very moment. */
  public Set<Path> directories() {
    live.reload();
    return list().stream()
        .map(PackRow::directory)
        .filter(directory -> !directory.isEmpty())
        .map(Path::of)
        .collect(Collectors.toSet());
  }

  public Answer<PackRow> find(String ref) {
    return live.pack(ref).<Answer<PackRow>>map(Answer::done).orElseGet(() -> missing(ref));
  }

  public Answer<PackRow> enable(String ref, boolean enabled) {
    store.enablePack(ref, enabled);
    live.reload();
    return find(ref);
  }

  /** Removes a pack and its workflows; what runs goes on with what it started with. */
  public Answer<PackRow> delete(String ref) {
    Answer<PackRow> found = find(ref);
    store.deletePack(ref);
    live.reload();
    return found;
  }

  private static Answer<PackRow> missing(String ref) {
    return Answer.refused(Refusal.notFound("unknown_pack", "There is no pack `" + ref + "`"));
  }
}
