package dev.heddle.platform.artifacts;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore.Content;
import dev.heddle.model.execution.ExecutionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Objects as files under one directory that only its owner may read. An object is written beside
 * its place and moved there when it is complete and on disk, so readers never see half of one.
 */
public final class ArtifactFiles {

  /** An object was longer than is allowed. */
  public static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(long most) {
      super("an object has at most " + most + " bytes");
    }
  }

  private static final FileAttribute<Set<PosixFilePermission>> OURS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final List<String> KINDS = List.of("Task_Output", "Workflow_Env");
  private static final String CODE = "Task_Code";
  private static final int CHUNK = 64 << 10;

  private final Path root;
  private final Path incoming;
  private final long largest;

  /**
   * @param largest bytes of an object
   */
  public ArtifactFiles(Path root, long largest) {
    this.root = root.toAbsolutePath().normalize();
    this.incoming = this.root.resolve(".incoming");
    this.largest = largest;
  }

  /**
   * Stores an object.
   *
   * @throws TooLarge if there is more than is allowed; nothing is stored then
   */
  public void put(ArtifactPath path, InputStream content) throws IOException {
    Files.createDirectories(incoming, OURS);
    Path part = Files.createTempFile(incoming, "object-", ".part");
    try {
      write(part, content);
      Path target = file(path);
      Files.createDirectories(target.getParent(), OURS);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void write(Path part, InputStream content) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      OutputStream out = Channels.newOutputStream(channel);
      byte[] chunk = new byte[CHUNK];
      long written = 0;
      for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
        written += count;
        if (written > largest) {
          throw new TooLarge(largest);
        }
        out.write(chunk, 0, count);
      }
      channel.force(true);
    }
  }

  /** Empty if there is no such object. */
  public Optional<Content> open(ArtifactPath path) throws IOException {
    try {
      FileChannel channel =
          FileChannel.open(file(path), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(new Content(channel.size(), Channels.newInputStream(channel)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** Removes what the tasks of some executions stored. */
  public void deleteAll(Collection<ExecutionId> executions) throws IOException {
    Set<String> ids = executions.stream().map(ExecutionId::toString).collect(Collectors.toSet());
    for (String kind : KINDS) {
      for (String id : ids) {
        delete(root.resolve(kind).resolve(id));
      }
    }
    Path scripts = root.resolve(CODE);
    if (!Files.isDirectory(scripts)) {
      return;
    }
    // named after tasks; one look at the directory for all executions
    try (Stream<Path> tasks = Files.list(scripts)) {
      for (Path task : tasks.filter(each -> ids.contains(execution(each))).toList()) {
        delete(task);
      }
    }
  }

  private static String execution(Path task) {
    String name = task.getFileName().toString();
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (DirectoryNotEmptyException | UncheckedIOException written) {
      throw new IOException("something was written while " + directory + " was removed", written);
    }
  }

  /** Paths have no way up, so this lies under the root; a link put there by others is not ours. */
  private Path file(ArtifactPath path) throws IOException {
    Path file = root;
    for (String segment : path.text().split("/", -1)) {
      file = file.resolve(segment);
      if (Files.isSymbolicLink(file)) {
        throw new IOException("there is a symbolic link among the stored objects");
      }
    }
    return file;
  }
}
