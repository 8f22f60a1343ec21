package dev.heddle.platform.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where it is durable which server consumes for a trigger, and how that goes. */
public interface ConsumerStore {

  /**
   * Takes or keeps the right to consume for a trigger.
   *
   * @return false if another holds it
   */
  boolean hold(String trigger, String holder, Duration life);

  /** Gives the right back; says why nobody consumes any more. */
  void release(String trigger, String holder, String reason, Instant now);

  /** Adds to what is known, if this holder still holds the right. */
  void report(String trigger, String holder, Progress progress);

  /** How it goes; empty if nobody ever consumed. */
  Optional<Standing> standing(String trigger);

  /** What a consumer does. */
  enum State {
    OFF,
    CONNECTING,
    CONSUMING,
    /** It tries again after a while. */
    WAITING;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What has happened since the last report.
   *
   * @param reason why it waits
   * @param since when this state began
   * @param taken how many messages more became events, or had before
   * @param refused how many more were refused
   * @param refusal why the last of them was
   */
  record Progress(
      State state,
      String reason,
      Instant since,
      @Nullable Instant retryAt,
      long taken,
      long refused,
      @Nullable Refused refusal) {}

  /** Why a message was refused. */
  record Refused(String reason, Instant at) {}

  /**
   * How consuming goes.
   *
   * @param held whether a server holds the right just now
   */
  record Standing(
      boolean held,
      State state,
      String reason,
      Instant since,
      @Nullable Instant retryAt,
      long taken,
      long refused,
      @Nullable Refused refusal) {}
}
