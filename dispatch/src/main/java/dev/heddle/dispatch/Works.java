package dev.heddle.dispatch;

import dev.heddle.dispatch.wire.Work;
import dev.heddle.model.action.Action;
import java.io.IOException;

/** Says what an action asks of a worker elsewhere. */
@FunctionalInterface
public interface Works {

  /**
   * The work, with the digest of the files it needs.
   *
   * @throws IOException if these cannot be read or are no files for other hosts; its message says
   *     so to people
   */
  Work of(Action action) throws IOException;
}
