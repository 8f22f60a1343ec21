package dev.heddle.bench.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code heddle} command in a process of its own, as users start it. */
final class Heddle implements AutoCloseable {

  /**
   * The launcher; without it the command runs on our class path, and starts slower than it could.
   */
  private static final String LAUNCHER = "heddle.bench.launcher";

  private static final int PATIENCE_SECONDS = 20;

  private final Process process;

  private Heddle(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param home its directory
   */
  static Heddle start(Path home, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(program());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HEDDLE_HOME", home.toString());
    if (!arguments[0].equals("server")) { // whose user interface is built when it is first started
      builder.environment().put("HEDDLE_BUILD", "off");
    }
    builder.environment().remove("HEDDLE_DATABASE_URL");
    return new Heddle(builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  private static List<String> program() {
    String launcher = System.getProperty(LAUNCHER);
    if (launcher != null) {
      return List.of(launcher);
    }
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.heddle.cli.Main"));
    return command;
  }

  /** Waits for a line of its output and returns what stands behind {@code beginning}. */
  String await(String beginning) throws IOException {
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length()).strip();
      }
    }
    throw new IOException("heddle ended without saying: " + beginning);
  }

  /** Waits until it has ended well. */
  void awaitEnd() throws IOException, InterruptedException {
    process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IOException("heddle ended with " + process.exitValue());
    }
  }

  /** Its resident memory in bytes. */
  double resident() {
    return Meter.resident(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
