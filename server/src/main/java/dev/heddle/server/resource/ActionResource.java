package dev.heddle.server.resource;

import dev.heddle.engine.port.Reach;
import dev.heddle.model.action.Action;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.MapValue;
import java.util.List;
import java.util.Locale;

/** What tasks of workflows call (S1-130). */
public final class ActionResource {

  private final Packs packs;

  public ActionResource(Packs packs) {
    this.packs = packs;
  }

  public Reply list(Call call) {
    Query query = call.query("page", "per_page");
    return Paging.of(query).part(seen(call), ActionResource::toValue);
  }

  public Reply search(Call call) {
    Query query = call.query("q", "page", "per_page");
    String text =
        query
            .text("q")
            .orElseThrow(() -> ProblemException.invalid("query.q", "is missing"))
            .toLowerCase(Locale.ROOT);
    List<Action> found = seen(call).stream().filter(action -> has(action, text)).toList();
    return Paging.of(query).part(found, ActionResource::toValue);
  }

  public Reply get(Call call) {
    call.query();
    String ref = call.path("action_ref");
    return packs
        .action(ref)
        .map(action -> Reply.data(toValue(action)))
        .orElseThrow(() -> ProblemException.notFound("There is no action `" + ref + "`."));
  }

  private List<Action> seen(Call call) {
    Reach reach = call.reach(Resource.ACTIONS, Operation.READ);
    return packs.actions().stream()
        .filter(action -> reach.covers(action.ref(), action.ref()))
        .toList();
  }

  private static boolean has(Action action, String text) {
    return (action.ref() + "\n" + action.label() + "\n" + action.description())
        .toLowerCase(Locale.ROOT)
        .contains(text);
  }

  private static MapValue toValue(Action action) {
    return MapValue.builder()
        .put("ref", action.ref())
        .put("label", action.label())
        .put("description", action.description())
        .put("enabled", action.enabled())
        .build();
  }
}
