package dev.heddle.server.event;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.event.Enforcement;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventStore.EnforcementFilter;
import dev.heddle.platform.event.EventStore.EventFilter;
import dev.heddle.platform.event.EventViews;
import dev.heddle.platform.event.Events;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.server.resource.Answers;
import dev.heddle.values.MapValue;
import java.util.Optional;

/** Events and enforcements (S1-148, S1-155). */
public final class EventResource {

  private static final int LONGEST_NAME = 255;

  private final Events events;

  public EventResource(Events events) {
    this.events = events;
  }

  public Reply list(Call call) {
    Query query = call.query("trigger_ref", "source", "page", "per_page");
    EventFilter filter =
        new EventFilter(
            query.text("trigger_ref").orElse(null),
            query.text("source").orElse(null),
            call.reach(Resource.EVENTS, Operation.READ));
    Paging paging = Paging.of(query);
    return paging.more(events.list(filter, paging.offset(), paging.size() + 1), EventViews::of);
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(EventViews.of(Answers.of(events.find(id(call)))));
  }

  /** From sensors and executions (S1-148). */
  public Reply emit(Call call) {
    Fields fields = call.body();
    String trigger = fields.requiredText("trigger_ref", LONGEST_NAME);
    MapValue payload = fields.map("payload");
    String key = fields.text("key").orElse(null);
    fields.end();
    call.require(Resource.EVENTS, Operation.CREATE, Target.of(trigger));
    String source = call.caller().login();
    Events.Accepted accepted = Answers.of(events.emit(trigger, source, key, payload));
    call.about(accepted.event().toString());
    return Reply.created("/api/v1/events/" + accepted.event(), accepted(accepted));
  }

  static MapValue accepted(Events.Accepted accepted) {
    return MapValue.builder()
        .put("event_id", accepted.event().toString())
        .put("trigger_ref", accepted.trigger())
        .put("known", accepted.known())
        .build();
  }

  public Reply listEnforcements(Call call) {
    Query query = call.query("event_id", "rule_ref", "state", "execution_id", "page", "per_page");
    EnforcementFilter filter =
        new EnforcementFilter(
            query.text("event_id").map(text -> id("event_id", text)).orElse(null),
            query.text("rule_ref").orElse(null),
            query.oneOf("state", Enforcement.State.values(), Enforcement.State::label).orElse(null),
            query.text("execution_id").map(text -> id("execution_id", text)).orElse(null),
            call.reach(Resource.ENFORCEMENTS, Operation.READ));
    Paging paging = Paging.of(query);
    return paging.more(
        events.enforcements(filter, paging.offset(), paging.size() + 1), EventViews::of);
  }

  public Reply getEnforcement(Call call) {
    call.query();
    return Reply.data(EventViews.of(Answers.of(events.enforcement(id(call)))));
  }

  /** The event a path names. */
  public Optional<Target> event(Call call) {
    return ExecutionId.parse(call.path("id"))
        .flatMap(id ->
            events.find(id) instanceof Answer.Done<Event>(Event event)
                ? Optional.of(new Target(event.trigger(), id.toString()))
                : Optional.empty());
  }

  /** The enforcement a path names. */
  public Optional<Target> enforcement(Call call) {
    return ExecutionId.parse(call.path("id"))
        .flatMap(id ->
            events.enforcement(id) instanceof Answer.Done<Enforcement>(Enforcement each)
                ? Optional.of(new Target(each.rule(), id.toString()))
                : Optional.empty());
  }

  static ExecutionId id(Call call) {
    return ExecutionId.parse(call.path("id")).orElseThrow(() -> ProblemException.notFound(""));
  }

  private static ExecutionId id(String name, String text) {
    return ExecutionId.parse(text)
        .orElseThrow(() -> ProblemException.invalid("query." + name, "is no id"));
  }
}
