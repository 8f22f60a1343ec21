package dev.heddle.platform.catalog;

import dev.heddle.platform.pack.PackAutomation;
import dev.heddle.platform.pack.PackAutomation.Written;
import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.trigger.SensorType;
import dev.heddle.platform.trigger.TriggerType;
import dev.heddle.values.MapValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the enabled packs bring that reacts to happenings.
 *
 * @param revision of the catalogue it is from
 * @param configs the configuration of each pack by ref
 */
public record InstalledAutomation(
    long revision,
    List<TriggerType> triggers,
    List<Rule> rules,
    List<SensorType> sensors,
    Map<String, MapValue> configs) {

  public InstalledAutomation {
    triggers = List.copyOf(triggers);
    rules = List.copyOf(rules);
    sensors = List.copyOf(sensors);
    configs = Map.copyOf(configs);
  }

  static final class Builder {
    private final List<TriggerType> triggers = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<SensorType> sensors = new ArrayList<>();
    private final Map<String, MapValue> configs = new HashMap<>();

    void add(PackContent pack) {
      PackAutomation automation = pack.automation();
      automation.triggers().stream().map(Written::thing).forEach(triggers::add);
      automation.rules().stream().map(Written::thing).forEach(rules::add);
      automation.sensors().stream().map(Written::thing).forEach(sensors::add);
      configs.put(pack.ref(), pack.config());
    }

    InstalledAutomation build(long revision) {
      return new InstalledAutomation(revision, triggers, rules, sensors, configs);
    }
  }
}
