package dev.heddle.platform.pack.install;

import dev.heddle.platform.pack.trust.PackDigest;
import dev.heddle.platform.pack.trust.PackSignature;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The directories of installed packs, {@code ref/checksum}: one for each version that was ever
 * installed here, until nothing can run from it any more.
 *
 * <p>Beside a directory lies a marker for each database that uses it, {@code checksum.database}. It
 * is empty, or says since when the version is no longer installed. Markers are written before
 * directories and removed after them, so that whatever crashes in between is tidied up later.
 */
final class PackCopies {

  /** By then every server has heard that another version is installed. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final Duration DRAFTS_KEPT = Duration.ofDays(1);
  private static final String LOCK = "copies.lock";
  private static final String DRAFT = ".fetched";
  private static final String LEAVING = ".removed-";

  /** File locks keep other processes away, not other threads. */
  private static final ReentrantLock HERE = new ReentrantLock();

  private final Path home;
  private final String database;
  private final InstantSource clock;

  /**
   * @param database which of those that share the directory asks
   */
  PackCopies(Path home, String database, InstantSource clock) {
    this.home = home;
    this.database = database;
    this.clock = clock;
  }

  /** A new empty directory for what is fetched. */
  Path draft() throws IOException {
    Files.createDirectories(home);
    return Files.createTempDirectory(home, DRAFT);
  }

  /** What is done while nobody else adds or removes copies. */
  @FunctionalInterface
  interface Alone<T> {
    T run() throws IOException;
  }

  <T> T alone(Alone<T> work) throws IOException {
    HERE.lock();
    try (FileChannel channel =
            FileChannel.open(
                home.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      return work.run();
    } finally {
      HERE.unlock();
    }
  }

  /** Where a version lies, or will. */
  Path place(String ref, String checksum) {
    return home.resolve(ref).resolve(checksum.substring(checksum.indexOf(':') + 1));
  }

  /**
   * Moves a directory to the place of its version, unless the same lies there; to be called alone.
   * The same files may have been signed since.
   */
  void put(Path directory, Path place) throws IOException {
    Files.createDirectories(place.getParent());
    Files.writeString(marker(place), "");
    if (Files.exists(place) && !PackDigest.of(place).equals(PackDigest.of(directory))) {
      setAside(place);
    }
    if (!Files.exists(place)) {
      Files.move(directory, place);
      return;
    }
    Path signature = directory.resolve(PackSignature.FILE);
    if (Files.exists(signature)) {
      Files.move(signature, place.resolve(PackSignature.FILE), StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(place.resolve(PackSignature.FILE));
    }
  }

  private static Path setAside(Path place) throws IOException {
    Path leaving = place.resolveSibling(LEAVING + place.getFileName());
    Directories.delete(leaving);
    return Files.move(place, leaving, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path marker(Path place) {
    return place.resolveSibling(place.getFileName() + "." + database);
  }

  /**
   * Removes what is not installed any more and nothing runs from.
   *
   * @param installed the directories of the packs that are installed now
   * @param busy whether an attempt that was handed out before a moment may still run
   * @return how many directories are gone
   */
  int tidy(Supplier<Set<Path>> installed, Predicate<Instant> busy, BooleanSupplier stopped)
      throws IOException {
    if (!Files.isDirectory(home)) {
      return 0;
    }
    int removed = 0;
    Set<Path> known = installed.get();
    for (Path entry : entries(home)) {
      if (isNamed(entry, DRAFT)) {
        removeDraft(entry);
      } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        for (Path each : entries(entry)) {
          if (stopped.getAsBoolean()) {
            return removed;
          }
          if (isNamed(each, LEAVING)) {
            Directories.delete(each);
          } else if (isMarker(each) && !isInUse(each, known) && tidy(each, installed, busy)) {
            removed++;
          }
        }
      }
    }
    return removed;
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }

  private static boolean isNamed(Path path, String prefix) {
    return path.getFileName().toString().startsWith(prefix);
  }

  private boolean isMarker(Path path) {
    return path.getFileName().toString().endsWith("." + database);
  }

  private boolean isInUse(Path marker, Set<Path> installed) throws IOException {
    return retiredAt(marker).isEmpty() && isInstalled(placeOf(marker), installed);
  }

  private static boolean isInstalled(Path place, Set<Path> installed) throws IOException {
    return Files.exists(place)
        && (installed.contains(place) || installed.contains(place.toRealPath()));
  }

  /** One that is being fetched just now is younger. */
  private void removeDraft(Path draft) throws IOException {
    Instant changed = Files.getLastModifiedTime(draft, LinkOption.NOFOLLOW_LINKS).toInstant();
    if (changed.plus(DRAFTS_KEPT).isBefore(clock.instant())) {
      Directories.delete(draft);
    }
  }

  private boolean tidy(Path marker, Supplier<Set<Path>> installed, Predicate<Instant> busy)
      throws IOException {
    Path place = placeOf(marker);
    Optional<Instant> since = retiredAt(marker);
    if (since.isPresent() && Files.exists(place)) {
      Instant unseen = since.get().plus(GRACE);
      if (unseen.isAfter(clock.instant()) || busy.test(unseen)) {
        return false;
      }
    }
    Optional<Path> leaving = alone(() -> judge(marker, place, since, installed.get()));
    if (leaving.isPresent()) {
      Directories.delete(leaving.get());
    }
    return leaving.isPresent();
  }

  /** What is to be deleted, moved aside; empty if it stays for now. */
  private Optional<Path> judge(
      Path marker, Path place, Optional<Instant> since, Set<Path> installed) throws IOException {
    if (!Files.exists(place)) {
      Files.deleteIfExists(marker);
      return Optional.empty();
    }
    if (isInstalled(place, installed)) {
      Files.writeString(marker, "");
      return Optional.empty();
    }
    if (since.isEmpty() || !retiredAt(marker).equals(since)) {
      Files.writeString(marker, clock.instant().toString());
      return Optional.empty();
    }
    if (isUsedByOthers(place)) {
      Files.delete(marker);
      return Optional.empty();
    }
    Path leaving = setAside(place);
    Files.delete(marker);
    return Optional.of(leaving);
  }

  private Path placeOf(Path marker) {
    String name = marker.getFileName().toString();
    return marker.resolveSibling(name.substring(0, name.length() - database.length() - 1));
  }

  private boolean isUsedByOthers(Path place) throws IOException {
    String prefix = place.getFileName() + ".";
    return entries(place.resolveSibling("")).stream()
        .anyMatch(each -> isNamed(each, prefix) && !each.equals(marker(place)));
  }

  /** Since when the version is not installed any more; empty if it was when last seen. */
  private static Optional<Instant> retiredAt(Path marker) throws IOException {
    try {
      String text = Files.readString(marker).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeException cutShort) {
      return Optional.empty();
    }
  }
}
