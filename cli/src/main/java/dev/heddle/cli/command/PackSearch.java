package dev.heddle.cli.command;

import dev.heddle.cli.input.TextFile;
import dev.heddle.cli.input.UsageException;
import dev.heddle.platform.pack.LocalFile;
import dev.heddle.platform.pack.PackDirectories;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.platform.pack.PackReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Reads a workflow file with the packs it sees. */
final class PackSearch {

  private PackSearch() {}

  /**
   * The file with the packs that are named, else those it lies among, else those in {@code packs/}
   * beside it.
   */
  static LocalFile read(Path file, List<Path> named) throws IOException {
    return read(file, named, PackReader::read);
  }

  /** The same, with packs as {@code reader} reads them. */
  static LocalFile read(Path file, List<Path> named, Function<Path, PackReading> reader)
      throws IOException {
    // Says in plain words what is no text, or too long for one.
    TextFile.read(file);
    for (Path pack : named) {
      if (!Files.isDirectory(pack)) {
        throw new UsageException("there is no directory " + pack);
      }
    }
    return LocalFile.read(file, named.isEmpty() ? besides(file) : named, reader);
  }

  private static List<Path> besides(Path file) {
    Path packs = file.resolveSibling("packs");
    boolean alone = PackDirectories.packOf(file).isEmpty();
    return alone && Files.isDirectory(packs) ? List.of(packs) : List.of();
  }
}
