package dev.heddle.bench.engine;

import java.io.IOException;
import java.nio.file.Path;

/** Starts a new process on an existing home and measures until its first step is durable. */
public final class ColdStart {

  private ColdStart() {}

  /** W4 as text; the process is a plain JVM without an ahead-of-time cache. */
  static String measure(Path home) throws IOException, InterruptedException {
    double[] seconds = new double[3];
    for (int i = 0; i < seconds.length; i++) {
      long from = System.nanoTime();
      Process child =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ColdStart.class.getName(),
                  home.toString())
              .inheritIO()
              .start();
      if (child.waitFor() != 0) {
        throw new IOException("the cold start failed");
      }
      seconds[i] = (System.nanoTime() - from) / 1e9;
    }
    java.util.Arrays.sort(seconds);
    return "W4     start to first step, and end %6.3f s    (plain JVM)\n".formatted(seconds[1]);
  }

  public static void main(String[] arguments) throws InterruptedException {
    try (Installation installation = Installation.open(Path.of(arguments[0]))) {
      new Workloads(installation).chain();
    }
  }
}
