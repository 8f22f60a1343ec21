package dev.heddle.platform.pack.install;

import dev.heddle.platform.pack.Pack;
import dev.heddle.platform.pack.Pack.Testing;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the programs of a pack's {@code testing} section before it is installed (S1-141). */
final class PackTests {

  private static final int LAST_WORDS = 400;

  private final Map<String, String> environment;

  PackTests(Map<String, String> environment) {
    this.environment = environment;
  }

  /** How they went; {@code message} names those that failed. */
  record Outcome(boolean passed, String message) {}

  Outcome run(Pack pack) throws IOException, InterruptedException {
    Testing testing = pack.manifest().testing();
    List<String> failed = new ArrayList<>();
    for (Testing.Runner runner : testing.runners()) {
      String why = run(pack.directory(), runner);
      if (!why.isEmpty()) {
        failed.add(runner.name() + " (" + why + ")");
      }
    }
    int all = testing.runners().size();
    boolean passed =
        !testing.blocks() || all == 0 || (all - failed.size()) >= testing.minPassRate() * all;
    return new Outcome(
        passed,
        failed.size() + " of " + all + " tests of the pack failed: " + String.join(", ", failed));
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
