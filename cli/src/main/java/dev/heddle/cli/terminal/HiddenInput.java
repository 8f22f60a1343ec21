package dev.heddle.cli.terminal;

import java.io.File;
import java.io.IOException;

/**
 * Keeps what is typed at the terminal from being shown until it is closed, also if the process is
 * interrupted meanwhile.
 */
public final class HiddenInput implements AutoCloseable {

  private final Thread atExit = new Thread(HiddenInput::show, "show what is typed");

  private HiddenInput() {}

  /**
   * Begins to hide.
   *
   * @throws IOException if the terminal cannot do that
   */
  public static HiddenInput begin() throws IOException {
    HiddenInput hidden = new HiddenInput();
    Runtime.getRuntime().addShutdownHook(hidden.atExit);
    try {
      stty("-echo");
    } catch (IOException cannot) {
      Runtime.getRuntime().removeShutdownHook(hidden.atExit);
      throw cannot;
    }
    return hidden;
  }

  @Override
  public void close() {
    show();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      // Then the hook does, or did, the same once more.
    }
  }

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
    try (HiddenInput _ = begin()) {
      return line(terminal);
    } finally {
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

  private static void show() {
    try {
      stty("echo");
    } catch (IOException gone) {
      // Nobody types there any more.
    }
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
