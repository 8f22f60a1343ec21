package dev.heddle.cli.api;

import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.wiring.Home;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The servers a person works with, in one file that nobody else can read. Changes are made under a
 * lock, for a refresh token is good only once.
 */
public final class Profiles {

  /** The database of this machine: what is used until somebody logs in. */
  public static final String LOCAL = "local";

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private static final Object CHANGING = new Object();

  private final Path file;

  private Profiles(Path file) {
    this.file = file;
  }

  public static Profiles of(Map<String, String> environment) {
    return new Profiles(Home.usable(environment).resolve("profiles.json"));
  }

  /**
   * All of them.
   *
   * @param current the name of the one in use
   */
  public record Book(String current, Map<String, Profile> profiles) {
    static final Book EMPTY = new Book(LOCAL, Map.of());

    public Book {
      profiles = Map.copyOf(profiles);
    }

    public Optional<Profile> find(String name) {
      return Optional.ofNullable(profiles.get(name));
    }

    public Book with(String name, Profile profile) {
      Map<String, Profile> more = new LinkedHashMap<>(profiles);
      more.put(name, profile);
      return new Book(current, more);
    }

    public Book using(String name) {
      return new Book(name, profiles);
    }
  }

  public Path file() {
    return file;
  }

  /**
   * The profiles as they are now.
   *
   * @throws UsageException if others can read the file, or it is none of ours
   */
  public Book read() {
    try {
      String text = Files.readString(file);
      if (isPosix() && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw new UsageException(
            file + " holds tokens and others can read it", "chmod 600 " + file);
      }
      return parse(text);
    } catch (NoSuchFileException none) {
      return Book.EMPTY;
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    }
  }

  private Book parse(String text) {
    try {
      if (Json.read(text) instanceof MapValue stored
          && stored.getOr("profiles", MapValue.EMPTY) instanceof MapValue each) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        each.entries()
            .forEach((name, profile) -> {
              if (profile instanceof MapValue map) {
                profiles.put(name, Profile.of(map));
              }
            });
        return new Book(
            stored.get("current") instanceof TextValue(String current) ? current : LOCAL, profiles);
      }
    } catch (JsonException noJson) {
      // Said below: what stands there may be a token.
    }
    throw new UsageException(file + " is no file of profiles", "remove it and log in again");
  }

  /** Replaces the profiles by what {@code change} makes of them, while nobody else does. */
  public Book change(UnaryOperator<Book> change) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path lock = file.resolveSibling("profiles.lock");
      // The lock of the file keeps out other processes, the other one threads of this process.
      synchronized (CHANGING) {
        try (FileChannel channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock _ = channel.lock()) {
          Book changed = change.apply(read());
          write(changed);
          return changed;
        }
      }
    } catch (IOException e) {
      throw new UsageException("cannot write " + file + ": " + e.getMessage());
    }
  }

  private void write(Book book) throws IOException {
    MapValue.Builder profiles = MapValue.builder();
    book.profiles().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> profiles.put(each.getKey(), each.getValue().toValue()));
    String text =
        Json.writePretty(
            MapValue.builder()
                .put("current", book.current())
                .put("profiles", profiles.build())
                .build());
    FileAttribute<?>[] owner =
        isPosix()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
            : new FileAttribute<?>[0];
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "profiles", ".new", owner);
    try {
      Files.writeString(fresh, text + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private boolean isPosix() {
    Path directory = file.toAbsolutePath().getParent();
    return directory != null
        && Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
        && directory.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
