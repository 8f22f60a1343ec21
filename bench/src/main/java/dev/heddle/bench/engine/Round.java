package dev.heddle.bench.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One round of measurements: seconds, or rows and bytes where the name says so.
 *
 * @param heddleCpu CPU seconds of Heddle in W3
 * @param databaseCpu CPU seconds of PostgreSQL in W3
 * @param transactions write transactions in W3
 * @param wal bytes of write-ahead log in W3
 * @param resident bytes of memory of Heddle after W3
 */
record Round(
    double commit,
    double groupedRows,
    double chain,
    double fan,
    double many,
    double heddleCpu,
    double databaseCpu,
    double transactions,
    double wal,
    double resident) {

  static Round measure(Workloads workloads, Floor floor, Installation installation)
      throws InterruptedException, SQLException {
    double commit = floor.singleCommit();
    double chain = workloads.chain();
    double fan = workloads.fan();
    Meter meter = new Meter(installation.database());
    Meter.Reading before = meter.read();
    double many = workloads.many();
    Meter.Reading after = meter.read();
    return new Round(
        commit,
        floor.grouped(),
        chain,
        fan,
        many,
        after.heddleCpu() - before.heddleCpu(),
        after.databaseCpu() - before.databaseCpu(),
        after.transactions() - before.transactions(),
        after.wal() - before.wal(),
        Meter.resident());
  }

  static String table(List<Round> rounds) {
    int steps = Workloads.MANY * Workloads.SHORT;
    double commit = median(rounds, Round::commit);
    double chainStep = median(rounds, Round::chain) / Workloads.CHAIN;
    double many = median(rounds, Round::many);
    return """
    medians of %d rounds
    floor  one-row commit              %8.3f ms
    floor  grouped rows                %8.0f rows/s
    W1     chain of %d, per step      %8.3f ms   = %.2f x the commit
    W2     fan-out of %d and join    %8.3f s
    W3     %d workflows of %d steps   %8.0f steps/s
    W3     CPU per 1,000 steps         %8.3f s    Heddle %.3f, PostgreSQL %.3f
    W3     write transactions per step %8.4f
    W3     WAL per step                %8.0f bytes
    after  resident memory             %8.0f MB
    """
        .formatted(
            rounds.size(),
            commit * 1e3,
            median(rounds, Round::groupedRows),
            Workloads.CHAIN,
            chainStep * 1e3,
            chainStep / commit,
            Workloads.FAN,
            median(rounds, Round::fan),
            Workloads.MANY,
            Workloads.SHORT,
            steps / many,
            median(rounds, round -> round.heddleCpu() + round.databaseCpu()) * 1_000 / steps,
            median(rounds, Round::heddleCpu) * 1_000 / steps,
            median(rounds, Round::databaseCpu) * 1_000 / steps,
            median(rounds, Round::transactions) / steps,
            median(rounds, Round::wal) / steps,
            median(rounds, Round::resident) / 1e6)
        .formatted(Locale.ROOT);
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
