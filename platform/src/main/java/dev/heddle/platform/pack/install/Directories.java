package dev.heddle.platform.pack.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removing what was fetched. */
final class Directories {

  private Directories() {}

  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Leaves the directory itself. */
  static void empty(Path directory) throws IOException {
    List<Path> content;
    try (Stream<Path> entries = Files.list(directory)) {
      content = entries.toList();
    }
    for (Path each : content) {
      delete(each);
    }
  }
}
