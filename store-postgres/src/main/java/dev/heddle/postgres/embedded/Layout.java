package dev.heddle.postgres.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** Where the embedded server keeps its things: everything below {@code HOME/postgres}. */
record Layout(Path root) {
  /** The longest path a unix socket may have on Linux, without its terminating zero. */
  private static final int SOCKET_PATH_LIMIT = 107;

  /**
   * Creates the directory, private to its owner, and resolves links so that two spellings are one
   * server.
   */
  static Layout create(Path home) {
    try {
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      Path root = Files.createDirectories(home.resolve("postgres"), ownerOnly).toRealPath();
      refuseForeign(root);
      makePrivate(root);
      if (Files.isWritable(root)) {
        return new Layout(root);
      }
      throw unusable(home, "not writable", null);
    } catch (AccessDeniedException e) {
      throw unusable(home, "permission denied", e);
    } catch (FileSystemException e) {
      String reason = e.getReason();
      throw unusable(home, reason == null ? e.getClass().getSimpleName() : reason, e);
    } catch (IOException e) {
      throw unusable(home, String.valueOf(e.getMessage()), e);
    }
  }

  /** PostgreSQL insists on owning its files, and even root cannot lend them from inside unshare. */
  static void refuseForeign(Path directory) throws IOException {
    UserPrincipal owner = Files.getOwner(directory);
    UserPrincipal us = Files.getOwner(Path.of("/proc/self"));
    if (!owner.equals(us)) {
      throw new EmbeddedPostgresException(
          ("%s belongs to user %s but this program runs as %s; run it as the owner, or set"
                  + " HEDDLE_HOME to a directory you own")
              .formatted(directory, owner.getName(), us.getName()));
    }
  }

  static void makePrivate(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  Path software() {
    return root.resolve("software-" + ServerVersion.full());
  }

  /** Data files are compatible within a major version only. */
  Path data() {
    return root.resolve("data-" + ServerVersion.major());
  }

  Path postmasterPid() {
    return data().resolve("postmaster.pid");
  }

  Path password() {
    return root.resolve("password");
  }

  Path port() {
    return root.resolve("port");
  }

  Path log() {
    return root.resolve("postgres.log");
  }

  /** Held exclusively while a process starts or joins the server. */
  Path startLock() {
    return root.resolve("start.lock");
  }

  /** Held shared by every process that uses the server, exclusively by the one that stops it. */
  Path holdersLock() {
    return root.resolve("holders.lock");
  }

  /** The process id of a server that was told to stop. */
  Path stopping() {
    return root.resolve("stopping");
  }

  /** The directory of the unix socket, or the empty string when its path would be too long. */
  String socketDirectory() {
    String longest = root + "/.s.PGSQL.65535.lock";
    return longest.length() <= SOCKET_PATH_LIMIT ? root.toString() : "";
  }

  private static EmbeddedPostgresException unusable(
      Path home, String reason, @Nullable Throwable cause) {
    String message =
        "cannot keep a database in %s: %s; set HEDDLE_HOME to a directory you own"
            .formatted(home, reason);
    return cause == null
        ? new EmbeddedPostgresException(message)
        : new EmbeddedPostgresException(message, cause);
  }
}
