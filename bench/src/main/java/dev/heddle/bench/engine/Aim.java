package dev.heddle.bench.engine;

import java.util.Locale;

/**
 * What a number should be.
 *
 * @param atMost whether less is better
 * @param stretch better still
 * @param ofFloor whether it is about the ratio to the floor of the same run
 */
record Aim(boolean atMost, double limit, double stretch, boolean ofFloor) {

  static Aim atMost(double limit, double stretch) {
    return new Aim(true, limit, stretch, false);
  }

  static Aim atLeast(double limit, double stretch) {
    return new Aim(false, limit, stretch, false);
  }

  static Aim atMostTimesFloor(double limit, double stretch) {
    return new Aim(true, limit, stretch, true);
  }

  static Aim atLeastTimesFloor(double limit, double stretch) {
    return new Aim(false, limit, stretch, true);
  }

  /** What became of it. */
  enum Verdict {
    STRETCH,
    MET,
    MISSED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Verdict judge(double value, double ratio) {
    double number = ofFloor ? ratio : value;
    if (reaches(number, stretch)) {
      return Verdict.STRETCH;
    }
    return reaches(number, limit) ? Verdict.MET : Verdict.MISSED;
  }

  private boolean reaches(double number, double bound) {
    return atMost ? number <= bound : number >= bound;
  }
}
