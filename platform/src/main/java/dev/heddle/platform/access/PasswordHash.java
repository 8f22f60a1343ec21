package dev.heddle.platform.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id in its usual text form (security row 20). The cost of a hash stands in it, so that it
 * can be raised later. At most two are computed at once: memory is what they cost.
 */
final class PasswordHash {

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MOST_MEMORY_KIB = 1 << 20;
  private static final int MOST_PASSES = 50;
  private static final Semaphore ROOM = new Semaphore(2);
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final Pattern TEXT =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,4}),p=1\\$([\\w+/]+)\\$([\\w+/]+)");

  private PasswordHash() {}

  static String of(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    byte[] hash = compute(password, salt, MEMORY_KIB, PASSES, HASH_BYTES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m="
        + MEMORY_KIB
        + ",t="
        + PASSES
        + ",p=1$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  static boolean matches(String password, String stored) {
    Matcher parts = TEXT.matcher(stored);
    if (!parts.matches()) {
      return false;
    }
    int memory = Math.min(Integer.parseInt(parts.group(1)), MOST_MEMORY_KIB);
    int passes = Math.min(Integer.parseInt(parts.group(2)), MOST_PASSES);
    byte[] salt = Base64.getDecoder().decode(parts.group(3));
    byte[] expected = Base64.getDecoder().decode(parts.group(4));
    byte[] found = compute(password, salt, memory, passes, expected.length);
    return MessageDigest.isEqual(expected, found);
  }

  private static byte[] compute(String password, byte[] salt, int memory, int passes, int length) {
    byte[] text = password.getBytes(StandardCharsets.UTF_8);
    byte[] hash = new byte[length];
    ROOM.acquireUninterruptibly();
    try {
      Argon2BytesGenerator argon = new Argon2BytesGenerator();
      argon.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(memory)
              .withIterations(passes)
              .withParallelism(1)
              .withSalt(salt)
              .build());
      argon.generateBytes(text, hash);
      return hash;
    } finally {
      ROOM.release();
      Arrays.fill(text, (byte) 0);
    }
  }
}
