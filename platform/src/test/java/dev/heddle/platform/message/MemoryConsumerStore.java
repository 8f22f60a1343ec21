package dev.heddle.platform.message;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Consumers in memory; the right to consume lasts until it is released. */
public final class MemoryConsumerStore implements ConsumerStore {

  private final Map<String, String> holders = new HashMap<>();
  private final Map<String, Standing> standings = new HashMap<>();

  @Override
  public synchronized boolean hold(String trigger, String holder, Duration life) {
    standings.putIfAbsent(
        trigger, new Standing(true, State.CONNECTING, "", Instant.EPOCH, null, 0, 0, null));
    return holders.computeIfAbsent(trigger, _ -> holder).equals(holder);
  }

  @Override
  public synchronized void release(String trigger, String holder, String reason, Instant now) {
    if (holders.remove(trigger, holder)) {
      Standing old = known(trigger);
      standings.put(
          trigger,
          new Standing(
              false, State.OFF, reason, now, null, old.taken(), old.refused(), old.refusal()));
    }
  }

  @Override
  public synchronized void report(String trigger, String holder, Progress progress) {
    if (!holder.equals(holders.get(trigger))) {
      return;
    }
    Standing old = known(trigger);
    @Nullable Refused refusal = progress.refusal() == null ? old.refusal() : progress.refusal();
    standings.put(
        trigger,
        new Standing(
            true,
            progress.state(),
            progress.reason(),
            progress.since(),
            progress.retryAt(),
            old.taken() + progress.taken(),
            old.refused() + progress.refused(),
            refusal));
  }

  private Standing known(String trigger) {
    return standings.getOrDefault(
        trigger, new Standing(false, State.OFF, "", Instant.EPOCH, null, 0, 0, null));
  }

  @Override
  public synchronized Optional<Standing> standing(String trigger) {
    return Optional.ofNullable(standings.get(trigger));
  }
}
