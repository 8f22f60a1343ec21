package dev.heddle.platform.trigger;

import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters;
import dev.heddle.values.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The triggers that come with Heddle (S1-144). */
public final class CoreTriggers {

  public static final String INTERVAL = "core.intervaltimer";
  public static final String CRON = "core.crontimer";
  public static final String DATE = "core.datetimetimer";
  public static final String RECURRENCE = "core.rruletimer";
  public static final String QUEUE_STARTED = "core.queue_started";
  public static final String QUEUE_EMPTY = "core.queue_empty";
  public static final String WEBHOOK = "core.webhook";

  private static final Set<String> TIMERS = Set.of(INTERVAL, CRON, DATE, RECURRENCE);

  /** What the clock says about itself. */
  private static final Parameters TICK =
      of(text("scheduled_at", true), text("fired_at", true), text("rule", true));

  private static final Parameters QUEUE = of(text("queue", true));

  public static final List<TriggerType> ALL =
      List.of(
          core(
              INTERVAL,
              "Every so often",
              "timer",
              of(
                  choice("unit", "seconds", "minutes", "hours", "days"),
                  Parameter.of("interval", ParameterType.INTEGER, true)),
              TICK),
          core(
              CRON,
              "At times of the clock",
              "timer",
              of(text("expression", true), text("timezone", false)),
              TICK),
          core(DATE, "Once at a time", "timer", of(text("fire_at", true)), TICK),
          core(
              RECURRENCE,
              "At recurring dates",
              "timer",
              of(text("rrule", true), text("dtstart", true), text("timezone", false)),
              TICK),
          core(WEBHOOK, "A request came in", "webhook", Parameters.NONE, Parameters.ANY),
          core("core.alert", "An alert", "alert", Parameters.NONE, Parameters.ANY),
          core(QUEUE_STARTED, "A work queue got items", "queue", Parameters.NONE, QUEUE),
          core(QUEUE_EMPTY, "A work queue is empty", "queue", Parameters.NONE, QUEUE));

  private CoreTriggers() {}

  public static boolean isTimer(String ref) {
    return TIMERS.contains(ref);
  }

  public static Optional<TriggerType> find(String ref) {
    return ALL.stream().filter(each -> each.ref().equals(ref)).findFirst();
  }

  private static TriggerType core(
      String ref, String label, String type, Parameters parameters, Parameters output) {
    return new TriggerType(ref, label, "", type, parameters, output, Optional.empty(), true);
  }

  private static Parameters of(Parameter... parameters) {
    Map<String, Parameter> byName = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      byName.put(parameter.name(), parameter);
    }
    return new Parameters(byName, false);
  }

  private static Parameter text(String name, boolean required) {
    return Parameter.of(name, ParameterType.STRING, required);
  }

  private static Parameter choice(String name, String... options) {
    return new Parameter(
        name,
        ParameterType.STRING,
        true,
        List.of(options).stream().<Value>map(Value::of).toList(),
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
