package dev.heddle.platform.event;

import dev.heddle.platform.catalog.InstalledAutomation;
import dev.heddle.platform.pack.PackNames;
import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.trigger.CoreTriggers;
import dev.heddle.platform.trigger.SensorType;
import dev.heddle.platform.trigger.TriggerType;
import dev.heddle.values.MapValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All triggers and rules at one moment; never changed. */
public final class Rulebook {

  private final InstalledAutomation installed;
  private final long ruleRevision;
  private final Map<String, TriggerType> triggers = new TreeMap<>();
  private final Map<String, Rule> rules = new TreeMap<>();
  private final Set<String> own;
  private final Map<String, List<Rule>> enabled = new HashMap<>();

  /**
   * @param rules those made by the API, and those of packs as they were switched
   * @param own the refs of those made by the API
   */
  Rulebook(InstalledAutomation installed, long ruleRevision, List<Rule> rules, Set<String> own) {
    this.installed = installed;
    this.ruleRevision = ruleRevision;
    this.own = Set.copyOf(own);
    CoreTriggers.ALL.forEach(each -> triggers.put(each.ref(), each));
    installed.triggers().forEach(each -> triggers.put(each.ref(), each));
    for (Rule rule : rules) {
      this.rules.put(rule.ref(), rule);
      if (rule.enabled()) {
        enabled.computeIfAbsent(rule.trigger(), _ -> new ArrayList<>()).add(rule);
      }
    }
    enabled.values().forEach(each -> each.sort(Comparator.comparing(Rule::ref)));
  }

  /** Whether it is of these revisions of the catalogue and of the rules. */
  boolean isOf(long catalogRevision, long otherRuleRevision) {
    return installed.revision() == catalogRevision && ruleRevision == otherRuleRevision;
  }

  long catalogRevision() {
    return installed.revision();
  }

  long ruleRevision() {
    return ruleRevision;
  }

  public List<TriggerType> triggers() {
    return List.copyOf(triggers.values());
  }

  public Optional<TriggerType> trigger(String ref) {
    return Optional.ofNullable(triggers.get(ref));
  }

  public List<Rule> rules() {
    return List.copyOf(rules.values());
  }

  public Optional<Rule> rule(String ref) {
    return Optional.ofNullable(rules.get(ref));
  }

  public List<SensorType> sensors() {
    return installed.sensors();
  }

  /** Whether a rule was made by the API rather than by a file of its pack. */
  public boolean isOwn(String rule) {
    return own.contains(rule);
  }

  /** The enabled rules an event concerns, by ref. */
  List<Rule> concerned(Event event) {
    List<Rule> all = enabled.getOrDefault(event.trigger(), List.of());
    return event.rule() == null
        ? all
        : all.stream().filter(rule -> rule.ref().equals(event.rule())).toList();
  }

  /** All rules on a trigger, enabled or not. */
  public List<Rule> on(String trigger) {
    return rules.values().stream().filter(rule -> rule.trigger().equals(trigger)).toList();
  }

  /** The enabled rules whose events come from the clock. */
  List<Rule> timed() {
    return rules.values().stream()
        .filter(rule -> rule.enabled() && CoreTriggers.isTimer(rule.trigger()))
        .toList();
  }

  /** The configuration of a rule's pack (S1-135). */
  MapValue config(Rule rule) {
    return installed.configs().getOrDefault(PackNames.packOf(rule.ref()), MapValue.EMPTY);
  }

  boolean hasPack(String ref) {
    return installed.configs().containsKey(ref);
  }
}
