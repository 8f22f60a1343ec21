package dev.heddle.platform.pack.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Unpacks an archive of files and directories into an empty directory, and nothing anywhere else
 * (security row 10): no links or devices, no names that lead out, no two names that one file system
 * may take for the same, and not more than the limits.
 */
final class Unpacking {

  static final int MOST_ENTRIES = 10_000;
  private static final int LONGEST_PATH = 512;
  static final long MOST_BYTES = 256L << 20;

  /** What a name in a path may be; no system reads more into it than a name. */
  private static final Pattern NAME = Pattern.compile("[^/\\\\:*?\"<>|\\p{Cntrl}]{1,255}");

  private final Path target;

  /** The names there are in lower case, as they were written. */
  private final Map<String, String> names = new HashMap<>();

  private int entries;
  private long bytes;

  private Unpacking(Path target) {
    this.target = target;
  }

  /**
   * Unpacks into {@code target}, which exists and is empty.
   *
   * @throws IOException if the archive is damaged or refused; the message says why, to follow its
   *     name
   */
  static void unpack(ArchiveEntries archive, Path target) throws IOException {
    Unpacking unpacking = new Unpacking(target);
    for (Optional<ArchiveEntries.Entry> next = archive.next();
        next.isPresent();
        next = archive.next()) {
      unpacking.entry(next.get(), archive.content());
    }
  }

  private void entry(ArchiveEntries.Entry entry, InputStream content) throws IOException {
    if (++entries > MOST_ENTRIES) {
      throw new IOException("it has more than " + MOST_ENTRIES + " entries");
    }
    List<String> path = path(entry.name());
    if (path.isEmpty()) {
      return;
    }
    switch (entry.kind()) {
      case OTHER -> throw refused(entry, "is a link or a device");
      case DIRECTORY -> Files.createDirectories(place(path, true, entry));
      case FILE -> write(entry, place(path, false, entry), content);
    }
  }

  /** The parts of a path; {@code ./} and a slash at the end say nothing. */
  private static List<String> path(String name) throws IOException {
    if (name.length() > LONGEST_PATH || name.startsWith("/") || name.startsWith("\\")) {
      throw new IOException("the name `" + shown(name) + "` in it leads out of it or is too long");
    }
    List<String> path = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..") || !NAME.matcher(part).matches() || part.endsWith(".")) {
        throw new IOException("the name `" + shown(name) + "` in it leads out of it or is no name");
      }
      path.add(part);
    }
    return path;
  }

  /** Where an entry belongs; all directories above it are there then. */
  private Path place(List<String> path, boolean directory, ArchiveEntries.Entry entry)
      throws IOException {
    StringBuilder name = new StringBuilder();
    Path place = target;
    for (int i = 0; i < path.size(); i++) {
      boolean last = i == path.size() - 1;
      name.append('/').append(path.get(i));
      place = place.resolve(path.get(i));
      String written = name + (last && !directory ? "" : "/");
      String former = names.putIfAbsent(same(name.toString()), written);
      boolean again = former != null && (!former.equals(written) || (last && !directory));
      if (again) {
        throw refused(entry, "is there twice, or differs from another only in case");
      }
      if (!last) {
        Files.createDirectories(place);
      }
    }
    return place;
  }

  /** The same for names that some file system takes for one. */
  private static String same(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private void write(ArchiveEntries.Entry entry, Path file, InputStream content)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      byte[] buffer = new byte[16 << 10];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        bytes += read;
        if (bytes > MOST_BYTES) {
          throw new IOException("it holds more than " + (MOST_BYTES >> 20) + " MiB");
        }
        out.write(buffer, 0, read);
      }
    }
    if (entry.executable()) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static IOException refused(ArchiveEntries.Entry entry, String reason) {
    return new IOException("`" + shown(entry.name()) + "` in it " + reason);
  }

  /** A name for a message: short, and nothing that moves a terminal's cursor. */
  private static String shown(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 80 ? plain : plain.substring(0, 80) + "…";
  }
}
