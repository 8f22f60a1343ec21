package dev.heddle.worker.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processes of an attempt outside its group, known by the attempt id in their environment. Looks
 * through all processes of the host, so it is for attempts that are ended by force. Finds nothing
 * where there is no {@code /proc}.
 */
final class Strays {

  private static final Path PROC = Path.of("/proc");

  /** A stray may fork while we look. */
  private static final int MAX_ROUNDS = 3;

  private Strays() {}

  static void kill(String attempt) {
    String entry = "\0" + EnvironmentNames.ATTEMPT_ID + "=" + attempt + "\0";
    for (int round = 0; round < MAX_ROUNDS; round++) {
      if (!killFound(entry)) {
        return;
      }
    }
  }

  private static boolean killFound(String entry) {
    boolean found = false;
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      if (process.pid() != ProcessHandle.current().pid() && environment(process).contains(entry)) {
        found |= Posix.signal(process.pid(), Signal.KILL);
      }
    }
    return found;
  }

  private static String environment(ProcessHandle process) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(process.pid() + "/environ"));
      return "\0" + new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException | SecurityException notOursOrGone) {
      return "";
    }
  }
}
