package dev.heddle.platform.pack.install;

import dev.heddle.platform.pack.Pack;
import dev.heddle.platform.pack.Pack.Testing;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs the programs of a pack's {@code testing} section, as before it is installed (S1-141). */
public final class PackTests {

  private static final int LAST_WORDS = 400;

  private final Map<String, String> environment;

  /**
   * @param environment where the interpreters are found
   */
  public PackTests(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * How they went.
   *
   * @param failures why those failed that did, by name
   * @param passed whether so few failed that the pack may be installed
   */
  public record Outcome(int all, Map<String, String> failures, boolean passed) {

    public Outcome {
      failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    public String message() {
      String each =
          failures.entrySet().stream()
              .map(failed -> failed.getKey() + " (" + failed.getValue() + ")")
              .collect(Collectors.joining(", "));
      return failures.size() + " of " + all + " tests of the pack failed: " + each;
    }
  }

  public Outcome run(Pack pack) throws IOException, InterruptedException {
    Testing testing = pack.manifest().testing();
    Map<String, String> failures = new LinkedHashMap<>();
    for (Testing.Runner runner : testing.runners()) {
      String why = run(pack.directory(), runner);
      if (!why.isEmpty()) {
        failures.put(runner.name(), why);
      }
    }
    int all = testing.runners().size();
    boolean passed =
        !testing.blocks() || all == 0 || (all - failures.size()) >= testing.minPassRate() * all;
    return new Outcome(all, failures, passed);
  }

  /** Why a runner failed; empty if it passed. */
  private String run(Path pack, Testing.Runner runner) throws IOException, InterruptedException {
    File output = File.createTempFile("heddle-pack-test", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(interpreter(runner.program()), runner.program().toString())
              .directory(pack.toFile())
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output);
      builder.environment().clear();
      builder.environment().put("PATH", environment.getOrDefault("PATH", "/usr/bin:/bin"));
      Process process = builder.start();
      if (!process.waitFor(runner.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return "took longer than " + runner.timeout().toSeconds() + " s";
      }
      return process.exitValue() == 0 ? "" : "exit code " + process.exitValue() + lastWords(output);
    } finally {
      if (!output.delete()) {
        output.deleteOnExit();
      }
    }
  }

  private static String interpreter(Path program) {
    String name = program.getFileName().toString();
    if (name.endsWith(".py")) {
      return "python3";
    }
    return name.endsWith(".js") || name.endsWith(".mjs") ? "node" : "sh";
  }

  private static String lastWords(File output) throws IOException {
    try (InputStream in = new FileInputStream(output)) {
      in.skipNBytes(Math.max(0, output.length() - LAST_WORDS));
      String said = new String(in.readNBytes(LAST_WORDS), StandardCharsets.UTF_8).strip();
      return said.isEmpty() ? "" : ": " + said;
    }
  }
}
