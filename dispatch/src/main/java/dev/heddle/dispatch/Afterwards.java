package dev.heddle.dispatch;

import java.util.ArrayList;
import java.util.List;

/** What is done once the book of a fleet is consistent, outside its lock. */
final class Afterwards {

  private final List<Runnable> actions = new ArrayList<>(2);

  void add(Runnable action) {
    actions.add(action);
  }

  void run() {
    actions.forEach(Runnable::run);
  }
}
