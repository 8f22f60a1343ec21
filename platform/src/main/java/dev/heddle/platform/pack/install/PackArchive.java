package dev.heddle.platform.pack.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A directory with a pack as a zip that can be sent (S1-172): the same bytes for the same files.
 */
public final class PackArchive {

  /** The first moment of which a zip says nothing about the time zone. */
  private static final LocalDateTime SOME_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final String GIT = ".git";

  private final Path root;

  /** The files to read, by their names in the archive. */
  private final SortedMap<String, Path> files = new TreeMap<>();

  private long bytes;

  private PackArchive(Path root) {
    this.root = root;
  }

  /**
   * Writes the files of the pack in a directory, without what git keeps. A link to a file of the
   * pack becomes that file.
   *
   * @throws IOException if there is no pack, it is too large, or a link in it leads elsewhere; the
   *     message says why, to follow the name of the directory
   */
  public static void write(Path directory, Path target) throws IOException {
    Path pack =
        FetchedPack.in(directory)
            .orElseThrow(() -> new IOException("there is no pack.yaml in it"))
            .directory()
            .toRealPath();
    if (!pack.startsWith(directory.toRealPath())) {
      throw new IOException("`" + pack.getFileName() + "` in it is a link that leads out of it");
    }
    PackArchive archive = new PackArchive(pack);
    archive.collect();
    archive.writeTo(target);
  }

  private void collect() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        add(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void add(Path file) throws IOException {
    Path name = root.relativize(file);
    if (isOfGit(name)) {
      return;
    }
    Path read = Files.isSymbolicLink(file) ? target(file, name) : file;
    if (!Files.isRegularFile(read, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    bytes += Files.size(read);
    files.put(name.toString(), read);
    if (files.size() > Unpacking.MOST_ENTRIES) {
      throw new IOException("it has more than " + Unpacking.MOST_ENTRIES + " files");
    }
    if (bytes > Unpacking.MOST_BYTES) {
      throw new IOException("it holds more than " + (Unpacking.MOST_BYTES >> 20) + " MiB");
    }
  }

  private static boolean isOfGit(Path name) {
    for (Path part : name) {
      if (part.toString().equals(GIT)) {
        return true;
      }
    }
    return false;
  }

  private Path target(Path link, Path name) throws IOException {
    Path target;
    try {
      target = link.toRealPath();
    } catch (FileSystemException nothing) {
      throw new IOException("`" + name + "` in it is a link to nothing", nothing);
    }
    if (!target.startsWith(root) || isOfGit(root.relativize(target))) {
      throw new IOException("`" + name + "` in it is a link that leads out of it");
    }
    if (!Files.isRegularFile(target)) {
      throw new IOException("`" + name + "` in it is a link to something other than a file");
    }
    return target;
  }

  private void writeTo(Path target) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
      for (Map.Entry<String, Path> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(SOME_TIME);
        zip.putNextEntry(entry);
        Files.copy(file.getValue(), zip);
        zip.closeEntry();
      }
    }
  }
}
