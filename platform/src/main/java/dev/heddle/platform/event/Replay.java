package dev.heddle.platform.event;

import dev.heddle.engine.Engine;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.event.EventStore.EnforcementFilter;
import dev.heddle.platform.event.EventStore.Happening;
import dev.heddle.platform.rule.Explanation;
import dev.heddle.platform.rule.Rule;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why rules did or did not match a stored event, and applies rules to it again. */
public final class Replay {

  private static final int MOST = 1_000;

  private final Rules rules;
  private final EventStore store;
  private final Matching matching;
  private final Starting starting;
  private final Engine engine;
  private final InstantSource clock;

  Replay(
      Rules rules,
      EventStore store,
      Matching matching,
      Starting starting,
      Engine engine,
      InstantSource clock) {
    this.rules = rules;
    this.store = store;
    this.matching = matching;
    this.starting = starting;
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * What a rule, as it is now, says about an event.
   *
   * @param enforcement what it made of the event when that came; empty if nothing
   */
  public record Verdict(Rule rule, Explanation explanation, Optional<Enforcement> enforcement) {

    /** In one line: why it acts or does not. */
    public String because() {
      if (!rule.enabled()) {
        return "the rule is disabled";
      }
      Explanation decisive = explanation.decisive();
      return decisive.reason().isEmpty()
          ? decisive.condition()
          : decisive.condition() + ": " + decisive.reason();
    }

    public boolean matches() {
      return rule.enabled() && explanation.holds();
    }
  }

  /** What every rule on its trigger says about an event, by ref. */
  public Answer<List<Verdict>> explain(ExecutionId id) {
    return find(id)
        .map(event -> {
          Rulebook book = rules.book();
          List<Enforcement> made =
              store.enforcements(new EnforcementFilter(id, null, null, null, Reach.ALL), 0, MOST);
          List<Verdict> verdicts = new ArrayList<>();
          for (Rule rule : book.on(event.trigger())) {
            if (event.rule() == null || event.rule().equals(rule.ref())) {
              verdicts.add(
                  new Verdict(
                      rule,
                      matching.explain(book, rule, event),
                      made.stream().filter(each -> each.rule().equals(rule.ref())).findFirst()));
            }
          }
          return verdicts;
        });
  }

  /**
   * What a rule would do about an event.
   *
   * @param enforcement what it would start, or why nothing; nothing of it is stored
   */
  public record Trial(Rule rule, Explanation explanation, Enforcement enforcement) {}

  /** Tries a rule, also a draft, on a stored event; nothing starts. */
  public Answer<Trial> attempt(ExecutionId id, Rule rule) {
    return find(id)
        .map(event -> {
          Rulebook book = rules.book();
          return new Trial(
              rule,
              matching.explain(book, rule, event),
              matching.replay(book, rule, event, () -> id, clock.instant()));
        });
  }

  /**
   * Applies a rule to a copy of a stored event, which is a new event for this rule alone: 409 if
   * its condition does not hold.
   */
  public Answer<Enforcement> start(ExecutionId id, Rule rule) {
    return find(id)
        .then(event -> {
          Rulebook book = rules.book();
          Instant now = clock.instant();
          Explanation said = matching.explain(book, rule, event);
          if (!said.holds()) {
            return Answer.refused(
                Refusal.conflict(
                    "no_match", "The rule does not match: " + said.decisive().reason()));
          }
          Event copy =
              new Event(
                  engine.newId(),
                  event.trigger(),
                  rule.ref(),
                  "replay of " + id,
                  event.payload(),
                  now);
          Enforcement made = matching.replay(book, rule, copy, engine::newId, now);
          store.record(List.of(new Happening(copy, null, List.of(made))));
          if (made.state() == Enforcement.State.CREATED) {
            starting.start(made, true);
          }
          return Answer.done(made);
        });
  }

  private Answer<Event> find(ExecutionId id) {
    return store
        .event(id)
        .<Answer<Event>>map(Answer::done)
        .orElseGet(
            () -> Answer.refused(Refusal.notFound("unknown_event", "There is no event " + id)));
  }
}
