package dev.heddle.platform.catalog;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.Workflow;
import dev.heddle.model.action.Action;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.CatalogStore.WorkflowRow;
import dev.heddle.platform.pack.PackNames;
import dev.heddle.platform.pack.PackWorkflow;
import dev.heddle.platform.pack.WorkflowSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The workflows of a server by ref (S1-127, S1-132). They see whatever is installed when they run.
 * Thread safe.
 */
public final class Workflows {

  private static final int MOST_VERSIONS = 200;

  private final CatalogStore store;
  private final Definitions definitions;
  private final LiveSight live;
  private final InstantSource clock;
  private final ImagePolicy images;

  public Workflows(
      CatalogStore store, Definitions definitions, LiveSight live, InstantSource clock) {
    this(store, definitions, live, clock, ImagePolicy.DEVELOPMENT);
  }

  /**
   * @param images which images definitions may name (U-06)
   */
  public Workflows(
      CatalogStore store,
      Definitions definitions,
      LiveSight live,
      InstantSource clock,
      ImagePolicy images) {
    this.images = images;
    this.store = store;
    this.definitions = definitions;
    this.live = live;
    this.clock = clock;
  }

  /** A workflow that was stored, and the warnings about it. */
  public record Saved(WorkflowRow workflow, List<Diagnostic> warnings) {
    public Saved {
      warnings = List.copyOf(warnings);
    }
  }

  /** Which workflows; absent parts let all through. */
  public record Filter(
      @Nullable String pack,
      List<String> tags,
      @Nullable Boolean enabled,
      @Nullable String search,
      Reach reach) {

    public static final Filter ALL = new Filter(null, List.of(), null, null, Reach.ALL);

    public Filter {
      tags = List.copyOf(tags);
    }

    boolean matches(WorkflowRow row) {
      return (pack == null || row.pack().equals(pack))
          && row.tags().containsAll(tags)
          && (enabled == null || row.enabled() == enabled)
          && reach.covers(row.ref(), row.ref())
          && (search == null || contains(row, search.toLowerCase(Locale.ROOT)));
    }

    private static boolean contains(WorkflowRow row, String text) {
      return (row.ref() + "\n" + row.label() + "\n" + row.description())
          .toLowerCase(Locale.ROOT)
          .contains(text);
    }
  }

  /** Adds a workflow to a pack: 404 without the pack, 400 if it is wrong, 409 if it exists. */
  public Answer<Saved> create(String pack, WorkflowSource source) {
    if (live.pack(pack).isEmpty()) {
      return Answer.refused(Refusal.notFound("unknown_pack", "There is no pack `" + pack + "`"));
    }
    return compile(pack, source)
        .then(compiled -> {
          if (isTaken(compiled.ref())) {
            return duplicate(compiled.ref());
          }
          WorkflowRow row = store(compiled, pack);
          if (!store.addWorkflow(row)) {
            return duplicate(row.ref());
          }
          return saved(row, compiled);
        });
  }

  /** Gives a workflow a new definition; what runs goes on with the former one (S1-119). */
  public Answer<Saved> update(String ref, WorkflowSource source) {
    return find(ref)
        .then(former ->
            compile(former.pack(), source)
                .then(compiled -> {
                  if (!compiled.ref().equals(ref)) {
                    return refChanged(ref, compiled);
                  }
                  WorkflowRow row = store(compiled, former.pack());
                  return store.replaceWorkflow(row) ? saved(row, compiled) : missing(ref);
                }));
  }

  /**
   * A definition that can be started without being a version of the workflow: what an editor tries
   * before it is stored. 404 without the workflow, 400 if it is wrong.
   */
  public Answer<Definition> draft(String ref, WorkflowSource source) {
    return find(ref)
        .then(former -> compile(former.pack(), source))
        .then(compiled ->
            compiled.ref().equals(ref)
                ? Answer.done(definitions.saveDraft(compiled))
                : refChanged(ref, compiled));
  }

  private static <T> Answer<T> refChanged(String ref, PackWorkflow compiled) {
    return Answer.refused(
        Refusal.of(
            Refusal.Kind.INVALID,
            "ref_changed",
            "The definition is of `" + compiled.ref() + "`, not of `" + ref + "`"));
  }

  private boolean isTaken(String ref) {
    return live.workflow(ref).isPresent() || live.sight().actions().containsKey(ref);
  }

  private static Answer<Saved> duplicate(String ref) {
    return Answer.refused(
        Refusal.conflict("duplicate_ref", "There is a workflow or action `" + ref + "` already"));
  }

  private Answer<PackWorkflow> compile(String pack, WorkflowSource source) {
    Compilation compilation = source.compile();
    if (!(compilation instanceof Compilation.Compiled compiled)) {
      return Answer.refused(
          new Refusal(
              Refusal.Kind.INVALID,
              "invalid_workflow",
              "The workflow is not valid",
              List.of(),
              compilation.diagnostics()));
    }
    if (!source.withoutDirectories().equals(source)) {
      // Only files of packs lie in directories: what came with a pack is known by that (U-10).
      return compile(pack, source.withoutDirectories());
    }
    PackWorkflow workflow = new PackWorkflow(source, compiled);
    List<Diagnostic> refused = images.refused(compiled.diagnostics());
    if (!refused.isEmpty()) {
      return Answer.refused(
          new Refusal(
              Refusal.Kind.INVALID,
              "image_refused",
              "The workflow names images that are not allowed in production",
              List.of(),
              refused));
    }
    if (!PackNames.mayHave(pack, compiled.workflow())) {
      return Answer.refused(
          Refusal.of(
              Refusal.Kind.INVALID,
              "invalid_ref",
              "`"
                  + workflow.ref()
                  + "` is no ref of the pack `"
                  + pack
                  + "`: write "
                  + pack
                  + ".name"));
    }
    return Answer.done(workflow);
  }

  private WorkflowRow store(PackWorkflow compiled, String pack) {
    Definition definition = definitions.save(CatalogStore.LIVE, List.of(compiled)).getFirst();
    return row(definition, pack, true, clock.instant());
  }

  private Answer<Saved> saved(WorkflowRow row, PackWorkflow compiled) {
    live.reload();
    List<Diagnostic> warnings = References.checked(compiled.compiled(), live.sight()::look);
    return find(row.ref()).map(stored -> new Saved(stored, warnings));
  }

  static WorkflowRow row(Definition definition, String pack, boolean own, Instant now) {
    Workflow workflow = definition.workflow();
    return new WorkflowRow(
        workflow.ref(),
        pack,
        definition.id(),
        workflow.dialect().label(),
        workflow.description().label(),
        workflow.description().text(),
        workflow.description().version(),
        workflow.description().tags(),
        own,
        true,
        now,
        now);
  }

  public Answer<WorkflowRow> find(String ref) {
    return live.workflow(ref).<Answer<WorkflowRow>>map(Answer::done).orElseGet(() -> missing(ref));
  }

  /** What a workflow was defined as, newest first; the present one may be any of them. */
  public Answer<List<CatalogStore.Version>> versions(String ref) {
    return find(ref).map(_ -> store.versions(ref, MOST_VERSIONS));
  }

  /** One of them, with its source. */
  public Answer<Definition> version(String ref, long definition) {
    return find(ref)
        .then(_ ->
            definitions
                .find(definition)
                .filter(found -> found.bundle() == CatalogStore.LIVE)
                .filter(found -> found.workflow().ref().equals(ref))
                .<Answer<Definition>>map(Answer::done)
                .orElseGet(() ->
                    Answer.refused(
                        Refusal.notFound(
                            "unknown_version", "`" + ref + "` has no such definition"))));
  }

  /** All workflows that match, by ref. */
  public List<WorkflowRow> list(Filter filter) {
    return live.workflows().stream()
        .filter(filter::matches)
        .sorted(Comparator.comparing(WorkflowRow::ref))
        .toList();
  }

  /**
   * The definition a new execution of {@code ref} runs on; for an action a workflow of one task,
   * {@code run}. 404 unknown, 409 disabled.
   */
  public Answer<Definition> startable(String ref) {
    return switch (live.sight().look(ref)) {
      case Sight.Seen.AWorkflow(long id) -> Answer.done(definitions.get(id));
      case Sight.Seen.AnAction(Action action) -> startable(action);
      case Sight.Seen.Nothing(String reason) ->
          Answer.refused(
              live.workflow(ref).isPresent()
                  ? Refusal.conflict("workflow_disabled", capital(reason))
                  : Refusal.notFound("unknown_workflow", capital(reason)));
    };
  }

  /** Why nothing can ever start on a definition that was stored; empty if it can. */
  public Optional<String> obstacle(long definition) {
    try {
      return definitions.find(definition).isPresent()
          ? Optional.empty()
          : Optional.of("The definition it was to start on is gone");
    } catch (IllegalArgumentException broken) {
      return Optional.of(capital(String.valueOf(broken.getMessage())));
    }
  }

  private Answer<Definition> startable(Action action) {
    if (!action.enabled()) {
      return Answer.refused(
          Refusal.conflict("action_disabled", "The action `" + action.ref() + "` is disabled"));
    }
    WorkflowSource source = ActionFlow.of(action);
    if (!(source.compile() instanceof Compilation.Compiled compiled)) {
      return Answer.refused(
          Refusal.conflict(
              "action_not_startable",
              "The action `" + action.ref() + "` can only be a task of a workflow"));
    }
    return Answer.done(
        definitions
            .save(CatalogStore.LIVE, List.of(new PackWorkflow(source, compiled)))
            .getFirst());
  }

  /**
   * What whoever starts {@code ref} must be allowed to start: the ref itself first, then what it
   * calls in other packs, itself and through others, as things are now (security row 14).
   */
  public SequencedSet<String> neededToStart(String ref) {
    return live.sight().look(ref) instanceof Sight.Seen.AWorkflow(long id)
        ? neededToStart(ref, definitions.get(id).workflow())
        : new LinkedHashSet<>(List.of(ref));
  }

  /** The same of a workflow that may not be the present one of its ref. */
  public SequencedSet<String> neededToStart(Workflow workflow) {
    return neededToStart(workflow.ref(), workflow);
  }

  private SequencedSet<String> neededToStart(String ref, Workflow workflow) {
    SequencedSet<String> needed = new LinkedHashSet<>(List.of(ref));
    needed.addAll(foreignCalls(workflow));
    return needed;
  }

  private SortedSet<String> foreignCalls(Workflow workflow) {
    return new ForeignCalls(live.sight()::look, id -> definitions.get(id).workflow()).of(workflow);
  }

  /**
   * What whoever stores a text as a workflow must be allowed to start: what it calls in other
   * packs, itself and through others; nothing if it is wrong.
   */
  public SortedSet<String> foreignCalls(WorkflowSource source) {
    return source.compile() instanceof Compilation.Compiled compiled
        ? foreignCalls(compiled.workflow())
        : new TreeSet<>();
  }

  /** All that is wrong with a definition, and warnings about what is not installed (S1-131). */
  public Compilation check(WorkflowSource source) {
    return Definitions.check(source, live.sight()::look);
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  public Answer<WorkflowRow> enable(String ref, boolean enabled) {
    store.enableWorkflow(ref, enabled);
    live.reload();
    return find(ref);
  }

  /** Removes a workflow; executions that run go on with their definition (S1-132). */
  public Answer<WorkflowRow> delete(String ref) {
    Answer<WorkflowRow> found = find(ref);
    store.deleteWorkflow(ref);
    live.reload();
    return found;
  }

  private static <T> Answer<T> missing(String ref) {
    return Answer.refused(
        Refusal.notFound("unknown_workflow", "There is no workflow `" + ref + "`"));
  }
}
