package dev.heddle.platform.event;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.catalog.ParameterSchema;
import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.trigger.TriggerType;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the API and the command line show events and what belongs to them; secrets are masked. */
public final class EventViews {

  private EventViews() {}

  public static MapValue of(Event event) {
    return MapValue.builder()
        .put("id", event.id().toString())
        .put("trigger_ref", event.trigger())
        .put("rule_ref", orNull(event.rule()))
        .put("source", event.source())
        .put("payload", event.payload())
        .put("created_at", event.createdAt().toString())
        .build();
  }

  public static MapValue of(Enforcement each) {
    return MapValue.builder()
        .put("id", each.id().toString())
        .put("event_id", each.event().toString())
        .put("rule_ref", each.rule())
        .put("trigger_ref", each.trigger())
        .put("action_ref", each.action())
        .put("state", each.state().label())
        .put("reason", each.reason())
        .put("parameters", each.parameters())
        .put("warnings", new ListValue(each.warnings().stream().<Value>map(Value::of).toList()))
        .put("execution_id", orNull(each.execution()))
        .put("started_by", each.startedBy())
        .put("created_at", each.createdAt().toString())
        .build();
  }

  public static MapValue of(TriggerType trigger) {
    MapValue.Builder view =
        MapValue.builder()
            .put("ref", trigger.ref())
            .put("label", trigger.label())
            .put("description", trigger.description())
            .put("type", trigger.type())
            .put("enabled", trigger.enabled())
            .put("parameters", ParameterSchema.of(trigger.parameters()))
            .put("output", ParameterSchema.of(trigger.output()));
    trigger.source().ifPresent(source -> view.put("consume", source.toValue()));
    return view.build();
  }

  /**
   * A rule.
   *
   * @param own whether the API made it
   */
  public static MapValue of(Rule rule, boolean own) {
    return MapValue.builder()
        .put("ref", rule.ref())
        .put("label", rule.label())
        .put("description", rule.description())
        .put("trigger_ref", rule.trigger())
        .put("trigger_params", rule.triggerParams())
        .put(
            "conditions",
            rule.document().getOr("conditions", rule.document().getOr("criteria", Value.nothing())))
        .put("action_ref", rule.action())
        .put("action_params", rule.document().getOr("action_params", MapValue.EMPTY))
        .put(
            "permission_set_refs",
            new ListValue(rule.permissionSets().stream().<Value>map(Value::of).toList()))
        .put("enabled", rule.enabled())
        .put("owner", rule.owner())
        .put("catch_up", rule.catchUp().label())
        .put("overlap", rule.overlap().label())
        .put("editable", own)
        .build();
  }

  /** An event with what rules say about it. */
  public static MapValue explained(Event event, List<Replay.Verdict> verdicts) {
    return MapValue.builder()
        .put("event", of(event))
        .put("rules", new ListValue(verdicts.stream().<Value>map(EventViews::view).toList()))
        .build();
  }

  private static MapValue view(Replay.Verdict verdict) {
    return MapValue.builder()
        .put("rule_ref", verdict.rule().ref())
        .put("matches", verdict.matches())
        .put("because", verdict.because())
        .put("explanation", verdict.explanation().toValue())
        .put(
            "enforcement", verdict.enforcement().<Value>map(EventViews::of).orElse(Value.nothing()))
        .build();
  }

  /** A schedule, for lists too. */
  public static MapValue of(Schedules.Schedule schedule) {
    return MapValue.builder()
        .put("rule_ref", schedule.rule().ref())
        .put("trigger_ref", schedule.rule().trigger())
        .put("trigger_params", schedule.rule().triggerParams())
        .put("action_ref", schedule.rule().action())
        .put("enabled", schedule.rule().enabled())
        .put("paused", schedule.paused())
        .put("catch_up", schedule.rule().catchUp().label())
        .put("overlap", schedule.rule().overlap().label())
        .put(
            "last_at",
            schedule.last() == null ? Value.nothing() : Value.of(schedule.last().toString()))
        .put("next", times(schedule.next()))
        .build();
  }

  public static MapValue of(Schedules.Backfill backfill) {
    return MapValue.builder()
        .put("id", backfill.id().<Value>map(id -> Value.of(id.toString())).orElse(Value.nothing()))
        .put("count", backfill.times().size())
        .put("times", times(backfill.times()))
        .build();
  }

  public static MapValue of(Schedules.Progress progress) {
    return MapValue.builder()
        .put("id", progress.id().toString())
        .put("count", progress.count())
        .put("waiting", progress.waiting())
        .put("running", progress.running())
        .put("completed", progress.completed())
        .put("failed", progress.failed())
        .put("left_out", progress.leftOut())
        .build();
  }

  private static ListValue times(List<Instant> times) {
    return new ListValue(times.stream().<Value>map(at -> Value.of(at.toString())).toList());
  }

  private static Value orNull(@Nullable String text) {
    return text == null ? Value.nothing() : Value.of(text);
  }

  private static Value orNull(@Nullable ExecutionId id) {
    return id == null ? Value.nothing() : Value.of(id.toString());
  }
}
