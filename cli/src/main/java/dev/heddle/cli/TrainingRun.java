package dev.heddle.cli;

import dev.heddle.cli.terminal.Style;
import dev.heddle.cli.terminal.Terminal;
import dev.heddle.cli.terminal.WindowSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * What the build runs to learn which classes a start of {@code heddle} needs: every command renders
 * its help, and a small workflow runs in a home of its own. The JVM records it into the AOT cache;
 * see {@code src/main/aot}.
 */
public final class TrainingRun {

  private static final String WORKFLOW =
      """
      ref: training.run
      label: Training
      version: "1"
      parameters:
        name: {type: string, default: world}
      tasks:
        - name: greet
          action: core.echo
          input: {message: "Hello {{ parameters.name | upper }}"}
          publish:
            - said: "{{ task.greet.result.stdout }}"
          decision:
            - when: "{{ vars.said == '' }}"
              next: each
            - default: each
        - name: each
          action: training.print
          with_items: [1, 2]
          retry: {count: 1, delay: 0.1}
          input: {number: "{{ item }}"}
      output_map:
        said: "{{ vars.said }}"
      """;

  private static final String ACTION =
      """
      ref: training.print
      label: Print
      entry_point: print.sh
      parameters:
        number: {type: integer}
      """;

  private static final int STOP_PATIENCE = 100;

  private final Path home;
  private final PrintWriter nowhere = new PrintWriter(Writer.nullWriter());

  private TrainingRun(Path home) {
    this.home = home;
  }

  /** Needs no arguments, reads nothing and prints nothing but what went wrong. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("heddle-training");
    Logging.start(false, false);
    try {
      TrainingRun training = new TrainingRun(home);
      training.rehearse(training.command());
      training.run();
    } finally {
      remove(home);
    }
  }

  private CommandLine command() {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            false,
            false,
            false,
            Style.PLAIN,
            WindowSize.UNLIMITED);
    return Main.commandLine(
        terminal, Map.of("HEDDLE_HOME", home.toString(), "PATH", "/usr/bin:/bin"), _ -> {});
  }

  private void rehearse(CommandLine command) {
    command.execute("--help");
    command.execute("--no-such-option");
    command.getSubcommands().values().forEach(this::rehearse);
  }

  private void run() throws IOException {
    Path pack = Files.createDirectories(home.resolve("packs/training"));
    Files.createDirectories(pack.resolve("workflows"));
    Files.createDirectories(pack.resolve("actions"));
    Files.writeString(
        pack.resolve("pack.yaml"), "{ref: training, label: T, description: T, version: '1'}");
    Files.writeString(pack.resolve("actions/print.yaml"), ACTION);
    Files.writeString(pack.resolve("actions/print.sh"), "cat\n");
    String workflow = Files.writeString(pack.resolve("workflows/run.yaml"), WORKFLOW).toString();
    for (List<String> arguments :
        List.of(
            List.of("validate", workflow),
            List.of("graph", workflow),
            List.of("run", workflow, "--param", "name=Ada"),
            List.of("run", workflow, "--output", "json"),
            List.of("execution", "list"))) {
      command().execute(arguments.toArray(String[]::new));
    }
  }

  /** The database server ends a moment after its last user. */
  private static void remove(Path home) throws IOException, InterruptedException {
    Path server = home.resolve("postgres");
    for (int look = 0; look < STOP_PATIENCE && isRunning(server); look++) {
      Thread.sleep(100);
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isRunning(Path server) throws IOException {
    if (!Files.isDirectory(server)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(server, 2)) {
      return files.anyMatch(file -> file.endsWith("postmaster.pid"));
    }
  }
}
