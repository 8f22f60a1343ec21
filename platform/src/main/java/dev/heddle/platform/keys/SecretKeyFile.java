package dev.heddle.platform.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Finds the text of the server's key: in the environment, else in a file made once. */
public final class SecretKeyFile {

  /** The variable that holds the key, at least {@link ServerKey#SHORTEST} characters. */
  public static final String VARIABLE = "HEDDLE_SECRET_KEY";

  private static final String NAME = "secret.key";
  private static final int RANDOM_BYTES = 48;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

  private SecretKeyFile() {}

  /**
   * The key in {@value #VARIABLE}, else that in {@code home/secret.key}, which only its owner may
   * read and which is made if it is missing.
   *
   * @throws IllegalArgumentException if the key is too short, or others may read the file
   * @throws IOException if the file can be neither read nor written
   */
  public static ServerKey open(Map<String, String> environment, Path home) throws IOException {
    String given = environment.getOrDefault(VARIABLE, "");
    if (!given.isBlank()) {
      return new ServerKey(given.strip());
    }
    Path file = home.resolve(NAME);
    if (!Files.exists(file)) {
      create(home, file);
    }
    if (!Files.getPosixFilePermissions(file).stream().noneMatch(OTHERS::contains)) {
      throw new IllegalArgumentException(
          file + " may be read by others: run chmod 600 " + file + " or set " + VARIABLE);
    }
    return new ServerKey(Files.readString(file).strip());
  }

  /** Whole or not at all, and never over the key of a process that was faster. */
  private static void create(Path home, Path file) throws IOException {
    Files.createDirectories(home);
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String key = Base64.getEncoder().encodeToString(random);
    Path draft =
        Files.createTempFile(
            home,
            NAME,
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(draft, (key + "\n").getBytes(StandardCharsets.UTF_8));
      try {
        Files.createLink(file, draft);
      } catch (FileAlreadyExistsException e) {
        return;
      } catch (UnsupportedOperationException e) {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
