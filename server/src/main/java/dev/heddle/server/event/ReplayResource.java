package dev.heddle.server.event;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.event.Enforcement;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventViews;
import dev.heddle.platform.event.Events;
import dev.heddle.platform.event.Replay;
import dev.heddle.platform.event.Rules;
import dev.heddle.platform.rule.Rule;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Reply;
import dev.heddle.server.resource.Answers;
import dev.heddle.server.resource.Starts;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;

/** Why rules did or did not match an event, and trying them on it again. */
public final class ReplayResource {

  private static final int LONGEST_NAME = 255;

  private final Events events;
  private final Rules rules;
  private final Replay replay;
  private final Starts starts;
  private final Identities identities;

  public ReplayResource(
      Events events, Rules rules, Replay replay, Starts starts, Identities identities) {
    this.events = events;
    this.rules = rules;
    this.replay = replay;
    this.starts = starts;
    this.identities = identities;
  }

  public Reply explain(Call call) {
    call.query();
    Reach reach = call.reach(Resource.RULES, Operation.READ);
    Event event = Answers.of(events.find(EventResource.id(call)));
    List<Replay.Verdict> verdicts =
        Answers.of(replay.explain(event.id())).stream()
            .filter(each -> reach.covers(each.rule().ref(), each.rule().ref()))
            .toList();
    return Reply.data(EventViews.explained(event, verdicts));
  }

  /** Tries a stored rule or a draft; starts what it says only if it is told to. */
  public Reply replay(Call call) {
    Fields fields = call.body();
    boolean draft = !fields.map("rule").isEmpty();
    MapValue document = fields.map("rule");
    String ref = draft ? "" : fields.requiredText("rule_ref", LONGEST_NAME);
    boolean start = fields.flag("start").orElse(false);
    fields.end();
    Event event = Answers.of(events.find(EventResource.id(call)));
    call.require(
        Resource.EVENTS, Operation.READ, new Target(event.trigger(), event.id().toString()));
    if (!draft) {
      call.require(Resource.RULES, Operation.READ, Target.of(ref));
    }
    Rule rule = Answers.of(draft ? rules.draft(document, call.caller().owner()) : rules.find(ref));
    if (draft) {
      // A draft reads the configuration of the pack its ref names, as a rule of that pack does.
      call.require(Resource.RULES, Operation.CREATE, Target.of(rule.ref()));
      Answers.of(identities.give(call.caller(), rule.permissionSets()));
    }
    if (!start) {
      Replay.Trial trial = Answers.of(replay.attempt(event.id(), rule));
      return Reply.data(
          MapValue.builder()
              .put("rule_ref", rule.ref())
              .put("matches", trial.explanation().holds())
              .put("explanation", trial.explanation().toValue())
              .put("would", would(trial.enforcement()))
              .build());
    }
    starts.require(call, rule.action());
    Enforcement made = Answers.of(replay.start(event.id(), rule));
    return Reply.data(
        MapValue.builder()
            .put("rule_ref", rule.ref())
            .put("matches", true)
            .put("enforcement", EventViews.of(made))
            .build());
  }

  private static MapValue would(Enforcement enforcement) {
    return MapValue.builder()
        .put(
            "start",
            enforcement.reason().isEmpty() ? Value.of(enforcement.action()) : Value.nothing())
        .put("reason", enforcement.reason())
        .put("parameters", enforcement.parameters())
        .put(
            "warnings",
            new ListValue(enforcement.warnings().stream().<Value>map(Value::of).toList()))
        .build();
  }
}
