package dev.heddle.platform.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where notifications are written by whatever they tell of, while somebody listens. */
public interface NotificationStore {

  /** Lets notifications be written for so long from now on; asked again and again. */
  Listening listen(Duration atLeast);

  /** The last place before which nothing can come to stand any more. */
  Position end();

  /** What stands after a place, in order, as far as nothing can come to stand before it. */
  List<Notification> after(Position position, int limit);

  /** Removes what is older. */
  void prune(Instant before);

  /**
   * Since when all is written.
   *
   * @param since nothing is missing after this place
   * @param ready whether what began before it was asked for has ended
   */
  record Listening(Position since, boolean ready) {}
}
