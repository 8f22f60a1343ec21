package dev.heddle.platform.pack.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody says with a key: these files are this version of this pack. It lies in the pack, in
 * {@value #FILE}:
 *
 * <pre>{@code
 * heddle-pack-signature: 1
 * pack: shop
 * version: 1.0.0
 * digest: sha256:…
 * key: 4b1d7c0f9a2e6358
 * signature: …
 * }</pre>
 *
 * <p>Signed are the bytes of the lines before the key.
 *
 * @param digest as {@link PackDigest#of(Path)} says
 * @param key the short name of the key
 * @param signature in Base64
 */
public record PackSignature(
    String ref, String version, String digest, String key, String signature) {

  public static final String FILE = "pack.sig";

  private static final int LARGEST = 4096;
  private static final Pattern VERSION = Pattern.compile("[^\\p{Cntrl}]{1,255}");
  private static final Pattern TEXT =
      Pattern.compile(
          """
          heddle-pack-signature: 1
          pack: ([a-z0-9_-]{1,64})
          version: (%s)
          digest: (sha256:[0-9a-f]{64})
          key: ([0-9a-f]{16})
          signature: ([A-Za-z0-9+/]{86}==)
          """
              .formatted(VERSION.pattern()));

  /**
   * Signs a pack and puts the signature among its files.
   *
   * @throws IOException if not; the message says why, to follow the name of the pack
   */
  public static PackSignature sign(Candidate pack, SigningKey key) throws IOException {
    for (Path other : PackDigest.leftOut(pack.directory())) {
      if (!other.equals(pack.directory().resolve(FILE))) {
        throw new IOException(
            "`"
                + pack.directory().relativize(other)
                + "` in it is a link or no file, and a signature is for files: put the file there");
      }
    }
    if (!VERSION.matcher(pack.version()).matches()) {
      throw new IOException("its version has characters that no signature can hold");
    }
    String digest = PackDigest.of(pack.directory());
    byte[] signed = key.sign(message(pack.ref(), pack.version(), digest));
    PackSignature signature =
        new PackSignature(
            pack.ref(),
            pack.version(),
            digest,
            TrustedKey.id(key.publicKey()),
            Base64.getEncoder().encodeToString(signed));
    signature.write(pack.directory());
    return signature;
  }

  private static byte[] message(String ref, String version, String digest) {
    return head(ref, version, digest).getBytes(StandardCharsets.UTF_8);
  }

  private static String head(String ref, String version, String digest) {
    return "heddle-pack-signature: 1\npack: %s\nversion: %s\ndigest: %s\n"
        .formatted(ref, version, digest);
  }

  private void write(Path directory) throws IOException {
    Path draft = Files.createTempFile(directory, FILE, null);
    try {
      Files.writeString(draft, text());
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(draft, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  String text() {
    return head(ref, version, digest) + "key: %s\nsignature: %s\n".formatted(key, signature);
  }

  /**
   * The signature that lies in a pack; empty if there is none.
   *
   * @throws Unreadable if something else lies there
   */
  public static Optional<PackSignature> in(Path pack) throws IOException {
    Path file = pack.resolve(FILE);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Unreadable("is no file");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length > LARGEST) {
      throw new Unreadable("is larger than " + LARGEST + " bytes");
    }
    Matcher read = TEXT.matcher(new String(bytes, StandardCharsets.UTF_8));
    if (!read.matches()) {
      throw new Unreadable("is damaged, or written by something else than heddle pack sign");
    }
    return Optional.of(
        new PackSignature(
            read.group(1), read.group(2), read.group(3), read.group(4), read.group(5)));
  }

  /** What lies where the signature should is none; the message follows the name of the file. */
  public static final class Unreadable extends IOException {
    Unreadable(String message) {
      super(message);
    }
  }

  /** Whether it was made with this key. */
  boolean isOf(PublicKey signer) {
    return Ed25519.isSigned(
        signer, message(ref, version, digest), Base64.getDecoder().decode(signature));
  }
}
