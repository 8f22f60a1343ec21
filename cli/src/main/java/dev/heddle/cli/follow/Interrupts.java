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

  /** Of all, because what to do next may be handed over while the echo is on its way. */
  private static long lastAt = System.nanoTime() - 2 * ECHO_NANOS;

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
    if (isEcho()) {
      return;
    }
    Runnable reaction = reactions.poll();
    if (reaction == null) {
      Runtime.getRuntime().halt(ENDED_BY_INTERRUPT);
      return;
    }
    reaction.run();
  }

  private static boolean isEcho() {
    synchronized (Interrupts.class) {
      long now = System.nanoTime();
      boolean echo = now - lastAt < ECHO_NANOS;
      lastAt = echo ? lastAt : now;
      return echo;
    }
  }

  private synchronized void last() {
    while (reactions.size() > 1) {
      reactions.poll();
    }
    next();
  }
}
