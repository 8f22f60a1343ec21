package dev.heddle.server.event;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.Answer;
import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.event.EventViews;
import dev.heddle.platform.event.Rules;
import dev.heddle.platform.message.ConsumerView;
import dev.heddle.platform.message.Consumers;
import dev.heddle.platform.pack.PackNames;
import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.trigger.TriggerType;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.server.resource.Answers;
import dev.heddle.server.resource.Starts;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.util.List;
import java.util.Optional;

/** Rules and triggers (S1-144, S1-149). */
public final class RuleResource {

  private static final String PATH = "/api/v1/rules/";

  private final Rules rules;
  private final Starts starts;
  private final Identities identities;
  private final Consumers consumers;

  public RuleResource(Rules rules, Starts starts, Identities identities, Consumers consumers) {
    this.rules = rules;
    this.starts = starts;
    this.identities = identities;
    this.consumers = consumers;
  }

  public Reply list(Call call) {
    Query query =
        call.query("pack_ref", "action_ref", "trigger_ref", "enabled", "page", "per_page");
    Reach reach = call.reach(Resource.RULES, Operation.READ);
    List<Rule> seen =
        rules.book().rules().stream()
            .filter(rule -> reach.covers(rule.ref(), rule.ref()))
            .filter(rule ->
                is(query, "pack_ref", PackNames.packOf(rule.ref()))
                    && is(query, "action_ref", rule.action())
                    && is(query, "trigger_ref", rule.trigger())
                    && query.flag("enabled").map(flag -> flag == rule.enabled()).orElse(true))
            .toList();
    return Paging.of(query).part(seen, this::view);
  }

  private static boolean is(Query query, String name, String value) {
    return query.text(name).map(value::equals).orElse(true);
  }

  private MapValue view(Rule rule) {
    return EventViews.of(rule, rules.book().isOwn(rule.ref()));
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(view(Answers.of(rules.find(call.path("rule_ref")))));
  }

  public Reply create(Call call) {
    MapValue document = call.body().all();
    call.require(Resource.RULES, Operation.CREATE, Target.of(text(document, "ref")));
    starts.require(call, text(document, "action_ref"));
    requireSets(call, document);
    Rule made = Answers.of(rules.create(document, call.caller().owner()));
    return Reply.created(PATH + made.ref(), view(made));
  }

  public Reply replace(Call call) {
    MapValue document = call.body().all();
    starts.require(call, text(document, "action_ref"));
    requireSets(call, document);
    return Reply.data(
        view(Answers.of(rules.update(call.path("rule_ref"), document, call.caller().owner()))));
  }

  /** Nobody gives what a rule starts more than they have, or what does not exist (S1-149). */
  private void requireSets(Call call, MapValue document) {
    Rule draft = Answers.of(rules.draft(document, call.caller().owner()));
    Answers.of(identities.give(call.caller(), draft.permissionSets()));
  }

  private static String text(MapValue document, String key) {
    return document.get(key) instanceof TextValue(String text) ? text : "";
  }

  public Reply enable(Call call) {
    return switched(call, true);
  }

  public Reply disable(Call call) {
    return switched(call, false);
  }

  private Reply switched(Call call, boolean enabled) {
    call.body().end();
    return Reply.data(view(Answers.of(rules.enable(call.path("rule_ref"), enabled))));
  }

  public Reply delete(Call call) {
    call.body().end();
    Rule gone = Answers.of(rules.delete(call.path("rule_ref")));
    return Reply.data(MapValue.builder().put("ref", gone.ref()).put("deleted", true).build());
  }

  public Reply listTriggers(Call call) {
    Query query = call.query("pack_ref", "page", "per_page");
    Reach reach = call.reach(Resource.TRIGGERS, Operation.READ);
    List<TriggerType> seen =
        rules.book().triggers().stream()
            .filter(trigger -> reach.covers(trigger.ref(), trigger.ref()))
            .filter(trigger -> is(query, "pack_ref", PackNames.packOf(trigger.ref())))
            .toList();
    return Paging.of(query).part(seen, EventViews::of);
  }

  public Reply getTrigger(Call call) {
    call.query();
    String ref = call.path("trigger_ref");
    Answer<TriggerType> found =
        rules
            .book()
            .trigger(ref)
            .<Answer<TriggerType>>map(Answer::done)
            .orElseThrow(() -> ProblemException.notFound("There is no trigger " + ref + "."));
    TriggerType trigger = Answers.of(found);
    return Reply.data(EventViews.of(trigger).withAll(ConsumerView.of(trigger, consumers)));
  }

  public Optional<Target> rule(Call call) {
    return Optional.of(Target.of(call.path("rule_ref")));
  }

  public Optional<Target> trigger(Call call) {
    return Optional.of(Target.of(call.path("trigger_ref")));
  }
}
