package dev.heddle.bench.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure and how often.
 *
 * @param json where the results go for machines; null for nowhere
 * @param report the document whose tables are written anew; null for none
 * @param waiting executions of W6
 * @param finished executions in the database of W7
 */
record Options(
    List<Workloads> workloads,
    int rounds,
    @Nullable Path json,
    @Nullable Path report,
    int waiting,
    int finished) {

  static final String USAGE =
      """
      bench/run [W1 … W10] [--rounds N] [--json FILE] [--report FILE] [--waiting N] [--finished N]
        without names all are measured, each for N rounds (5); the big ones, W6 and W7, once
        --json      where results go for machines
        --report    a document whose tables are written anew, between its marks
        --waiting   executions that wait in W6 (100000)
        --finished  executions that are in the database of W7 (1000000)
      """;

  /**
   * @throws IllegalArgumentException for an argument that is none
   */
  static Options parse(String... arguments) {
    List<Workloads> workloads = new ArrayList<>();
    int rounds = 5;
    Path json = null;
    Path report = null;
    int waiting = 100_000;
    int finished = 1_000_000;
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      switch (argument) {
        case "--rounds" -> rounds = number(arguments, ++i);
        case "--json" -> json = Path.of(value(arguments, ++i));
        case "--report" -> report = Path.of(value(arguments, ++i));
        case "--waiting" -> waiting = number(arguments, ++i);
        case "--finished" -> finished = number(arguments, ++i);
        default -> workloads.add(Workloads.named(argument));
      }
    }
    if (workloads.isEmpty()) {
      workloads.addAll(List.of(Workloads.values()));
    }
    return new Options(workloads, rounds, json, report, waiting, finished);
  }

  private static String value(String[] arguments, int index) {
    if (index >= arguments.length) {
      throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
    }
    return arguments[index];
  }

  private static int number(String[] arguments, int index) {
    String value = value(arguments, index);
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // Said below.
    }
    throw new IllegalArgumentException(
        arguments[index - 1] + " needs a positive number, not " + value);
  }
}
