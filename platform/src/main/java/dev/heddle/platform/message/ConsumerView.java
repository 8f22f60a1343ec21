package dev.heddle.platform.message;

import dev.heddle.platform.message.ConsumerStore.Refused;
import dev.heddle.platform.message.ConsumerStore.Standing;
import dev.heddle.platform.message.ConsumerStore.State;
import dev.heddle.platform.trigger.TriggerType;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON form of how consuming for a trigger goes. */
public final class ConsumerView {

  private ConsumerView() {}

  /**
   * Nothing for a trigger that consumes nothing, else:
   *
   * <pre>{@code
   * {"consumer": {"state": "off"|"connecting"|"consuming"|"waiting", "reason", "since", "retry_at",
   *   "taken", "refused", "refusal": {"reason", "at"}}}
   * }</pre>
   */
  public static MapValue of(TriggerType trigger, Consumers consumers) {
    if (trigger.source().isEmpty()) {
      return MapValue.EMPTY;
    }
    Optional<String> obstacle = consumers.obstacle(trigger);
    Optional<Standing> standing = consumers.standing(trigger.ref());
    MapValue.Builder view = MapValue.builder();
    boolean held = standing.filter(Standing::held).isPresent();
    State state = held ? standing.get().state() : State.OFF;
    String why =
        held ? standing.get().reason() : obstacle.orElse("no server consumes it at this moment");
    view.put("state", state.label()).put("reason", why);
    view.put("since", time(standing.map(Standing::since).orElse(null)));
    view.put("retry_at", time(held ? standing.get().retryAt() : null));
    view.put("taken", standing.map(Standing::taken).orElse(0L));
    view.put("refused", standing.map(Standing::refused).orElse(0L));
    view.put("refusal", standing.map(each -> refusal(each.refusal())).orElse(Value.nothing()));
    return MapValue.builder().put("consumer", view.build()).build();
  }

  private static Value refusal(@Nullable Refused refusal) {
    return refusal == null
        ? Value.nothing()
        : MapValue.builder()
            .put("reason", refusal.reason())
            .put("at", refusal.at().toString())
            .build();
  }

  private static Value time(@Nullable Instant time) {
    return time == null ? Value.nothing() : Value.of(time.toString());
  }
}
