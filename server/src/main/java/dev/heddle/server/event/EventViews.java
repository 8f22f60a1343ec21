package dev.heddle.server.event;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.catalog.ParameterSchema;
import dev.heddle.platform.event.Enforcement;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.trigger.TriggerType;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import org.jspecify.annotations.Nullable;

/** How the API shows events and what belongs to them; secrets are masked when it is written. */
final class EventViews {

  private EventViews() {}

  static MapValue of(Event event) {
    return MapValue.builder()
        .put("id", event.id().toString())
        .put("trigger_ref", event.trigger())
        .put("rule_ref", orNull(event.rule()))
        .put("source", event.source())
        .put("payload", event.payload())
        .put("created_at", event.createdAt().toString())
        .build();
  }

  static MapValue of(Enforcement each) {
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

  static MapValue of(TriggerType trigger) {
    return MapValue.builder()
        .put("ref", trigger.ref())
        .put("label", trigger.label())
        .put("description", trigger.description())
        .put("type", trigger.type())
        .put("enabled", trigger.enabled())
        .put("parameters", ParameterSchema.of(trigger.parameters()))
        .put("output", ParameterSchema.of(trigger.output()))
        .build();
  }

  /**
   * A rule.
   *
   * @param own whether the API made it
   */
  static MapValue of(Rule rule, boolean own) {
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

  static Value orNull(@Nullable String text) {
    return text == null ? Value.nothing() : Value.of(text);
  }

  private static Value orNull(@Nullable ExecutionId id) {
    return id == null ? Value.nothing() : Value.of(id.toString());
  }
}
