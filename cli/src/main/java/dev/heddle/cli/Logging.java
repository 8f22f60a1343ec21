package dev.heddle.cli;

import dev.heddle.cli.terminal.DisplayText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the parts of Heddle log goes to standard error, a line each; commands log little. */
final class Logging {

  /** Held here, for the log manager holds loggers and their levels only weakly. */
  private static final Logger HEDDLE = Logger.getLogger("dev.heddle");

  /** It prints with a trace what steps report as their failure. */
  private static final Logger DOCKER = Logger.getLogger("com.github.dockerjava");

  private Logging() {}

  /**
   * Sets the level for this process.
   *
   * @param talkative whether Heddle itself shows more than warnings, as a server does
   * @param json whether lines are for programs
   */
  static void start(boolean talkative, boolean json) {
    LogManager.getLogManager().reset();
    ConsoleHandler toError = new ConsoleHandler();
    toError.setFormatter(json ? new JsonLine() : new Line());
    Logger root = Logger.getLogger("");
    root.addHandler(toError);
    root.setLevel(Level.WARNING);
    HEDDLE.setLevel(talkative ? Level.INFO : Level.WARNING);
    DOCKER.setLevel(Level.OFF);
    toError.setLevel(Level.ALL);
  }

  private static final class Line extends Formatter {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    @Override
    public String format(LogRecord event) {
      String line =
          "%s %-7s %s"
              .formatted(
                  TIME.format(event.getInstant()),
                  event.getLevel().getName(),
                  DisplayText.oneLine(formatMessage(event)));
      if (event.getThrown() == null) {
        return line + "\n";
      }
      StringWriter trace = new StringWriter();
      event.getThrown().printStackTrace(new PrintWriter(trace));
      return line + "\n" + trace;
    }
  }
}
