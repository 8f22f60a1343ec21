package dev.heddle.platform.event;

import dev.heddle.model.Parameters;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.event.EventStore.EnforcementFilter;
import dev.heddle.platform.event.EventStore.EventFilter;
import dev.heddle.platform.event.Intake.News;
import dev.heddle.platform.event.Intake.Taken;
import dev.heddle.platform.trigger.TriggerType;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Takes in events and shows them with what rules made of them. What it answers is durable. */
public final class Events {

  /** The most characters a key may have. */
  public static final int LONGEST_KEY = 255;

  private final Rules rules;
  private final EventStore store;
  private final Intake intake;

  Events(Rules rules, EventStore store, Intake intake) {
    this.rules = rules;
    this.store = store;
    this.intake = intake;
  }

  /**
   * What was taken in.
   *
   * @param known whether it had been before, under the same key
   */
  public record Accepted(ExecutionId event, String trigger, boolean known) {}

  /**
   * Takes an event in: 404 without the trigger, 409 if that is off or of the clock, 400 if the
   * payload is not what the trigger declares or the key is no such key.
   *
   * @param source what brings it
   * @param key the same for the same happening of this source, which then is one event; at most
   *     {@value #LONGEST_KEY} characters; null if each is its own
   */
  public Answer<Accepted> emit(
      String trigger, String source, @Nullable String key, MapValue payload) {
    return news(trigger, source, key, payload).then(this::take);
  }

  /**
   * As {@link #emit}, without waiting; completed when the event is durable, or never will be.
   *
   * @return whether it had been taken in before, under the same key
   */
  public CompletableFuture<Answer<Boolean>> offer(
      String trigger, String source, @Nullable String key, MapValue payload) {
    return switch (news(trigger, source, key, payload)) {
      case Answer.Done<News>(News news) ->
          intake
              .take(news)
              .handle((taken, failed) ->
                  failed == null ? Answer.done(taken.known()) : Answer.refused(notStored()));
      case Answer.Refused<News>(Refusal refusal) ->
          CompletableFuture.completedFuture(Answer.refused(refusal));
    };
  }

  private Answer<News> news(String trigger, String source, @Nullable String key, MapValue payload) {
    return rules
        .book()
        .trigger(trigger)
        .<Answer<TriggerType>>map(Answer::done)
        .orElseGet(() ->
            Answer.refused(
                Refusal.notFound("unknown_trigger", "There is no trigger `" + trigger + "`")))
        .then(type -> checked(type, payload))
        .then(bound -> checked(key).map(_ -> bound))
        .map(bound ->
            new News(trigger, null, source, key == null ? null : source + " " + key, bound, null));
  }

  /** All keys stand in one index, whose entries are short; one too long would fail its batch. */
  private static Answer<Boolean> checked(@Nullable String key) {
    if (key == null) {
      return Answer.done(true);
    }
    if (key.length() > LONGEST_KEY) {
      String found = "has " + key.length() + " characters, at most " + LONGEST_KEY + " are allowed";
      return Answer.refused(
          Refusal.invalid(
              "invalid_key", "The key " + found, List.of(new FieldError("key", found))));
    }
    List<FieldError> broken = FieldError.brokenTexts("key", Value.of(key));
    return broken.isEmpty()
        ? Answer.done(true)
        : Answer.refused(Refusal.invalid("invalid_key", "The key is no valid text", broken));
  }

  private static Answer<MapValue> checked(TriggerType type, MapValue payload) {
    if (!type.enabled() || type.isTimer()) {
      return Answer.refused(
          Refusal.conflict(
              "trigger_closed",
              "The trigger `"
                  + type.ref()
                  + "` takes no events: it is "
                  + (type.isTimer() ? "of the clock" : "disabled")));
    }
    List<FieldError> broken = FieldError.brokenTexts("payload", payload);
    if (!broken.isEmpty()) {
      return Answer.refused(
          Refusal.invalid("invalid_payload", "The payload holds no valid text", broken));
    }
    return switch (type.output().bind(payload)) {
      case Parameters.Bound.Arguments(MapValue bound) -> Answer.done(bound);
      case Parameters.Bound.Refused refused ->
          Answer.refused(
              Refusal.invalid(
                  "invalid_payload",
                  "The payload is not what `" + type.ref() + "` declares: " + refused.message(),
                  refused.violations().stream()
                      .map(each -> new FieldError("payload." + each.path(), each.message()))
                      .toList()));
    };
  }

  private Answer<Accepted> take(News news) {
    Taken taken;
    try {
      taken = intake.take(news).join();
    } catch (CompletionException failed) {
      return Answer.refused(notStored());
    }
    ExecutionId id =
        taken.known() && news.key() != null
            ? store.ofKey(news.key()).orElse(taken.event())
            : taken.event();
    return Answer.done(new Accepted(id, news.trigger(), taken.known()));
  }

  private static Refusal notStored() {
    return Refusal.of(
        Refusal.Kind.TOO_OFTEN,
        "not_stored",
        "The event could not be stored now; send it again later");
  }

  public List<Event> list(EventFilter filter, int offset, int limit) {
    return store.events(filter, offset, limit);
  }

  public Answer<Event> find(ExecutionId id) {
    return store
        .event(id)
        .<Answer<Event>>map(Answer::done)
        .orElseGet(
            () -> Answer.refused(Refusal.notFound("unknown_event", "There is no event " + id)));
  }

  public List<Enforcement> enforcements(EnforcementFilter filter, int offset, int limit) {
    return store.enforcements(filter, offset, limit);
  }

  public Answer<Enforcement> enforcement(ExecutionId id) {
    return store
        .enforcement(id)
        .<Answer<Enforcement>>map(Answer::done)
        .orElseGet(() ->
            Answer.refused(
                Refusal.notFound("unknown_enforcement", "There is no enforcement " + id)));
  }
}
