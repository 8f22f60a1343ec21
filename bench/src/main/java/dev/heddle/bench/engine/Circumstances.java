package dev.heddle.bench.engine;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Under what circumstances it was measured.
 *
 * @param load the load of the machine in the last minute, our own included
 */
record Circumstances(LocalDate day, int processors, String java, double load) {

  static Circumstances now() {
    return new Circumstances(
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  String describe(int rounds) {
    return String.format(
        Locale.ROOT,
        "%s, %d processors, Java %s, PostgreSQL on the same machine and disk, %d rounds; load of"
            + " the machine before: %.1f.",
        day,
        processors,
        java,
        rounds,
        load);
  }
}
