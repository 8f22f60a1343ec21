package dev.heddle.cli.terminal;

import java.io.File;
import java.io.IOException;

/** Asks for a line at the terminal that is not shown while it is typed. */
public final class HiddenInput {

  private HiddenInput() {}

  /**
   * What was typed.
   *
   * @param hidden whether it must not be seen
   * @throws IOException if the input ends first
   */
  public static String read(Terminal terminal, String question, boolean hidden) throws IOException {
    terminal.err().print(question);
    terminal.err().flush();
    if (!hidden) {
      return line(terminal);
    }
    stty("-echo");
    try {
      return line(terminal);
    } finally {
      stty("echo");
      terminal.err().println();
    }
  }

  private static String line(Terminal terminal) throws IOException {
    String line = terminal.lines().readLine();
    if (line == null) {
      throw new IOException("the input ended before a value was typed");
    }
    return line;
  }

  private static void stty(String setting) throws IOException {
    try {
      int exitCode =
          new ProcessBuilder("stty", setting)
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exitCode != 0) {
        throw new IOException("the terminal cannot hide what is typed; use standard input");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    }
  }
}
