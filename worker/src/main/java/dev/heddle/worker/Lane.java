package dev.heddle.worker;

import java.util.ArrayDeque;
import java.util.Queue;

/** Runs at most so many tasks at once, each on a virtual thread, the others in order of arrival. */
final class Lane {

  private final int width;
  private final String name;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  Lane(String name, int width) {
    this.name = name;
    this.width = width;
  }

  synchronized void enter(Runnable task) {
    if (running == width) {
      waiting.add(task);
      return;
    }
    running++;
    begin(task);
  }

  /** Takes out a task that still waits; false if it does not. */
  synchronized boolean leave(Runnable task) {
    return waiting.remove(task);
  }

  synchronized Occupancy occupancy() {
    return new Occupancy(running, waiting.size(), width);
  }

  private void begin(Runnable task) {
    Thread.ofVirtual()
        .name(name)
        .start(() -> {
          try {
            task.run();
          } finally {
            done();
          }
        });
  }

  private synchronized void done() {
    Runnable next = waiting.poll();
    if (next == null) {
      running--;
      return;
    }
    begin(next);
  }
}
