package dev.heddle.postgres.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once per version. Callers hold the start lock. */
final class Software {
  private static final int OWNER_EXECUTE = 0100;

  private final Path directory;

  private Software(Path directory) {
    this.directory = directory;
  }

  /** Unpacks beside the final place and renames, so that half an installation is never used. */
  static Software install(Layout layout, Consumer<String> progress) throws IOException {
    Path target = layout.software();
    if (Files.isDirectory(target)) {
      return new Software(target);
    }
    progress.accept("unpacking PostgreSQL " + ServerVersion.full() + " …");
    deleteOthers(layout.root());
    Path unfinished = Files.createTempDirectory(layout.root(), "software-");
    try (InputStream archive = archive()) {
      unpack(archive, unfinished);
    }
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    return new Software(target);
  }

  String program(String name) {
    return directory.resolve("bin").resolve(name).toString();
  }

  private static InputStream archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String architecture =
        switch (System.getProperty("os.arch")) {
          case "amd64" -> "x86_64";
          case "aarch64" -> "arm_64";
          case String other -> other;
        };
    String name = "postgres-%s-%s.txz".formatted(system, architecture);
    @Nullable InputStream archive = Software.class.getClassLoader().getResourceAsStream(name);
    if (archive == null) {
      throw new EmbeddedPostgresException(
          "no PostgreSQL server for %s on %s comes with this build; "
                  .formatted(system, architecture)
              + "set HEDDLE_DATABASE_URL to a PostgreSQL server (15 or newer)");
    }
    return archive;
  }

  private static void unpack(InputStream archive, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!neededAtRunTime(entry.getName())) {
          continue;
        }
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("archive entry outside its directory: " + entry.getName());
        }
        unpack(tar, entry, path);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path);
    boolean executable = (entry.getMode() & OWNER_EXECUTE) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  /** Leaves out what only compiles extensions. */
  private static boolean neededAtRunTime(String name) {
    return !name.endsWith(".a") && !name.contains("/pgxs/") && !name.contains("/pkgconfig/");
  }

  /** Removes older versions and what an interrupted installation left behind. */
  private static void deleteOthers(Path root) throws IOException {
    try (var found = Files.newDirectoryStream(root, "software-*")) {
      for (Path old : found) {
        deleteRecursively(old);
      }
    }
  }

  static void deleteRecursively(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
