package dev.heddle.platform.message;

import dev.heddle.platform.message.ConsumerStore.Progress;
import dev.heddle.platform.message.ConsumerStore.Refused;
import dev.heddle.platform.message.ConsumerStore.State;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a consumer has to report. */
final class Tally {

  private static final int LONGEST_REASON = 500;

  private State state = State.CONNECTING;
  private String reason = "";
  private Instant since;
  private @Nullable Instant retryAt;
  private long taken;
  private long refused;
  private @Nullable Refused refusal;
  private boolean changed = true;

  Tally(Instant now) {
    this.since = now;
  }

  synchronized void is(State next, String why, Instant now, @Nullable Instant again) {
    if (state != next) {
      since = now;
    }
    state = next;
    reason = shortened(why);
    retryAt = again;
    changed = true;
  }

  synchronized void took() {
    taken++;
    changed = true;
  }

  synchronized void refused(String why, Instant now) {
    refused++;
    refusal = new Refused(shortened(why), now);
    changed = true;
  }

  /** What is new since it was asked last. */
  synchronized Optional<Progress> news() {
    if (!changed) {
      return Optional.empty();
    }
    Progress news = new Progress(state, reason, since, retryAt, taken, refused, refusal);
    taken = 0;
    refused = 0;
    refusal = null;
    changed = false;
    return Optional.of(news);
  }

  /** What could not be reported after all. */
  synchronized void back(Progress news) {
    taken += news.taken();
    refused += news.refused();
    refusal = refusal == null ? news.refusal() : refusal;
    changed = true;
  }

  private static String shortened(String text) {
    String plain = text.replace('\0', ' ');
    return plain.length() <= LONGEST_REASON ? plain : plain.substring(0, LONGEST_REASON) + "…";
  }
}
