package dev.heddle.worker.script;

import dev.heddle.model.execution.AttemptId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What scripts need on this host: the worker program, a directory per attempt, installed
 * dependencies. Only its owner may look inside.
 */
final class ScriptHome {

  private static final System.Logger LOG = System.getLogger(ScriptHome.class.getName());
  static final String PROGRAM = "script_worker.py";
  private static final FileAttribute<Set<PosixFilePermission>> OURS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path directory;
  private final Duration recordsKept;
  private @Nullable Path program;

  ScriptHome(Path directory, Duration recordsKept) {
    this.directory = directory;
    this.recordsKept = recordsKept;
  }

  Path environments() {
    return directory.resolve("environments");
  }

  /** The program, written out when it is first needed. */
  synchronized Path program() throws IOException {
    if (program == null) {
      Files.createDirectories(directory.resolve("attempts"), OURS);
      Files.createDirectories(environments(), OURS);
      program = writeProgram();
      forgetOldRecords();
    }
    return program;
  }

  /** The text of the script worker. */
  static byte[] content() throws IOException {
    try (InputStream in = ScriptHome.class.getResourceAsStream(PROGRAM)) {
      if (in == null) {
        throw new IOException("the script worker is missing in this installation");
      }
      return in.readAllBytes();
    }
  }

  /** Under a new name first: another process may be running the one that is there. */
  private Path writeProgram() throws IOException {
    Path target = directory.resolve(PROGRAM);
    Path part = Files.createTempFile(directory, PROGRAM, ".part");
    Files.write(part, content());
    return Files.move(
        part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * The directory of an attempt; only the first who asks may run it, ever.
   *
   * @return whether it is new
   */
  boolean claim(AttemptId attempt) throws IOException {
    program();
    try {
      Files.createDirectory(of(attempt), OURS);
      return true;
    } catch (FileAlreadyExistsException ran) {
      return false;
    }
  }

  Path of(AttemptId attempt) {
    return directory.resolve("attempts").resolve(attempt.toString());
  }

  /** Removes all of an attempt but the record of how it ended. */
  void clean(AttemptId attempt) {
    Path kept = of(attempt).resolve(ScriptEnd.FILE);
    delete(of(attempt), kept);
  }

  private void forgetOldRecords() throws IOException {
    Instant limit = Instant.now().minus(recordsKept);
    try (Stream<Path> records = Files.list(directory.resolve("attempts"))) {
      for (Path record : (Iterable<Path>) records::iterator) {
        if (Files.getLastModifiedTime(record).toInstant().isBefore(limit)) {
          delete(record, null);
        }
      }
    }
  }

  private static void delete(Path root, @Nullable Path kept) {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (!path.equals(kept) && !(kept != null && path.equals(root))) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException | java.io.UncheckedIOException failure) {
      // the attempt is over and its outcome stands; but somebody should remove the rest
      LOG.log(System.Logger.Level.WARNING, () -> "could not delete all of " + root, failure);
    }
  }
}
