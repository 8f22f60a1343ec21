package dev.heddle.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/** What runners have said and engines have not heard yet: late, twice, in any order. */
final class Mail {

  private final List<Letter> letters = new ArrayList<>();

  /** A message and from which process it comes. */
  record Letter(String from, String text, Runnable delivery) {}

  void send(Letter letter) {
    letters.add(letter);
  }

  int size() {
    return letters.size();
  }

  Letter take(int index) {
    return letters.remove(index);
  }

  Letter copy(int index) {
    return letters.get(index);
  }

  /** The process has died with all that it had not sent. */
  void dropFrom(String process) {
    letters.removeIf(letter -> letter.from().equals(process));
  }
}
