package dev.heddle.platform.keys;

import dev.heddle.values.SecretSeal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The server's key: seals what is secret with AES-256-GCM before it is stored (S1-158) and makes
 * fingerprints that reveal nothing without it. Thread safe.
 */
public final class ServerKey implements SecretSeal {

  /** The least length of the text a key is made from, in characters. */
  public static final int SHORTEST = 32;

  private static final String PREFIX = "v1.";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKey sealing;
  private final SecretKey marking;
  private final SecretKey signing;

  /**
   * Derives the key from a text.
   *
   * @throws IllegalArgumentException if it has fewer than {@link #SHORTEST} characters
   */
  public ServerKey(String text) {
    if (text.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "the secret key must have at least " + SHORTEST + " characters");
    }
    byte[] material = text.getBytes(StandardCharsets.UTF_8);
    this.sealing = derive(material, "AES", "heddle seal");
    this.marking = derive(material, "HmacSHA256", "heddle fingerprint");
    this.signing = derive(material, "HmacSHA256", "heddle access tokens");
    Arrays.fill(material, (byte) 0);
  }

  private static SecretKey derive(byte[] material, String algorithm, String purpose) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              algorithm,
              HKDFParameterSpec.ofExtract()
                  .addIKM(material)
                  .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot derive keys", e);
    }
  }

  @Override
  public String seal(String plain) {
    return seal(plain, "");
  }

  @Override
  public Optional<String> open(String sealed) {
    return open(sealed, "");
  }

  /** Seals a text for one place: {@link #open(String, String)} needs the same {@code place}. */
  public String seal(String plain, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, place);
      byte[] text = cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8));
      byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + text.length);
      System.arraycopy(text, 0, whole, NONCE_BYTES, text.length);
      return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot encrypt", e);
    }
  }

  /** The text that was sealed for that place; empty if it was not, or by another key. */
  public Optional<String> open(String sealed, String place) {
    if (!sealed.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length()));
      if (whole.length < NONCE_BYTES) {
        return Optional.empty();
      }
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, NONCE_BYTES), place);
      byte[] text = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (AEADBadTagException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot decrypt", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** The same for the same text, and says nothing about it: 43 letters and digits. */
  public String fingerprint(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(marking);
      byte[] mark = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot make fingerprints", e);
    }
  }

  /** What access tokens are signed with (S1-166). */
  public SecretKey signingKey() {
    return signing;
  }

  /** Never the key itself. */
  @Override
  public String toString() {
    return "ServerKey";
  }
}
