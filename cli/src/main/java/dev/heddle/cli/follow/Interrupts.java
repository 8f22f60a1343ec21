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

  /** Wrappers such as timeout(1) deliver one interrupt twice; people are slower. */
  private static final long ECHO_NANOS = 200_000_000;

  private final Deque<Runnable> reactions;
  private long lastAt = System.nanoTime() - 2 * ECHO_NANOS;

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
    long now = System.nanoTime();
    if (now - lastAt < ECHO_NANOS) {
      return;
    }
    lastAt = now;
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
