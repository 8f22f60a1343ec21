package dev.heddle.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that is gone with this process, and with it the database servers that ran there. */
final class Scratch {

  private static final String SERVER = "postmaster.pid";

  private Scratch() {}

  static Path create() throws IOException {
    Path directory = Files.createTempDirectory("heddle-bench");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
    return directory;
  }

  private static void remove(Path directory) {
    try {
      for (Path file : filesIn(directory)) {
        if (file.endsWith(SERVER)) {
          kill(file);
        }
      }
      for (Path file : filesIn(directory)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failed) {
      System.err.println("could not remove " + directory + ": " + failed);
    }
  }

  /** Deepest first. */
  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }

  /** Its data are of no use to anybody, so there is nothing it should finish. */
  private static void kill(Path pidFile) throws IOException {
    try {
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst());
      ProcessHandle.of(pid).ifPresent(Scratch::kill);
    } catch (NoSuchFileException stopped) {
      // Then it is gone already.
    }
  }

  private static void kill(ProcessHandle server) {
    for (ProcessHandle process : Stream.concat(Stream.of(server), server.descendants()).toList()) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
