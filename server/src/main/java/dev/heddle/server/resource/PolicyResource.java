package dev.heddle.server.resource;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.policies.Policies;
import dev.heddle.platform.policies.PolicyView;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.util.List;
import java.util.Optional;

/** What limits how much runs at once or in a time (S1-160). */
public final class PolicyResource {

  private static final String PATH = "/api/v1/policies/";

  private final Policies policies;

  public PolicyResource(Policies policies) {
    this.policies = policies;
  }

  /** The policy a path names. */
  public Optional<Target> target(Call call) {
    return Optional.of(Target.of(call.path("policy_ref")));
  }

  public Reply list(Call call) {
    Query query = call.query("page", "per_page");
    Reach reach = call.reach(Resource.POLICIES, Operation.READ);
    List<Policies.Listed> seen =
        policies.list().stream()
            .filter(listed -> reach.covers(listed.policy().ref(), listed.policy().ref()))
            .toList();
    return Paging.of(query).part(seen, PolicyView::toValue);
  }

  /** With who holds its slots and who waits for one. */
  public Reply get(Call call) {
    call.query();
    Policies.Listed found = Answers.of(policies.find(call.path("policy_ref")));
    return Reply.data(PolicyView.details(found, policies.queue(found.policy().ref())));
  }

  /** What it says must be within reach: what it is called, and what it limits. */
  public Reply create(Call call) {
    MapValue document = checked(call, Operation.CREATE);
    Policies.Listed made = Answers.of(policies.create(document));
    return Reply.created(PATH + made.policy().ref(), PolicyView.toValue(made));
  }

  public Reply replace(Call call) {
    MapValue document = checked(call, Operation.UPDATE);
    return Reply.data(
        PolicyView.toValue(Answers.of(policies.replace(call.path("policy_ref"), document))));
  }

  public Reply delete(Call call) {
    call.body().end();
    Policies.Listed gone = Answers.of(policies.delete(call.path("policy_ref")));
    return Reply.data(
        MapValue.builder().put("ref", gone.policy().ref()).put("deleted", true).build());
  }

  private static MapValue checked(Call call, Operation operation) {
    Fields fields = call.body();
    MapValue document = fields.all();
    if (document.get("ref") instanceof TextValue(String ref)) {
      call.require(Resource.POLICIES, operation, Target.of(ref));
    }
    call.require(Resource.POLICIES, operation, scope(document));
    return document;
  }

  /** Whoever is limited to a pack limits nothing outside of it. */
  private static Target scope(MapValue document) {
    if (document.get("action_ref") instanceof TextValue(String action)) {
      return Target.of(action);
    }
    return document.get("pack_ref") instanceof TextValue(String pack)
        ? Target.of(pack + ".all")
        : Target.of("*");
  }
}
