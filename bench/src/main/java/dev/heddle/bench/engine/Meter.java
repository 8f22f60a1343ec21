package dev.heddle.bench.engine;

import dev.heddle.postgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads what processes and the database have used so far (Linux). */
final class Meter {

  private static final double TICKS_PER_SECOND = 100;

  /** Of the fields of a process's {@code stat}, those after its name that are read. */
  private static final int FIELDS = 15;

  private final Database database;

  Meter(Database database) {
    this.database = database;
  }

  /** Totals since the start: CPU in seconds, WAL in bytes. */
  record Reading(double ownCpu, double databaseCpu, double transactions, double wal) {

    Reading since(Reading start) {
      return new Reading(
          ownCpu - start.ownCpu,
          databaseCpu - start.databaseCpu,
          transactions - start.transactions,
          wal - start.wal);
    }

    double cpu() {
      return ownCpu + databaseCpu;
    }
  }

  Reading read() throws SQLException {
    try (Connection connection = database.connection();
        Statement query = connection.createStatement();
        ResultSet row =
            query.executeQuery(
                """
                SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0'),
                  pg_current_xact_id()::text::int8,
                  array(SELECT pid FROM pg_stat_activity), pg_backend_pid()
                """)) {
      row.next();
      List<Integer> backends = new ArrayList<>();
      for (Object pid : (Object[]) row.getArray(3).getArray()) {
        backends.add((Integer) pid);
      }
      double databaseCpu =
          backends.stream().mapToDouble(Meter::cpu).sum() + ofEndedChildren(parent(row.getInt(4)));
      return new Reading(
          ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                  .getProcessCpuTime()
              / 1e9,
          databaseCpu,
          row.getLong(2),
          row.getDouble(1));
    }
  }

  private static double cpu(int pid) {
    long[] fields = fields(pid);
    return (fields[11] + fields[12]) / TICKS_PER_SECOND;
  }

  /** What backends used that have ended, such as those of autovacuum. */
  private static double ofEndedChildren(int pid) {
    long[] fields = fields(pid);
    return (fields[13] + fields[14]) / TICKS_PER_SECOND;
  }

  private static int parent(int pid) {
    return (int) fields(pid)[1];
  }

  /** What the system says of a process after its name, as numbers; zeros if it has ended. */
  private static long[] fields(int pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", FIELDS + 1);
      long[] numbers = new long[FIELDS];
      for (int i = 1; i < FIELDS; i++) { // the first is a letter
        numbers[i] = Long.parseLong(fields[i]);
      }
      return numbers;
    } catch (NoSuchFileException gone) {
      return new long[FIELDS];
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Bytes of this process's heap in use, garbage included. */
  static double heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The resident memory of this process in bytes. */
  static double resident() {
    return resident(ProcessHandle.current().pid());
  }

  /** The resident memory of a process in bytes. */
  static double resident(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
        if (line.startsWith("VmRSS:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
      return 0;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
