package dev.heddle.platform.catalog;

import dev.heddle.engine.port.Catalog;
import dev.heddle.engine.port.Throttle;
import dev.heddle.expressions.KeyReader;
import dev.heddle.model.Workflow;
import dev.heddle.model.action.Action;
import dev.heddle.model.execution.Starter;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.pack.PackNames;
import dev.heddle.values.MapValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The engine's view of the catalogue: a definition sees itself, then its bundle or whatever is
 * installed. Reads the database only for what was never asked before.
 */
public final class StoredCatalog implements Catalog {

  private final Definitions definitions;
  private final LiveSight live;
  private final Keys keys;
  private final UploadRefs uploads;
  private final Delegation delegation;
  private final Function<String, Optional<Throttle>> throttles;

  public StoredCatalog(Definitions definitions, LiveSight live, Keys keys) {
    this(definitions, live, keys, UploadRefs.NONE, Delegation.EVERYTHING);
  }

  public StoredCatalog(
      Definitions definitions,
      LiveSight live,
      Keys keys,
      UploadRefs uploads,
      Delegation delegation) {
    this(definitions, live, keys, uploads, delegation, _ -> Optional.empty());
  }

  /**
   * @param throttles which policy holds for a ref
   */
  public StoredCatalog(
      Definitions definitions,
      LiveSight live,
      Keys keys,
      UploadRefs uploads,
      Delegation delegation,
      Function<String, Optional<Throttle>> throttles) {
    this.throttles = throttles;
    this.uploads = uploads;
    this.delegation = delegation;
    this.definitions = definitions;
    this.live = live;
    this.keys = keys;
  }

  @Override
  public Workflow workflow(long definition) {
    return definitions.get(definition).workflow();
  }

  @Override
  public Found find(long caller, String ref) {
    Definition definition = definitions.get(caller);
    Sight.Seen seen =
        definition.bundle() == CatalogStore.LIVE
            ? live.sight().look(ref)
            : definitions.look(definition.bundle(), ref);
    if (seen instanceof Sight.Seen.AnAction(Action action)) {
      return new Found.AnAction(action);
    }
    // Before any other workflow of that ref: what calls itself means this very definition.
    if (definition.workflow().ref().equals(ref)) {
      return new Found.AWorkflow(definition.workflow(), caller);
    }
    return switch (seen) {
      case Sight.Seen.AnAction(Action action) -> new Found.AnAction(action);
      case Sight.Seen.AWorkflow(long id) -> new Found.AWorkflow(workflow(id), id);
      case Sight.Seen.Nothing(String reason) ->
          uploads
              .find(ref)
              .flatMap(definitions::find)
              .<Found>map(upload -> new Found.AWorkflow(upload.workflow(), upload.id()))
              .orElseGet(() -> new Found.Nothing(reason));
    };
  }

  @Override
  public Optional<Throttle> throttle(String ref) {
    return throttles.apply(ref);
  }

  @Override
  public MapValue packConfig(long caller) {
    Definition definition = definitions.get(caller);
    String pack = PackNames.packOf(definition.workflow().ref());
    return definition.bundle() == CatalogStore.LIVE
        ? live.sight().config(pack)
        : definitions.sight(definition.bundle()).config(pack);
  }

  @Override
  public List<String> undelegable(Starter starter, List<String> sets) {
    return delegation.undelegable(starter, sets);
  }

  @Override
  public KeyReader keys(long caller, Starter starter) {
    String ref = definitions.get(caller).workflow().ref();
    return keys.reader(ref, PackNames.packOf(ref), starter);
  }
}
