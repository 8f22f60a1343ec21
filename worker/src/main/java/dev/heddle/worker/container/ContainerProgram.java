package dev.heddle.worker.container;

import dev.heddle.engine.port.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A program that comes with Heddle, to be run in a container for an attempt. It is copied in, works
 * in a directory of its own and may leave a message behind.
 */
public interface ContainerProgram {

  /** The name and text of the program's file. */
  record Source(String name, String text) {}

  /** A directory of the host, to be read only, and where it is in the container. */
  record Directory(Path source, String target) {}

  /** The image that has what the program needs. */
  String image();

  /** What runs the file, such as {@code python3}. */
  String interpreter();

  Source source() throws IOException;

  /**
   * What it is told.
   *
   * @param message where it may leave its message, as it sees it
   */
  Map<String, String> variables(String message) throws IOException;

  Optional<Directory> directory() throws IOException;

  /**
   * What its end means.
   *
   * @param report with {@code stdout}, {@code stderr}, {@code exit_code} and {@code succeeded}
   * @param message empty if it left none
   */
  Report meaning(Report report, Optional<String> message);
}
