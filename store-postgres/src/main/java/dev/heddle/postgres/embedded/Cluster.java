package dev.heddle.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The data directory and its one role and database. Callers hold the start lock. */
final class Cluster {
  static final String ROLE = "heddle";
  static final String DATABASE = "heddle";

  private static final int PASSWORD_BYTES = 32;

  /** Stretching helps weak passwords; ours is random, and each new connection pays for it. */
  private static final int SCRAM_ITERATIONS = 1;

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private Cluster() {}

  /** Creates the cluster beside its final place, makes it durable, then renames it. */
  static void initialise(
      Layout layout, Software software, Privileges privileges, Consumer<String> progress)
      throws IOException {
    if (Files.isDirectory(layout.data())) {
      Layout.makePrivate(layout.data()); // a copy or an archive may have widened it
      return;
    }
    progress.accept("creating the database …");
    Path unfinished = layout.root().resolve(layout.data().getFileName() + "-unfinished");
    if (Files.exists(unfinished)) {
      Software.deleteRecursively(unfinished);
    }
    String data = unfinished.toString();
    Command.run(
        List.of(
            software.program("initdb"),
            "--pgdata=" + data,
            "--username=postgres",
            "--auth=reject",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
            "--no-instructions"),
        "");
    createRole(software, data, createPassword(layout), privileges);
    // One syncfs covers the programs unpacked just before as well.
    Command.run(
        List.of(
            software.program("initdb"), "--pgdata=" + data, "--sync-only", "--sync-method=syncfs"),
        "");
    Files.move(unfinished, layout.data(), StandardCopyOption.ATOMIC_MOVE);
    PrivateFile.syncDirectory(layout.root());
  }

  /** The role's password, refused when other users of the machine could have read it. */
  static String password(Layout layout) throws IOException {
    Path file = layout.password();
    if (!Files.exists(file)) {
      throw new EmbeddedPostgresException(
          "the database in %s has lost its password file %s".formatted(layout.data(), file));
    }
    Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    open.retainAll(OTHERS);
    if (!open.isEmpty()) {
      throw new EmbeddedPostgresException(
          "the database password in %s is open to other users; run: chmod 600 %s"
              .formatted(file, file));
    }
    return Files.readString(file).strip();
  }

  /**
   * In single-user mode there is no network yet, so the superuser needs no password at all, now or
   * later.
   */
  private static void createRole(
      Software software, String data, String password, Privileges privileges) throws IOException {
    String sql =
        """
        create role %1$s login %4$s password '%2$s';
        create database %3$s owner %1$s;
        """
            .formatted(ROLE, password, DATABASE, privileges.sql());
    Command.run(
        List.of(
            software.program("postgres"),
            "--single",
            "-D",
            data,
            "-c",
            "exit_on_error=on",
            "-c",
            "fsync=off",
            "-c",
            "scram_iterations=" + SCRAM_ITERATIONS,
            "postgres"),
        sql);
  }

  private static String createPassword(Layout layout) throws IOException {
    var bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    PrivateFile.write(layout.password(), password + "\n");
    return password;
  }
}
