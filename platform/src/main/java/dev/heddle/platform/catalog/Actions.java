package dev.heddle.platform.catalog;

import dev.heddle.model.action.Action;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.CatalogStore.ActionRow;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.pack.ActionFile;
import dev.heddle.platform.pack.PackAction;
import dev.heddle.platform.pack.PackNames;
import dev.heddle.values.Json;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/** What tasks can call, those of the core pack included (S1-130). Thread safe. */
public final class Actions {

  private final CatalogStore store;
  private final ServerKey key;
  private final LiveSight live;
  private final InstantSource clock;

  public Actions(CatalogStore store, ServerKey key, LiveSight live, InstantSource clock) {
    this.store = store;
    this.key = key;
    this.live = live;
    this.clock = clock;
  }

  /** All that can be called, by ref. */
  public List<Action> list() {
    return live.sight().actions().values().stream()
        .sorted(Comparator.comparing(Action::ref))
        .toList();
  }

  public Answer<Action> find(String ref) {
    Action action = live.sight().actions().get(ref);
    return action == null ? missing(ref) : Answer.done(action);
  }

  /**
   * Adds an action to an installed pack; it stays when the pack is replaced. 400 if it is wrong or
   * its program is not among the pack's files, 404 without the pack, 409 if the ref is taken.
   */
  public Answer<Action> create(ActionFile file) {
    if (!file.diagnostics().isEmpty()) {
      return invalid(file);
    }
    String name = PackNames.packOf(file.ref());
    PackRow pack = live.pack(name).orElse(null);
    if (pack == null) {
      return Answer.refused(Refusal.notFound("unknown_pack", "There is no pack `" + name + "`"));
    }
    if (pack.directory().isEmpty()) {
      return Answer.refused(
          Refusal.of(
              Refusal.Kind.INVALID,
              "pack_without_files",
              "The pack `"
                  + pack.ref()
                  + "` has no files, so an action of it has no program to run: install a pack"
                  + " with the program instead"));
    }
    PackAction action = file.action(pack.ref(), Path.of(pack.directory())).orElse(null);
    return action == null ? invalid(file) : add(pack.ref(), action);
  }

  private static Answer<Action> invalid(ActionFile file) {
    return Answer.refused(
        new Refusal(
            Refusal.Kind.INVALID,
            "invalid_action",
            "The action is not valid",
            List.of(),
            file.diagnostics()));
  }

  private Answer<Action> add(String pack, PackAction action) {
    String ref = action.action().ref();
    ActionRow row =
        new ActionRow(
            ref, pack, action.file(), Json.writeSealed(action.document(), key), clock.instant());
    if (live.workflow(ref).isPresent()
        || live.sight().actions().containsKey(ref)
        || !store.addAction(row)) {
      return Answer.refused(
          Refusal.conflict("duplicate_ref", "There is a workflow or action `" + ref + "` already"));
    }
    live.reload();
    return find(ref);
  }

  /** Removes an action that was added here; those of a pack's files go with the pack. */
  public Answer<Action> delete(String ref) {
    return find(ref)
        .then(action -> {
          if (!store.deleteAction(ref)) {
            return Answer.refused(
                Refusal.conflict(
                    "action_of_pack", "`" + ref + "` comes with its pack and goes only with it"));
          }
          live.reload();
          return Answer.done(action);
        });
  }

  private static <T> Answer<T> missing(String ref) {
    return Answer.refused(Refusal.notFound("unknown_action", "There is no action `" + ref + "`"));
  }
}
