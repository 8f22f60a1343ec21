package dev.heddle.cli.command;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Follows directories of packs while a server runs. Editors and copies write in many steps, so it
 * looks once nothing has moved for a moment.
 */
final class PackWatch implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(PackWatch.class.getName());
  private static final Duration QUIET = Duration.ofMillis(150);

  private final List<Path> directories;
  private final Look look;
  private final WatchService watcher;
  private final Thread thread;

  /** Looks at what there is now, in the thread of the watch. */
  @FunctionalInterface
  interface Look {
    void look() throws IOException;
  }

  /** Begins to follow; looks at once and after every change. */
  PackWatch(List<Path> directories, Look look) throws IOException {
    this.directories = List.copyOf(directories);
    this.look = look;
    this.watcher = FileSystems.getDefault().newWatchService();
    register();
    this.thread = Thread.ofVirtual().name("pack-watch").start(this::run);
  }

  /** Watches all directories there are; one that is watched already stays so. */
  private void register() throws IOException {
    for (Path directory : directories) {
      Files.walkFileTree(directory, new Registration());
    }
  }

  private final class Registration extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (directory.endsWith(".git") || directory.endsWith("node_modules")) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      directory.register(watcher, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }

  private void run() {
    try {
      // What changed between the first look and the watching is seen now.
      update();
      while (true) {
        drain(watcher.take());
        update();
      }
    } catch (InterruptedException | ClosedWatchServiceException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain(WatchKey first) throws InterruptedException {
    WatchKey key = first;
    while (key != null) {
      key.pollEvents();
      key.reset();
      key = watcher.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void update() {
    try {
      // First watched, then read: what comes in between is reported.
      register();
      look.look();
    } catch (IOException | UncheckedIOException moving) {
      LOG.log(System.Logger.Level.DEBUG, "packs change while they are read", moving);
    } catch (ClosedWatchServiceException stop) {
      throw stop;
    } catch (RuntimeException failed) {
      LOG.log(System.Logger.Level.WARNING, "a changed pack could not be taken over", failed);
    }
  }

  @Override
  public void close() throws IOException {
    watcher.close();
    thread.interrupt();
  }
}
