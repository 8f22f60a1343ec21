package dev.heddle.cli;

import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine;

/**
 * What the build runs to learn which classes a start of {@code heddle} needs: every command is
 * loaded and renders its help. The JVM records it into the AOT cache; see {@code src/main/aot}.
 */
public final class TrainingRun {

  private TrainingRun() {}

  /** Needs no arguments, reads nothing and prints nothing. */
  public static void main(String[] arguments) {
    rehearse(Main.commandLine());
  }

  private static void rehearse(CommandLine command) {
    try (var nowhere = new PrintWriter(Writer.nullWriter())) {
      command.setOut(nowhere).setErr(nowhere);
      command.execute("--help");
      command.execute("--version");
      command.execute("--no-such-option");
    }
    command.getSubcommands().values().forEach(TrainingRun::rehearse);
  }
}
