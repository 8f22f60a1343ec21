package dev.heddle.cli;

import dev.heddle.cli.terminal.Style;
import dev.heddle.cli.terminal.Terminal;
import dev.heddle.cli.terminal.WindowSize;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;
import picocli.CommandLine;

/**
 * What the build runs to learn which classes a start of {@code heddle} needs: every command is
 * loaded and renders its help. The JVM records it into the AOT cache; see {@code src/main/aot}.
 */
public final class TrainingRun {

  private TrainingRun() {}

  /** Needs no arguments, reads nothing and prints nothing. */
  public static void main(String[] arguments) {
    try (var nowhere = new PrintWriter(Writer.nullWriter())) {
      rehearse(
          Main.commandLine(
              new Terminal(
                  InputStream.nullInputStream(),
                  nowhere,
                  nowhere,
                  false,
                  false,
                  false,
                  Style.PLAIN,
                  WindowSize.UNLIMITED),
              Map.of()));
    }
  }

  private static void rehearse(CommandLine command) {
    command.execute("--help");
    command.execute("--version");
    command.execute("--no-such-option");
    command.getSubcommands().values().forEach(TrainingRun::rehearse);
  }
}
