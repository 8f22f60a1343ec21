package dev.heddle.platform.pack.trust;

import dev.heddle.values.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What signs packs. Its file is PEM, the private key and the public one, as {@code openssl} writes
 * them; nobody but its owner may read it.
 */
public final class SigningKey {

  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final int LARGEST = 8 << 10;
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

  private final PrivateKey secret;
  private final PublicKey open;

  private SigningKey(PrivateKey secret, PublicKey open) {
    this.secret = secret;
    this.open = open;
  }

  public static SigningKey generate() {
    KeyPair pair = Ed25519.generate();
    return new SigningKey(pair.getPrivate(), pair.getPublic());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is no such file, or others may read it; the message says why, to
   *     follow the name of the file, and holds nothing of the key
   */
  public static SigningKey read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no such file");
    }
    if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
      throw new IOException("others may read it: chmod 600 " + file);
    }
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(LARGEST), StandardCharsets.US_ASCII);
    }
    SigningKey key =
        new SigningKey(
            Ed25519.privateKey(block(text, PRIVATE)), Ed25519.publicKey(block(text, PUBLIC)));
    byte[] anything = Sha256.digest().digest();
    if (!Ed25519.isSigned(key.open, anything, key.sign(anything))) {
      throw new IOException("its two keys do not belong together");
    }
    return key;
  }

  private static byte[] block(String text, String kind) throws IOException {
    Matcher block =
        Pattern.compile(
                "-----BEGIN " + kind + "-----([A-Za-z0-9+/=\\s]+)-----END " + kind + "-----")
            .matcher(text);
    if (!block.find()) {
      throw new IOException(
          "it has no block " + kind + "; heddle pack keygen writes such a file with both keys");
    }
    try {
      return Base64.getDecoder().decode(block.group(1).replaceAll("\\s", ""));
    } catch (IllegalArgumentException _) {
      throw new IOException("its block " + kind + " is damaged");
    }
  }

  /**
   * Writes a new file that only its owner may read.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one, which stays as it is
   */
  public void write(Path file) throws IOException {
    try (var out =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER))) {
      String text = block(PRIVATE, secret.getEncoded()) + block(PUBLIC, open.getEncoded());
      out.write(StandardCharsets.US_ASCII.encode(text));
    }
  }

  private static String block(String kind, byte[] key) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, lines);
  }

  /** What others need to check what it signed. */
  public PublicKey publicKey() {
    return open;
  }

  byte[] sign(byte[] message) {
    return Ed25519.sign(secret, message);
  }

  @Override
  public String toString() {
    return "signing key " + TrustedKey.id(open);
  }
}
