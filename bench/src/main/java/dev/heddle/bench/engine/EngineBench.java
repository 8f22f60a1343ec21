package dev.heddle.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the engine on the embedded PostgreSQL with fsync on: W1 a chain of 100 steps, W2 a
 * fan-out of 1,000 and its join, W3 1,000 workflows of 3 steps, W4 a cold start; and in the same
 * run the floor, that is what the database alone takes for the same rows. Prints medians of the
 * rounds.
 *
 * <p>Arguments: the number of rounds (default 5).
 */
public final class EngineBench {

  private EngineBench() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Path home = Files.createTempDirectory("heddle-bench");
    try (Installation installation = Installation.open(home)) {
      Workloads workloads = new Workloads(installation);
      Floor floor = new Floor(installation.database());
      workloads.warmUp();
      floor.warmUp();
      List<Round> measured = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        measured.add(Round.measure(workloads, floor, installation));
      }
      System.out.print(Round.table(measured));
      System.out.print(ColdStart.measure(home));
    } finally {
      delete(home);
    }
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
