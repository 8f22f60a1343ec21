package dev.heddle.platform.pack.install;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A checksum as it is written: {@code sha256:…} or {@code sha512:…} (S1-140). */
record Checksum(String algorithm, String hex) {

  private static final Pattern WRITTEN =
      Pattern.compile("sha256:[0-9a-fA-F]{64}|sha512:[0-9a-fA-F]{128}");
  private static final Map<String, String> NAMES = Map.of("sha256", "SHA-256", "sha512", "SHA-512");

  static Optional<Checksum> parse(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    return Optional.of(
        new Checksum(text.substring(0, colon), text.substring(colon + 1).toLowerCase(Locale.ROOT)));
  }

  /** Makes sure that it is the one of a file. */
  void check(Path file) throws IOException {
    MessageDigest digest = digest(algorithm);
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    check(HexFormat.of().formatHex(digest.digest()));
  }

  /** Makes sure that it is the one of the files of a pack. */
  void check(FetchedPack pack) throws IOException {
    check(pack.checksum(digest(algorithm)));
  }

  private void check(String found) throws WrongChecksum {
    if (!found.equals(hex)) {
      throw new WrongChecksum(
          "its checksum is " + algorithm + ":" + found + ", expected is " + this);
    }
  }

  /** What was fetched is not what the index promised. */
  static final class WrongChecksum extends IOException {
    WrongChecksum(String message) {
      super(message);
    }
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(NAMES.getOrDefault(algorithm, ""));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
