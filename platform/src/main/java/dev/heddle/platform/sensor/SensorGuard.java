package dev.heddle.platform.sensor;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends the sensors of a server that was killed, so that none runs beside the one another server
 * starts. It is a shell that sleeps on a pipe until the server is gone, however it went, and finds
 * the sensors and what they have started by a variable in their environment. Only on Linux:
 * elsewhere a sensor ends itself when its standard input does.
 */
final class SensorGuard implements AutoCloseable {

  /** What every sensor of a server has in its environment, with the name of its holder. */
  static final String VARIABLE = "HEDDLE_SENSOR_HOLDER";

  private static final Logger LOG = System.getLogger(SensorGuard.class.getName());

  /** What the dying server was about to start appears a moment later, so it looks again. */
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      read -r line
      quiet=0
      while [ "$quiet" -lt 3 ]; do
        quiet=$((quiet + 1))
        for found in $(grep -lsF "$1" /proc/[0-9]*/environ); do
          quiet=0
          pid=${found#/proc/}
          kill -KILL "${pid%/environ}"
        done
        sleep 0.1
      done
      """;

  private final @Nullable Process shell;

  private SensorGuard(@Nullable Process shell) {
    this.shell = shell;
  }

  /** Starts to watch over this process for the sensors of {@code holder}. */
  static SensorGuard start(String holder) {
    // In a session of its own, where signals meant for the server's group do not reach it.
    for (List<String> before : List.of(List.of("setsid"), List.<String>of())) {
      List<String> command = new ArrayList<>(before);
      command.addAll(
          List.of("/bin/sh", "-c", SCRIPT, "heddle-sensor-guard", VARIABLE + "=" + holder));
      ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
      builder.environment().clear();
      builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
      try {
        return new SensorGuard(
            builder
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
      } catch (IOException failed) {
        LOG.log(Level.DEBUG, "no guard of sensors by {0}", command.getFirst());
      }
    }
    LOG.log(Level.WARNING, "if this process is killed, the sensors it runs will go on");
    return new SensorGuard(null);
  }

  /** Sends it away: it ends what is still there, which after an orderly end is nothing. */
  @Override
  public void close() {
    if (shell == null) {
      return;
    }
    try (OutputStream pipe = shell.getOutputStream()) {
      pipe.flush();
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "the guard of sensors had gone before", gone);
    }
  }
}
