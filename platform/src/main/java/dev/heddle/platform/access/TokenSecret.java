package dev.heddle.platform.access;

import dev.heddle.values.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Secrets of tokens: 256 random bits, so that a plain hash is enough to keep them by. */
final class TokenSecret {

  /** What every secret begins with, so that scanners of repositories find it. */
  static final String PREFIX = "hdl_";

  private static final int BYTES = 32;
  private static final int ID_BYTES = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private TokenSecret() {}

  static String make() {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random(BYTES));
  }

  /** A public id: nothing can be guessed from it. */
  static String id() {
    return HexFormat.of().formatHex(random(ID_BYTES));
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }

  static String hash(String secret) {
    return Sha256.hex(secret);
  }
}
