package dev.heddle.platform.catalog;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Dialect;
import dev.heddle.model.Workflow;
import dev.heddle.model.action.Action;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.pack.Pack;
import dev.heddle.platform.pack.PackWorkflow;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The stored definitions. They never change: the same text that sees the same packs has one id.
 * What was used once is answered from memory. Thread safe.
 */
public final class Definitions {

  /** So many compiled definitions are kept in memory before all are dropped. */
  private static final int MOST_IN_MEMORY = 5_000;

  private final CatalogStore store;
  private final ServerKey key;
  private final List<Action> core;
  private final StepTimeout stepTimeout;
  private final Map<Long, Definition> definitions = new ConcurrentHashMap<>();
  private final Map<Long, Sight> bundles = new ConcurrentHashMap<>();

  /**
   * @param core the actions that come with Heddle; every definition sees them (S1-015)
   */
  public Definitions(CatalogStore store, ServerKey key, List<Action> core) {
    this(store, key, core, StepTimeout.DEFAULT);
  }

  /** As above, with a limit for steps that say nothing about theirs. */
  public Definitions(
      CatalogStore store, ServerKey key, List<Action> core, StepTimeout stepTimeout) {
    this.store = store;
    this.key = key;
    this.core = List.copyOf(core);
    this.stepTimeout = stepTimeout;
  }

  /**
   * Stores a definition that sees the core pack and {@code packs} as they are now, together with
   * all workflows of these packs that it can reach.
   */
  public Registration register(WorkflowSource source, List<Pack> packs) {
    return switch (source.compile()) {
      case Compilation.Refused(List<Diagnostic> diagnostics) ->
          new Registration.Refused(diagnostics);
      case Compilation.Compiled compiled -> register(new PackWorkflow(source, compiled), packs);
    };
  }

  private Registration register(PackWorkflow entry, List<Pack> packs) {
    Map<String, PackWorkflow> known = known(packs);
    Map<String, Workflow> workflows = new LinkedHashMap<>();
    known.forEach((ref, each) -> workflows.put(ref, each.compiled().workflow()));
    List<PackWorkflow> needed = new ArrayList<>(List.of(entry));
    for (String ref : References.reachable(entry.compiled().workflow(), workflows)) {
      PackWorkflow reached = known.get(ref);
      if (reached != null && !reached.source().equals(entry.source())) {
        needed.add(reached);
      }
    }
    long bundle = saveBundle(packs);
    Definition definition = save(bundle, needed).getFirst();
    return new Registration.Registered(
        definition, References.checked(entry.compiled(), sight(packs, core)::look));
  }

  private static Map<String, PackWorkflow> known(List<Pack> packs) {
    Map<String, PackWorkflow> known = new LinkedHashMap<>();
    packs.forEach(pack -> pack.workflows().forEach(each -> known.put(each.ref(), each)));
    return known;
  }

  /**
   * All that is wrong with a definition that would see {@code packs}, and warnings about what it
   * calls in vain (S1-131); stores nothing and needs no database.
   */
  public static Compilation check(WorkflowSource source, List<Pack> packs, List<Action> core) {
    return check(source, sight(packs, core)::look);
  }

  static Compilation check(WorkflowSource source, Function<String, Sight.Seen> look) {
    return switch (source.compile()) {
      case Compilation.Refused refused -> refused;
      case Compilation.Compiled compiled ->
          new Compilation.Compiled(
              compiled.workflow(), compiled.document(), References.checked(compiled, look));
    };
  }

  /** What the packs show before they are stored. */
  private static Sight sight(List<Pack> packs, List<Action> core) {
    Sight sight = new Sight(core);
    packs.forEach(pack -> sight.add(PackContent.of(pack)));
    known(packs).keySet().forEach(ref -> sight.addWorkflow(ref, CatalogStore.LIVE));
    return sight;
  }

  private long saveBundle(List<Pack> packs) {
    MapValue content = BundleContent.toValue(packs, this::checksum);
    return store.saveBundle(
        key.fingerprint(Json.writeRevealed(content)), Json.writeSealed(content, key));
  }

  /** Stores definitions of one bundle, in order. */
  List<Definition> save(long bundle, List<PackWorkflow> workflows) {
    return save(bundle, workflows, false);
  }

  /** Stores a definition that is to be tried and is no version of its workflow. */
  Definition saveDraft(PackWorkflow workflow) {
    return save(CatalogStore.LIVE, List.of(workflow), true).getFirst();
  }

  private List<Definition> save(long bundle, List<PackWorkflow> workflows, boolean draft) {
    List<CatalogStore.Saved> saved =
        store.saveDefinitions(
            bundle,
            workflows.stream().map(this::row).map(row -> draft ? row.asDraft() : row).toList());
    List<Definition> stored = new ArrayList<>();
    for (int i = 0; i < saved.size(); i++) {
      PackWorkflow each = workflows.get(i);
      Definition definition =
          new Definition(
              saved.get(i).id(),
              bundle,
              each.source(),
              stepTimeout.in(each.compiled()),
              each.compiled().document(),
              saved.get(i).createdAt(),
              draft);
      keep(definition);
      stored.add(definition);
    }
    return stored;
  }

  private CatalogStore.Definition row(PackWorkflow each) {
    Workflow workflow = each.compiled().workflow();
    SourceText head = each.source().head();
    return new CatalogStore.Definition(
        workflow.ref(),
        workflow.description().version(),
        workflow.dialect().label(),
        workflow.description().label(),
        file(each.source().text()),
        head == null ? null : file(head),
        Json.write(each.compiled().document()),
        checksum(each));
  }

  private static CatalogStore.File file(SourceText text) {
    return new CatalogStore.File(text.name(), text.text());
  }

  /** The name counts: it stands in the places that messages name. */
  private String checksum(PackWorkflow each) {
    StringBuilder all = new StringBuilder(each.compiled().workflow().dialect().label());
    append(all, each.source().text());
    SourceText head = each.source().head();
    if (head != null) {
      append(all, head);
    }
    return key.fingerprint(all.toString());
  }

  private static void append(StringBuilder all, SourceText text) {
    all.append('\0').append(text.name()).append('\0').append(text.text());
  }

  /** A stored definition; empty if there is none with that id. */
  public Optional<Definition> find(long id) {
    Definition known = definitions.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Definition> loaded = store.definition(id).map(this::restore);
    loaded.ifPresent(this::keep);
    return loaded;
  }

  private void keep(Definition definition) {
    if (definitions.size() >= MOST_IN_MEMORY) {
      definitions.clear();
    }
    definitions.put(definition.id(), definition);
  }

  /**
   * A stored definition.
   *
   * @throws IllegalArgumentException if there is none, or it no longer compiles
   */
  Definition get(long id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("there is no definition " + id));
  }

  private Definition restore(CatalogStore.Stored stored) {
    CatalogStore.Definition row = stored.definition();
    CatalogStore.File head = row.head();
    WorkflowSource source = new WorkflowSource(text(row.text()), head == null ? null : text(head));
    return switch (source.compile(Dialect.of(row.dialect()))) {
      case Compilation.Compiled compiled ->
          new Definition(
              stored.id(),
              stored.bundle(),
              source,
              stepTimeout.in(compiled),
              compiled.document(),
              stored.createdAt(),
              row.isDraft());
      case Compilation.Refused refused ->
          throw new IllegalArgumentException(
              "the stored definition of "
                  + row.ref()
                  + " no longer compiles: "
                  + refused.errors().getFirst().render());
    };
  }

  private static SourceText text(CatalogStore.File file) {
    return new SourceText(file.name(), file.text());
  }

  /** What definitions of a fixed bundle see under {@code ref}. */
  Sight.Seen look(long bundle, String ref) {
    Sight.Seen seen = sight(bundle).look(ref);
    if (!(seen instanceof Sight.Seen.Nothing) || !sight(bundle).lists(ref)) {
      return seen;
    }
    // Another definition of the same bundle needed it first after the bundle was loaded here.
    Sight again = loadSight(bundle);
    bundles.put(bundle, again);
    return again.look(ref);
  }

  Sight sight(long bundle) {
    return bundles.computeIfAbsent(bundle, this::loadSight);
  }

  private Sight loadSight(long bundle) {
    String text =
        store
            .bundle(bundle)
            .orElseThrow(() -> new IllegalArgumentException("there is no bundle " + bundle));
    BundleContent content = BundleContent.from((MapValue) Json.readSealed(text, key));
    Sight sight = new Sight(core);
    content.packs().forEach(sight::add);
    Map<String, Long> ids = store.definitions(bundle, content.workflows().values());
    content
        .workflows()
        .forEach((ref, checksum) -> {
          Long id = ids.get(checksum);
          if (id == null) {
            sight.list(ref);
            return;
          }
          sight.addWorkflow(ref, id);
        });
    return sight;
  }
}
