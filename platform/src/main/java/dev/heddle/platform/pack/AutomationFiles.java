package dev.heddle.platform.pack;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.model.SourceSpan;
import dev.heddle.model.policy.Policy;
import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.pack.PackAutomation.Written;
import dev.heddle.platform.policies.PolicyDocument;
import dev.heddle.platform.queues.QueueDocument;
import dev.heddle.platform.queues.WorkQueue;
import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.rule.RuleReader;
import dev.heddle.platform.trigger.CoreTriggers;
import dev.heddle.platform.trigger.SensorType;
import dev.heddle.platform.trigger.TriggerReader;
import dev.heddle.platform.trigger.TriggerType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the queues, policies, triggers, rules and sensors of a pack (S1-136). */
final class AutomationFiles {

  private final PackFiles files;
  private final String pack;
  private final List<Diagnostic> said;

  AutomationFiles(PackFiles files, String pack, List<Diagnostic> said) {
    this.files = files;
    this.pack = pack;
    this.said = said;
  }

  /** Reads one file, whose diagnostics are collected. */
  private interface Reading<T> {
    Optional<Written<T>> read(YamlMap map, String file, Diagnostics diagnostics);
  }

  List<Policy> policies() {
    return folder(
            "policies",
            "a policy",
            Policy::ref,
            (map, file, diagnostics) ->
                said(PolicyDocument.read(map.toValue()), map, diagnostics)
                    .map(policy -> within(policy, map, diagnostics))
                    .map(policy -> new Written<>(policy, file, map.toValue())))
        .stream()
        .map(Written::thing)
        .toList();
  }

  List<WorkQueue> queues() {
    return folder(
            "queues",
            "a queue",
            WorkQueue::ref,
            (map, file, diagnostics) ->
                said(QueueDocument.read(map.toValue()), map, diagnostics)
                    .map(queue -> new Written<>(queue, file, map.toValue())))
        .stream()
        .map(Written::thing)
        .toList();
  }

  /** What a document says; its mistakes get their places. */
  private static <T> Optional<T> said(Answer<T> read, YamlMap map, Diagnostics diagnostics) {
    return switch (read) {
      case Answer.Done<T>(T thing) -> Optional.of(thing);
      case Answer.Refused<T>(Refusal refusal) -> {
        for (FieldError error : refusal.fields()) {
          diagnostics.error(
              refusal.code(), "`" + error.path() + "` " + error.message(), span(map, error.path()));
        }
        yield Optional.empty();
      }
    };
  }

  private static SourceSpan span(YamlMap map, String path) {
    int dot = path.indexOf('.');
    if (dot > 0 && map.find(path.substring(0, dot)).orElse(null) instanceof YamlMap inner) {
      return span(inner, path.substring(dot + 1));
    }
    return map.keySpan(dot < 0 ? path : path.substring(0, dot));
  }

  /** Installing a pack must not slow down others. */
  private Policy within(Policy policy, YamlMap map, Diagnostics diagnostics) {
    boolean ours =
        switch (policy.scope()) {
          case Policy.Scope.Global() -> false;
          case Policy.Scope.OfPack(String other) -> other.equals(pack);
          case Policy.Scope.OfAction(String action) -> PackNames.packOf(action).equals(pack);
        };
    if (!ours) {
      diagnostics.error(
          "foreign_policy",
          "a policy of a pack limits only what is in it",
          "name an action_ref of the pack, or write pack_ref: " + pack,
          map.has("action_ref") ? map.keySpan("action_ref") : map.keySpan("pack_ref"));
    }
    return policy;
  }

  PackAutomation read() {
    List<Written<TriggerType>> triggers =
        folder(
            "triggers",
            "a trigger",
            TriggerType::ref,
            (map, file, diagnostics) ->
                new TriggerReader(diagnostics)
                    .read(map)
                    .map(trigger -> new Written<>(trigger, file, map.toValue())));
    Map<String, TriggerType> known = new HashMap<>();
    triggers.forEach(each -> known.put(each.thing().ref(), each.thing()));
    List<Written<Rule>> rules =
        folder(
            "rules",
            "a rule",
            Rule::ref,
            (map, file, diagnostics) ->
                new RuleReader(
                        diagnostics,
                        ref -> CoreTriggers.find(ref).or(() -> Optional.ofNullable(known.get(ref))))
                    .read(map)
                    .map(rule -> checked(rule, map, known, diagnostics))
                    .map(rule -> new Written<>(rule, file, rule.document())));
    List<Written<SensorType>> sensors =
        folder(
            "sensors",
            "a sensor",
            SensorType::ref,
            (map, file, diagnostics) ->
                new SensorReader(files.directory(), diagnostics)
                    .read(map)
                    .map(
                        sensor -> new Written<>(sensor, file, SensorReader.document(map, sensor))));
    return new PackAutomation(triggers, rules, sensors);
  }

  /** Triggers of other packs may come later; those of this pack and the core cannot. */
  private Rule checked(
      Rule rule, YamlMap map, Map<String, TriggerType> known, Diagnostics diagnostics) {
    String trigger = rule.trigger();
    String owner = PackNames.packOf(trigger);
    boolean ours = owner.equals(pack) || owner.equals(PackNames.CORE);
    if (ours && !known.containsKey(trigger) && CoreTriggers.find(trigger).isEmpty()) {
      diagnostics.error(
          "unknown_trigger",
          "there is no trigger `" + trigger + "`",
          "define it in triggers/",
          map.find("trigger_ref").orElse(map).span());
    }
    return rule;
  }

  private <T> List<Written<T>> folder(
      String folder, String what, Function<T, String> refOf, Reading<T> reading) {
    Map<String, Written<T>> found = new HashMap<>();
    List<Written<T>> inOrder = new ArrayList<>();
    Diagnostics listing = new Diagnostics();
    for (Path file : files.list(folder, listing, ".yaml", ".yml")) {
      Diagnostics diagnostics = new Diagnostics();
      SourceText source = files.read(file, diagnostics).orElse(null);
      YamlMap map = source == null ? null : YamlReader.readMap(source, diagnostics).orElse(null);
      if (source != null && map != null) {
        Written<T> written = reading.read(map, source.name(), diagnostics).orElse(null);
        if (written != null && mayBe(written, refOf, what, map, found, diagnostics)) {
          found.put(refOf.apply(written.thing()), written);
          inOrder.add(written);
        }
      }
      said.addAll(diagnostics.sorted());
    }
    said.addAll(listing.sorted());
    return inOrder;
  }

  private <T> boolean mayBe(
      Written<T> written,
      Function<T, String> refOf,
      String what,
      YamlMap map,
      Map<String, Written<T>> found,
      Diagnostics diagnostics) {
    String ref = refOf.apply(written.thing());
    SourceSpan span = map.find("ref").orElse(map).span();
    if (!PackNames.isRefOf(pack, ref)) {
      diagnostics.error(
          "invalid_ref",
          "`" + ref + "` cannot be the ref of " + what + " of the pack `" + pack + "`",
          "write " + pack + ".name",
          span);
    } else if (found.containsKey(ref)) {
      diagnostics.error(
          "duplicate_ref",
          "`" + ref + "` is defined in " + found.get(ref).file() + " already",
          span);
    }
    return !diagnostics.hasErrors();
  }
}
