package dev.heddle.platform.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where definitions, packs and workflows are durable. Documents are JSON text, secrets sealed. */
public interface CatalogStore {

  /** The bundle of definitions that see whatever is installed when they look. */
  long LIVE = 0;

  /** The id of a bundle with this content, stored now if it is new. */
  long saveBundle(String checksum, String content);

  /** The content of a bundle. */
  Optional<String> bundle(long id);

  /** Stores definitions of one bundle in order; what is stored already keeps its id. */
  List<Saved> saveDefinitions(long bundle, List<Definition> definitions);

  Optional<Stored> definition(long id);

  /**
   * The latest definitions of a ref that were installed, newest first, at most so many; no drafts.
   */
  List<Version> versions(String ref, int limit);

  /** One definition among others of the same ref. */
  record Version(long id, String version, String dialect, String label, Instant createdAt) {}

  /** The ids of definitions of a bundle by checksum, as far as they are stored. */
  Map<String, Long> definitions(long bundle, Collection<String> checksums);

  /** What is installed, all from one moment. */
  Installed installed();

  /** A number that grows with every change to what is installed. */
  long revision();

  /**
   * Adds a pack or replaces it, and with it all workflows, policies and queues that came with it:
   * those not named any more are gone, those created by the API stay. A queue that still has work
   * takes no more and goes at a later installation, so that no work is lost by an upgrade.
   */
  void savePack(PackRow pack, List<WorkflowRow> workflows, Shipped shipped);

  /** As {@link #savePack}, for a pack with nothing but workflows. */
  default void savePack(PackRow pack, List<WorkflowRow> workflows) {
    savePack(pack, workflows, Shipped.NONE);
  }

  /** Removes a pack and all that came with it or was put into it; false if there is none. */
  boolean deletePack(String ref);

  boolean enablePack(String ref, boolean enabled);

  /**
   * Changes what is set of a pack's configuration, one writer after the other; it is gone when the
   * pack is.
   *
   * @param change from the sealed text there is, empty if there is none, to the new one
   * @return false if there is no such pack
   */
  boolean changeConfig(String pack, UnaryOperator<String> change);

  /** Adds a workflow; false if its ref is taken. */
  boolean addWorkflow(WorkflowRow workflow);

  /** Replaces a workflow; false if there is none. */
  boolean replaceWorkflow(WorkflowRow workflow);

  /** Removes a workflow from sight; its definitions stay. False if there is none. */
  boolean deleteWorkflow(String ref);

  boolean enableWorkflow(String ref, boolean enabled);

  /** Adds an action; false if its ref is taken by another that was added. */
  boolean addAction(ActionRow action);

  /** Removes an action that was added; false if there is none. */
  boolean deleteAction(String ref);

  /**
   * One definition, never changed (S1-119).
   *
   * @param head name and text of the action file of the two-file layout
   * @param document the definition as JSON (S1-118)
   * @param checksum the same for the same texts, and never that of a draft
   */
  record Definition(
      String ref,
      String version,
      String dialect,
      String label,
      File text,
      @Nullable File head,
      String document,
      String checksum) {

    private static final String DRAFT = "draft ";

    /** The same as something that was only tried: no version of its workflow. */
    public Definition asDraft() {
      return new Definition(ref, version, dialect, label, text, head, document, DRAFT + checksum);
    }

    public boolean isDraft() {
      return checksum.startsWith(DRAFT);
    }
  }

  /** A source file. */
  record File(String name, String text) {}

  /** What storing added. */
  record Saved(long id, Instant createdAt) {}

  /** A definition with what storing added. */
  record Stored(long id, long bundle, Instant createdAt, Definition definition) {}

  /**
   * What is installed.
   *
   * @param configs what is set of packs' configurations, sealed, by pack
   */
  record Installed(
      long revision,
      List<PackRow> packs,
      List<WorkflowRow> workflows,
      List<ActionRow> actions,
      Map<String, String> configs) {
    public Installed {
      packs = List.copyOf(packs);
      workflows = List.copyOf(workflows);
      actions = List.copyOf(actions);
      configs = Map.copyOf(configs);
    }
  }

  /**
   * An installed pack.
   *
   * @param directory absolute, or empty for one that was made by the API
   * @param content its actions and configuration
   */
  record PackRow(
      String ref,
      String label,
      String description,
      String version,
      boolean enabled,
      String directory,
      String content,
      Instant installedAt,
      Instant updatedAt) {}

  /** What else comes with a pack and is then a row of its own. */
  record Shipped(List<Document> policies, List<Document> queues) {

    public static final Shipped NONE = new Shipped(List.of(), List.of());

    public Shipped {
      queues = List.copyOf(queues);
      policies = List.copyOf(policies);
    }

    /** A thing as JSON. */
    public record Document(String ref, String json) {}
  }

  /**
   * An action that was added by the API to a pack.
   *
   * @param file the name that messages use for it
   */
  record ActionRow(String ref, String pack, String file, String document, Instant createdAt) {}

  /**
   * A workflow by its ref, with what lists show of its present definition.
   *
   * @param own whether it was made by the API rather than by its pack's files
   */
  record WorkflowRow(
      String ref,
      String pack,
      long definition,
      String dialect,
      String label,
      String description,
      String version,
      List<String> tags,
      boolean own,
      boolean enabled,
      Instant createdAt,
      Instant updatedAt) {
    public WorkflowRow {
      tags = List.copyOf(tags);
    }
  }
}
