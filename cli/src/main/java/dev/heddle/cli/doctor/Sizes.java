package dev.heddle.cli.doctor;

import java.util.Locale;

/** Numbers of bytes for people. */
final class Sizes {

  private static final double STEP = 1024;
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

  private Sizes() {}

  static String of(long bytes) {
    double left = bytes;
    int unit = 0;
    while (left >= STEP && unit < UNITS.length - 1) {
      left /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", left, UNITS[unit]);
  }
}
