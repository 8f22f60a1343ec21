package dev.heddle.dispatch.content;

import dev.heddle.dispatch.Works;
import dev.heddle.dispatch.wire.Work;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What packs of this server consist of. A directory is looked at again after a short while; only
 * files that have changed are read again. Links are left out: they could lead anywhere.
 */
public final class PackContents implements Works {

  private static final long FRESH_NANOS = 2_000_000_000L;

  private final LongSupplier nanos;
  private final Map<Path, Seen> packs = new HashMap<>();

  private record Seen(long at, String digest, String list, Map<Path, Known> files) {}

  private record Known(long size, FileTime modified, String digest, boolean executable) {
    boolean isStill(BasicFileAttributes now) {
      return size == now.size() && modified.equals(now.lastModifiedTime());
    }
  }

  public PackContents(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public Work of(Action action) throws IOException {
    return switch (action.executor()) {
      case Executor.Builtin(String name) -> new Work.Builtin(name);
      case Executor.Program program -> program(action, program);
      case Executor.Container() -> new Work.Container();
      case Executor.Script _ ->
          throw new IOException("script files run on the server's own worker only");
    };
  }

  private Work program(Action action, Executor.Program program) throws IOException {
    Path directory = program.workDirectory();
    Path entryPoint = directory.relativize(program.entryPoint()).normalize();
    if (entryPoint.isAbsolute() || entryPoint.startsWith("..")) {
      throw new IOException("the entry point of " + action.ref() + " lies outside its pack");
    }
    return new Work.Program(
        program.runner(),
        look(directory).digest(),
        entryPoint.toString(),
        program.environment(),
        program.delivery(),
        program.parameterFormat(),
        program.outputFormat());
  }

  private synchronized Seen look(Path directory) throws IOException {
    Seen before = packs.get(directory);
    if (before != null && nanos.getAsLong() - before.at() < FRESH_NANOS) {
      return before;
    }
    Map<Path, Known> files = files(directory, before == null ? Map.of() : before.files());
    List<FileList.Entry> entries = new ArrayList<>();
    for (Map.Entry<Path, Known> file : files.entrySet()) {
      String path = directory.relativize(file.getKey()).toString();
      Known known = file.getValue();
      entries.add(new FileList.Entry(path, known.size(), known.digest(), known.executable()));
    }
    entries.sort(Comparator.comparing(FileList.Entry::path));
    String list = list(directory, entries);
    String digest = Digests.of(list.getBytes(StandardCharsets.UTF_8));
    Seen now = new Seen(nanos.getAsLong(), digest, list, files);
    packs.put(directory, now);
    return now;
  }

  private static String list(Path directory, List<FileList.Entry> entries) throws IOException {
    try {
      return new FileList(entries).toText();
    } catch (IllegalArgumentException tooMuch) {
      throw new IOException(
          "the pack in " + directory + " cannot be sent to a worker: " + tooMuch.getMessage(),
          tooMuch);
    }
  }

  private static Map<Path, Known> files(Path directory, Map<Path, Known> before)
      throws IOException {
    Map<Path, Known> files = new HashMap<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes now) throws IOException {
            if (now.isRegularFile()) {
              files.put(file, known(file, now, before.get(file)));
            }
            if (files.size() > FileList.MOST_FILES) {
              throw new IOException("the pack in " + directory + " has too many files");
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static Known known(
      Path file, BasicFileAttributes now, @org.jspecify.annotations.Nullable Known before)
      throws IOException {
    if (before != null && before.isStill(now)) {
      return before;
    }
    if (now.size() > FileList.MOST_BYTES) {
      throw new IOException("the file " + file + " is too large for a worker");
    }
    return new Known(
        now.size(), now.lastModifiedTime(), Digests.of(file), Files.isExecutable(file));
  }

  /** The list of files or the file with a digest; empty if there is none (any more). */
  public synchronized Optional<byte[]> content(String digest) throws IOException {
    for (Seen pack : packs.values()) {
      if (pack.digest().equals(digest)) {
        return Optional.of(pack.list().getBytes(StandardCharsets.UTF_8));
      }
      for (Map.Entry<Path, Known> file : pack.files().entrySet()) {
        if (file.getValue().digest().equals(digest)) {
          byte[] content = Files.readAllBytes(file.getKey());
          return Optional.of(content).filter(read -> Digests.of(read).equals(digest));
        }
      }
    }
    return Optional.empty();
  }
}
