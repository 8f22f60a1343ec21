package dev.heddle.bench.engine;

import dev.heddle.values.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures Heddle on the embedded PostgreSQL with fsync on, and in the same run what the database
 * alone takes. {@code bench/run} builds and starts it; see {@link Options}.
 */
public final class EngineBench {

  private EngineBench() {}

  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.print(wrong.getMessage() + "\n\n" + Options.USAGE);
      System.exit(2);
      return;
    }
    Circumstances before = Circumstances.now();
    report(measure(Scratch.create(), options), options, before);
  }

  private static List<Results.Line> measure(Path directory, Options options) throws Exception {
    Results results = new Results();
    try (Site site = Site.open(directory, options)) {
      List<Workload> workloads = new ArrayList<>();
      for (Workloads name : options.workloads()) {
        say("warming up " + name);
        Workload workload = name.on(site);
        workload.warmUp();
        workloads.add(workload);
      }
      for (int round = 0; round < options.rounds(); round++) {
        for (int i = 0; i < workloads.size(); i++) {
          Workload workload = workloads.get(i);
          if (round < workload.rounds(options.rounds())) {
            say("round " + (round + 1) + ", " + options.workloads().get(i));
            workload.measure(results);
          }
        }
      }
    }
    return results.lines();
  }

  private static void say(String progress) {
    System.err.println(progress);
  }

  private static void report(List<Results.Line> lines, Options options, Circumstances before)
      throws IOException {
    System.out.print(Report.table(lines));
    Path json = options.json();
    if (json != null) {
      Files.writeString(json, Json.writePretty(Report.json(lines, options.rounds())) + "\n");
    }
    Path document = options.report();
    if (document != null) {
      new Document(document).write(lines, options.rounds(), before);
    }
  }
}
