package dev.heddle.platform.event;

import dev.heddle.expressions.ExpressionException;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.executions.StartRequest;
import dev.heddle.platform.rule.EventFacts;
import dev.heddle.platform.rule.Explanation;
import dev.heddle.platform.rule.Overlap;
import dev.heddle.platform.rule.Rule;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Applies rules to events: what matches, why, and what it would start. Writes nothing. */
final class Matching {

  private static final int MOST_WARNINGS = 20;

  private final Targets targets;
  private final Owners owners;

  Matching(Targets targets, Owners owners) {
    this.targets = targets;
    this.owners = owners;
  }

  /** What a rule's condition says about an event. */
  Explanation explain(Rulebook book, Rule rule, Event event) {
    return rule.condition().explain(facts(book, rule, event, event.id(), event.createdAt()));
  }

  /**
   * The enforcement of a rule whose condition holds; empty if it does not.
   *
   * @param ids gives new ids
   * @param gate what it must pass; null for what the rule says
   */
  Optional<Enforcement> apply(
      Rulebook book,
      Rule rule,
      Event event,
      Supplier<ExecutionId> ids,
      Enforcement.@Nullable Gate gate,
      Instant now) {
    ExecutionId id = ids.get();
    EventFacts facts = facts(book, rule, event, id, now);
    if (!rule.condition().explain(facts).holds()) {
      return Optional.empty();
    }
    Enforcement.Gate own = gate == null ? gate("rule:", rule) : gate;
    return Optional.of(enforce(rule, event, facts, id, ids, own, now));
  }

  /**
   * As {@link #apply}, whatever the condition says and without touching what the rule itself has
   * started: a replay, also of a draft of that ref, waits for and cancels replays only.
   */
  Enforcement replay(
      Rulebook book, Rule rule, Event event, Supplier<ExecutionId> ids, Instant now) {
    ExecutionId id = ids.get();
    EventFacts facts = facts(book, rule, event, id, now);
    return enforce(rule, event, facts, id, ids, gate("replay:", rule), now);
  }

  private Enforcement enforce(
      Rule rule,
      Event event,
      EventFacts facts,
      ExecutionId id,
      Supplier<ExecutionId> ids,
      Enforcement.@Nullable Gate gate,
      Instant now) {
    List<String> warnings = new ArrayList<>();
    MapValue parameters;
    Answer<Prepared> prepared;
    try {
      parameters = rendered(rule, facts, warnings);
      prepared = prepare(rule, event, parameters);
    } catch (ExpressionException tooMuch) {
      parameters = MapValue.EMPTY;
      prepared =
          Answer.refused(
              Refusal.conflict("template_error", "action_params: " + tooMuch.getMessage()));
    }
    return switch (prepared) {
      case Answer.Done<Prepared>(Prepared done) ->
          new Enforcement(
              id,
              event.id(),
              rule.ref(),
              event.trigger(),
              rule.action(),
              gate == null ? Enforcement.State.CREATED : Enforcement.State.WAITING,
              "",
              done.parameters(),
              warnings,
              done.definition(),
              gate == null ? ids.get() : null,
              gate,
              starter(rule),
              rule.permissionSets(),
              now);
      case Answer.Refused<Prepared>(var refusal) ->
          new Enforcement(
              id,
              event.id(),
              rule.ref(),
              event.trigger(),
              rule.action(),
              Enforcement.State.DISABLED,
              refusal.message(),
              parameters,
              warnings,
              null,
              null,
              null,
              starter(rule),
              rule.permissionSets(),
              now);
    };
  }

  private static Enforcement.@Nullable Gate gate(String kind, Rule rule) {
    return rule.overlap() == Overlap.ALLOW
        ? null
        : new Enforcement.Gate(kind + rule.ref(), 1, rule.overlap());
  }

  private static String starter(Rule rule) {
    return rule.owner().isEmpty() ? "system" : rule.owner();
  }

  private record Prepared(long definition, MapValue parameters) {}

  /** Missing values are null, with a warning (S1-153). */
  private static MapValue rendered(Rule rule, EventFacts facts, List<String> warnings) {
    Value rendered =
        rule.actionParams()
            .renderLeniently(
                facts,
                failed -> {
                  if (warnings.size() < MOST_WARNINGS) {
                    warnings.add("action_params: " + failed.getMessage());
                  }
                });
    return rendered.plain() instanceof MapValue map ? map : MapValue.EMPTY;
  }

  private Answer<Prepared> prepare(Rule rule, Event event, MapValue parameters) {
    Targets.Target target = targets.find(rule.action());
    if (!owners.may(rule.owner(), target.needed())) {
      return Answer.refused(
          Refusal.forbidden(
              "forbidden",
              "The owner of the rule, "
                  + rule.owner()
                  + ", may not start "
                  + rule.action()
                  + " or what it calls in other packs"));
    }
    List<String> withheld = owners.undelegable(rule.owner(), rule.permissionSets());
    if (!withheld.isEmpty()) {
      return Answer.refused(
          Refusal.forbidden(
              "forbidden",
              "These permission sets are gone, or more than the rule's owner may give: "
                  + String.join(", ", withheld)));
    }
    return target
        .definition()
        .then(definition ->
            Executions.bind(definition, request(rule, event, parameters))
                .map(bound -> new Prepared(definition.id(), bound)));
  }

  private static StartRequest request(Rule rule, Event event, MapValue parameters) {
    return StartRequest.of(parameters, starter(rule))
        .withEnvironment(Starting.environment(rule.ref(), event.trigger()));
  }

  private static EventFacts facts(
      Rulebook book, Rule rule, Event event, ExecutionId enforcement, Instant now) {
    String id = event.id().toString();
    return new EventFacts(
        MapValue.builder()
            .put("id", id)
            .put("trigger", event.trigger())
            .put("created", event.createdAt().toString())
            .put("payload", event.payload())
            .build(),
        book.config(rule),
        MapValue.builder()
            .put("timestamp", now.toString())
            .put("rule", MapValue.builder().put("ref", rule.ref()).put("id", rule.ref()).build())
            .put("event", Value.map("id", Value.of(id)))
            .put("enforcement", Value.map("id", Value.of(enforcement.toString())))
            .build());
  }
}
