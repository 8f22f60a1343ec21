package dev.heddle.cli.follow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What happens on Ctrl-C: the first thing in the list, then the next; after the last one the
 * process ends at once. A request to terminate goes to the last thing directly.
 */
public final class Interrupts {

  private static final int ENDED_BY_INTERRUPT = 130;

  private final Deque<Runnable> reactions;

  private Interrupts(List<Runnable> reactions) {
    this.reactions = new ArrayDeque<>(reactions);
  }

  /** Takes over the interrupts of this process. */
  public static void handle(List<Runnable> reactions) {
    Interrupts interrupts = new Interrupts(reactions);
    Signals.on("INT", interrupts::next);
    Signals.on("TERM", interrupts::last);
    Signals.on("HUP", interrupts::last);
  }

  private synchronized void next() {
    Runnable reaction = reactions.poll();
    if (reaction == null) {
      Runtime.getRuntime().halt(ENDED_BY_INTERRUPT);
      return;
    }
    reaction.run();
  }

  private synchronized void last() {
    while (reactions.size() > 1) {
      reactions.poll();
    }
    next();
  }
}
