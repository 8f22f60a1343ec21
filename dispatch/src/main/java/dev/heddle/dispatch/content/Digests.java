package dev.heddle.dispatch.content;

import dev.heddle.values.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 as 64 hexadecimal digits. */
public final class Digests {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private Digests() {}

  public static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  public static String of(byte[] content) {
    return HexFormat.of().formatHex(Sha256.digest().digest(content));
  }

  static String of(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
