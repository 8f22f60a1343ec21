package dev.heddle.server.resource;

import dev.heddle.engine.port.Reach;
import dev.heddle.model.action.Action;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.catalog.Actions;
import dev.heddle.platform.catalog.ParameterSchema;
import dev.heddle.platform.pack.ActionFile;
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

  private static final String PATH = "/api/v1/actions/";

  private final Actions actions;

  public ActionResource(Actions actions) {
    this.actions = actions;
  }

  public Reply list(Call call) {
    Query query = call.query("page", "per_page");
    return Paging.of(query).part(seen(call), ActionResource::summary);
  }

  public Reply search(Call call) {
    Query query = call.query("q", "page", "per_page");
    String text =
        query
            .text("q")
            .orElseThrow(() -> ProblemException.invalid("query.q", "is missing"))
            .toLowerCase(Locale.ROOT);
    List<Action> found = seen(call).stream().filter(action -> has(action, text)).toList();
    return Paging.of(query).part(found, ActionResource::summary);
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(details(Answers.of(actions.find(call.path("action_ref")))));
  }

  public Reply create(Call call) {
    ActionFile file = ActionFile.parse(DefinitionBody.read(call, "action.yaml"));
    call.require(Resource.ACTIONS, Operation.CREATE, Target.of(file.ref()));
    Action made = Answers.of(actions.create(file));
    return Reply.created(PATH + made.ref(), details(made));
  }

  public Reply delete(Call call) {
    call.body().end();
    Action gone = Answers.of(actions.delete(call.path("action_ref")));
    return Reply.data(MapValue.builder().put("ref", gone.ref()).put("deleted", true).build());
  }

  private List<Action> seen(Call call) {
    Reach reach = call.reach(Resource.ACTIONS, Operation.READ);
    return actions.list().stream()
        .filter(action -> reach.covers(action.ref(), action.ref()))
        .toList();
  }

  private static boolean has(Action action, String text) {
    return (action.ref() + "\n" + action.label() + "\n" + action.description())
        .toLowerCase(Locale.ROOT)
        .contains(text);
  }

  private static MapValue summary(Action action) {
    return MapValue.builder()
        .put("ref", action.ref())
        .put("label", action.label())
        .put("description", action.description())
        .put("enabled", action.enabled())
        .build();
  }

  private static MapValue details(Action action) {
    return summary(action)
        .with("parameters", ParameterSchema.of(action.parameters()))
        .with("output", ParameterSchema.of(action.output().fields()));
  }
}
