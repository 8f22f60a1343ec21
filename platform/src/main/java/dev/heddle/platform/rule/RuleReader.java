package dev.heddle.platform.rule;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.expressions.Template;
import dev.heddle.model.Parameters;
import dev.heddle.model.SourceSpan;
import dev.heddle.platform.timing.CatchUp;
import dev.heddle.platform.trigger.CoreTriggers;
import dev.heddle.platform.trigger.TimingReader;
import dev.heddle.platform.trigger.TriggerType;
import dev.heddle.values.MapValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads rules, from files of packs and from what the API is sent (S1-149). */
public final class RuleReader {

  private static final Set<String> KEYS =
      new LinkedHashSet<>(
          List.of(
              "ref",
              "label",
              "description",
              "trigger_ref",
              "trigger_params",
              "conditions",
              "criteria",
              "action_ref",
              "action_params",
              "permission_set_refs",
              "enabled",
              "owner",
              "catch_up",
              "overlap"));

  private final Diagnostics diagnostics;
  private final Function<String, Optional<TriggerType>> triggers;

  /**
   * @param triggers those that are known already; parameters for others are checked later
   */
  public RuleReader(Diagnostics diagnostics, Function<String, Optional<TriggerType>> triggers) {
    this.diagnostics = diagnostics;
    this.triggers = triggers;
  }

  /** The rule, or empty with what is wrong in the diagnostics. */
  public Optional<Rule> read(YamlMap map) {
    YamlFields fields = new YamlFields(map, "the rule", KEYS, diagnostics);
    RuleTemplates templates = new RuleTemplates(diagnostics);
    String trigger = fields.requiredText("trigger_ref").map(YamlScalar::text).orElse("");
    Rule read =
        new Rule(
            fields.requiredText("ref").map(YamlScalar::text).orElse(""),
            fields.text("label").map(YamlScalar::text).orElse(""),
            fields.text("description").map(YamlScalar::text).orElse(""),
            trigger,
            triggerParams(fields, trigger),
            condition(fields, templates),
            fields.requiredText("action_ref").map(YamlScalar::text).orElse(""),
            fields
                .map("action_params")
                .map(templates::value)
                .orElse(Template.constant(MapValue.EMPTY)),
            fields.texts("permission_set_refs").stream().map(YamlScalar::text).toList(),
            fields.flag("enabled", true),
            fields.text("owner").map(YamlScalar::text).orElse(""),
            fields.choice("catch_up", CatchUp.class),
            fields.choice("overlap", Overlap.class),
            map.toValue());
    onlyForTimers(fields, trigger, "catch_up");
    return diagnostics.hasErrors() ? Optional.empty() : Optional.of(read);
  }

  private void onlyForTimers(YamlFields fields, String trigger, String key) {
    if (fields.has(key) && !CoreTriggers.isTimer(trigger)) {
      diagnostics.error(
          "no_timer",
          "`" + key + "` is only for rules on timers",
          "timers are core.intervaltimer, core.crontimer, core.datetimetimer, core.rruletimer",
          fields.keySpan(key));
    }
  }

  private Condition condition(YamlFields fields, RuleTemplates templates) {
    if (fields.has("conditions") && fields.has("criteria")) {
      diagnostics.error(
          "two_conditions",
          "`conditions` and `criteria` are two names of one thing",
          "write one of them",
          fields.keySpan("criteria"));
    }
    return fields
        .node("conditions")
        .or(() -> fields.node("criteria"))
        .map(new ConditionReader(templates, diagnostics)::read)
        .orElseGet(Condition.Always::new);
  }

  private MapValue triggerParams(YamlFields fields, String trigger) {
    MapValue given = fields.map("trigger_params").map(YamlMap::toValue).orElse(MapValue.EMPTY);
    Optional<TriggerType> type = triggers.apply(trigger);
    if (type.isEmpty()) {
      return given;
    }
    YamlNode place = fields.map("trigger_params").map(YamlNode.class::cast).orElse(fields.map());
    return switch (type.get().parameters().bind(given)) {
      case Parameters.Bound.Arguments(MapValue bound) -> {
        timing(trigger, bound, place);
        yield bound;
      }
      case Parameters.Bound.Refused refused -> {
        for (Parameters.Violation violation : refused.violations()) {
          diagnostics.error(
              "invalid_trigger_params",
              "trigger_params: " + violation.message(),
              span(place, violation.path()));
        }
        yield given;
      }
    };
  }

  private void timing(String trigger, MapValue bound, YamlNode place) {
    if (!CoreTriggers.isTimer(trigger)) {
      return;
    }
    try {
      TimingReader.read(trigger, bound);
    } catch (TimingReader.WrongTiming wrong) {
      diagnostics.error("invalid_timing", wrong.reason(), span(place, wrong.parameter()));
    }
  }

  private static SourceSpan span(YamlNode place, String key) {
    return place instanceof YamlMap map
        ? map.find(key).map(YamlNode::span).orElse(map.span())
        : place.span();
  }
}
