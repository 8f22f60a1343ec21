package dev.heddle.platform.event;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.InstalledAutomation;
import dev.heddle.platform.catalog.LiveSight;
import dev.heddle.platform.pack.PackNames;
import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.rule.RuleReader;
import dev.heddle.platform.trigger.CoreTriggers;
import dev.heddle.platform.trigger.TriggerType;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The rules of a server: those of packs and those made by the API (S1-149). Changes made here are
 * seen at once, those of other processes after the next {@link #refresh}. Thread safe.
 */
public final class Rules {

  private final LiveSight live;
  private final RuleStore store;
  private final InstantSource clock;
  private volatile Rulebook book;

  public Rules(LiveSight live, RuleStore store, InstantSource clock) {
    this.live = live;
    this.store = store;
    this.clock = clock;
    this.book = load();
  }

  /** All triggers and rules as they are now. */
  public Rulebook book() {
    Rulebook now = book;
    return now.isOf(live.automation().revision(), now.ruleRevision()) ? now : reload();
  }

  /** Takes over what other processes changed; costs one small query if nothing has. */
  public void refresh() {
    if (!book.isOf(live.automation().revision(), store.revision())) {
      reload();
    }
  }

  private synchronized Rulebook reload() {
    Rulebook loaded = load();
    book = loaded;
    return loaded;
  }

  private Rulebook load() {
    long revision = store.revision();
    InstalledAutomation installed = live.automation();
    Map<String, Rule> rules = new HashMap<>();
    installed.rules().forEach(rule -> rules.put(rule.ref(), rule));
    Function<String, Optional<TriggerType>> triggers = known(installed.triggers());
    Set<String> own = new HashSet<>();
    for (RuleStore.Row row : store.all()) {
      if (row.document() != null && installed.configs().containsKey(PackNames.packOf(row.ref()))) {
        read(row.ref(), (MapValue) Json.read(row.document()), new Diagnostics(), triggers)
            .ifPresent(rule -> rules.put(rule.ref(), owned(rule, row.owner())));
        own.add(row.ref());
      }
      Boolean enabled = row.enabled();
      if (enabled != null) {
        rules.computeIfPresent(row.ref(), (_, rule) -> rule.withEnabled(enabled));
      }
    }
    return new Rulebook(installed, revision, List.copyOf(rules.values()), own);
  }

  private static Rule owned(Rule rule, String owner) {
    return rule.withOwner(owner);
  }

  private static Function<String, Optional<TriggerType>> known(List<TriggerType> triggers) {
    Map<String, TriggerType> byRef = new HashMap<>();
    triggers.forEach(each -> byRef.put(each.ref(), each));
    return ref -> CoreTriggers.find(ref).or(() -> Optional.ofNullable(byRef.get(ref)));
  }

  private static Optional<Rule> read(
      String name,
      MapValue document,
      Diagnostics diagnostics,
      Function<String, Optional<TriggerType>> triggers) {
    return new RuleReader(diagnostics, triggers).read((YamlMap) YamlNode.of(name, document));
  }

  public Answer<Rule> find(String ref) {
    return book().rule(ref).<Answer<Rule>>map(Answer::done).orElseGet(() -> missing(ref));
  }

  /**
   * A rule as a caller wrote it, not stored: for a draft that is tried on an event.
   *
   * @param owner whom it would act for
   */
  public Answer<Rule> draft(MapValue document, String owner) {
    Diagnostics diagnostics = new Diagnostics();
    Rulebook now = book();
    Optional<Rule> rule = read("rule", document, diagnostics, now::trigger);
    if (rule.isEmpty()) {
      return invalid(diagnostics.sorted());
    }
    if (now.trigger(rule.get().trigger()).isEmpty()) {
      return Answer.refused(
          Refusal.of(
              Refusal.Kind.INVALID,
              "unknown_trigger",
              "There is no trigger `" + rule.get().trigger() + "`"));
    }
    return Answer.done(owned(rule.get(), owner));
  }

  private static <T> Answer<T> invalid(List<Diagnostic> diagnostics) {
    String message =
        String.join("; ", diagnostics.stream().limit(5).map(Diagnostic::message).toList());
    return Answer.refused(
        new Refusal(Refusal.Kind.INVALID, "invalid_definition", message, List.of(), diagnostics));
  }

  /** Adds a rule to a pack: 404 without the pack, 400 if it is wrong, 409 if it exists. */
  public Answer<Rule> create(MapValue document, String owner) {
    return draft(document, owner)
        .then(rule -> {
          String pack = PackNames.packOf(rule.ref());
          if (!PackNames.isRefOf(pack, rule.ref()) || !PackNames.isPackRef(pack)) {
            return Answer.refused(
                Refusal.of(Refusal.Kind.INVALID, "invalid_ref", "The ref of a rule is pack.name"));
          }
          if (!book().hasPack(pack)) {
            return Answer.refused(
                Refusal.notFound("unknown_pack", "There is no pack `" + pack + "`"));
          }
          if (book().rule(rule.ref()).isPresent()) {
            return Answer.refused(
                Refusal.conflict("duplicate_ref", "There is a rule `" + rule.ref() + "` already"));
          }
          Instant now = clock.instant();
          return save(rule, owner, now);
        });
  }

  /** Replaces a rule made by the API; those of packs are changed in their files (409). */
  public Answer<Rule> update(String ref, MapValue document, String owner) {
    return changeable(ref)
        .then(_ -> draft(document, owner))
        .then(rule ->
            rule.ref().equals(ref)
                ? save(rule, owner, clock.instant())
                : Answer.refused(
                    Refusal.of(
                        Refusal.Kind.INVALID,
                        "ref_changed",
                        "The rule is `" + rule.ref() + "`, not `" + ref + "`")));
  }

  private Answer<Rule> save(Rule rule, String owner, Instant now) {
    store.save(new RuleStore.Row(rule.ref(), Json.write(rule.document()), null, owner, now, now));
    reload();
    return find(rule.ref());
  }

  /** Switches a rule on or off; what it has started goes on. */
  public Answer<Rule> enable(String ref, boolean enabled) {
    return find(ref)
        .then(rule -> {
          RuleStore.Row former =
              store.all().stream().filter(row -> row.ref().equals(ref)).findFirst().orElse(null);
          Instant now = clock.instant();
          store.save(
              new RuleStore.Row(
                  ref,
                  former == null ? null : former.document(),
                  enabled,
                  rule.owner(),
                  former == null ? now : former.createdAt(),
                  now));
          reload();
          return find(ref);
        });
  }

  /** Removes a rule made by the API. */
  public Answer<Rule> delete(String ref) {
    Answer<Rule> found = changeable(ref);
    if (found instanceof Answer.Done<Rule>) {
      store.delete(ref);
      reload();
    }
    return found;
  }

  private Answer<Rule> changeable(String ref) {
    return find(ref)
        .then(rule ->
            book().isOwn(ref)
                ? Answer.done(rule)
                : Answer.refused(
                    Refusal.conflict(
                        "rule_of_pack",
                        "The rule `"
                            + ref
                            + "` is a file of its pack: change it there, or"
                            + " disable it")));
  }

  private static <T> Answer<T> missing(String ref) {
    return Answer.refused(Refusal.notFound("unknown_rule", "There is no rule `" + ref + "`"));
  }
}
