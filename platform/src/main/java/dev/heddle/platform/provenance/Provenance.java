package dev.heddle.platform.provenance;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.event.Enforcement;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventStore;
import dev.heddle.platform.pack.PackNames;
import dev.heddle.platform.pack.install.InstallationStore;
import dev.heddle.platform.pack.install.InstallationStore.Installation;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an execution comes from, in one answer (U-10): what it runs, as it was stored; the pack
 * that brought it, and from where; the images it ran on; who or what started it. Ids and refs, and
 * nothing of what an event said. What is not known is null.
 */
public final class Provenance {

  /** Whoever runs in circles of retries longer than this is shown where the trace was left. */
  private static final int MOST_STEPS = 100;

  private final ExecutionQueries queries;
  private final Definitions definitions;
  private final InstallationStore installations;
  private final EventStore events;

  public Provenance(
      ExecutionQueries queries,
      Definitions definitions,
      InstallationStore installations,
      EventStore events) {
    this.queries = queries;
    this.definitions = definitions;
    this.installations = installations;
    this.events = events;
  }

  /**
   * As the API shows it:
   *
   * <pre>{@code
   * {"definition": {"id", "ref", "version", "dialect", "created_at", "files": [{"name", "digest"}]},
   *  "pack": {"ref", "version", "source", "commit", "checksum", "signed_by", "installed_by",
   *           "installed_at"},
   *  "images": [{"task", "name", "id", "digest"}],
   *  "starter": {"login", "by", "execution", "root"},
   *  "rule": {"ref", "enforcement_id"}, "event": {"id", "trigger_ref", "source", "created_at"}}
   * }</pre>
   */
  public MapValue of(Execution execution) {
    Optional<Definition> definition = definitions.find(execution.definition());
    Optional<Installation> pack = definition.flatMap(each -> pack(execution, each));
    Execution root = root(execution);
    Optional<Enforcement> enforcement = enforcement(root.id());
    Optional<Event> event = enforcement.flatMap(each -> events.event(each.event()));
    return MapValue.builder()
        .put("definition", view(definition.map(each -> DefinitionView.of(each, pack))))
        .put("pack", view(pack.map(Provenance::pack)))
        .put("images", definition.map(each -> images(execution, each)).orElse(Value.list()))
        .put("starter", starter(execution, root, enforcement))
        .put("rule", view(enforcement.map(Provenance::rule)))
        .put("event", view(event.map(Provenance::event)))
        .build();
  }

  private Optional<Installation> pack(Execution execution, Definition definition) {
    Workflow workflow = definition.workflow();
    String pack = PackNames.packOf(workflow.ref());
    return isOfAction(workflow)
        ? installations.at(pack, execution.startedAt())
        : installations.ofFile(pack, definition.source().text().name(), execution.startedAt());
  }

  /** What is made to run an action by itself is in no file. */
  private static boolean isOfAction(Workflow workflow) {
    return workflow.graph().nodes().size() == 1
        && workflow.graph().node(0).work() instanceof Work.Call(String ref, _)
        && ref.equals(workflow.ref());
  }

  /** Steps run in containers of their own, scripts perhaps; others have no images. */
  private Value images(Execution execution, Definition definition) {
    return UsedImages.mayBeIn(definition.workflow())
        ? UsedImages.of(definition.workflow(), queries.tasks(execution.id()))
        : Value.list();
  }

  /** Of what it is part or a repetition of, the first that is still known. */
  private Execution root(Execution execution) {
    Execution root = execution;
    for (int i = 0; i < MOST_STEPS; i++) {
      @Nullable ExecutionId before = before(root);
      Optional<Execution> found = before == null ? Optional.empty() : queries.execution(before);
      if (found.isEmpty()) {
        return root;
      }
      root = found.get();
    }
    return root;
  }

  private static @Nullable ExecutionId before(Execution execution) {
    Execution.Origin origin = execution.origin();
    return origin.parent() == null ? origin.retryOf() : origin.parent().execution();
  }

  private Optional<Enforcement> enforcement(ExecutionId execution) {
    EventStore.EnforcementFilter its =
        new EventStore.EnforcementFilter(null, null, null, execution, Reach.ALL);
    return events.enforcements(its, 0, 1).stream().findFirst();
  }

  private static MapValue starter(
      Execution execution, Execution root, Optional<Enforcement> enforcement) {
    @Nullable ExecutionId before = before(execution);
    String by = enforcement.isPresent() ? "rule" : "request";
    if (before != null) {
      by = execution.origin().parent() == null ? "rerun" : "parent";
    }
    return MapValue.builder()
        .put("login", execution.origin().startedBy())
        .put("by", by)
        .put("execution", text(before))
        .put("root", root.id().toString())
        .build();
  }

  private static MapValue pack(Installation installation) {
    return MapValue.builder()
        .put("ref", installation.pack())
        .put("version", installation.copy().version())
        .put("source", installation.source().shown())
        .put("commit", text(installation.source().commit()))
        .put("checksum", installation.copy().checksum())
        .put("signed_by", text(installation.source().signedBy()))
        .put("installed_by", installation.by())
        .put("installed_at", installation.at().toString())
        .build();
  }

  private static MapValue rule(Enforcement enforcement) {
    return MapValue.builder()
        .put("ref", enforcement.rule())
        .put("enforcement_id", enforcement.id().toString())
        .build();
  }

  private static MapValue event(Event event) {
    return MapValue.builder()
        .put("id", event.id().toString())
        .put("trigger_ref", event.trigger())
        .put("source", event.source())
        .put("created_at", event.createdAt().toString())
        .build();
  }

  private static Value view(Optional<MapValue> part) {
    return part.<Value>map(each -> each).orElseGet(Value::nothing);
  }

  private static Value text(@Nullable Object text) {
    return text == null ? Value.nothing() : Value.of(text.toString());
  }
}
