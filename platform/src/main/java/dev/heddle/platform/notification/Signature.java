package dev.heddle.platform.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Proves to a subscriber that a request is ours, and when it was made. */
final class Signature {

  private Signature() {}

  /** {@code sha256=…} over the time, a dot and the body. */
  static String of(String secret, long epochSecond, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] mark = mac.doFinal((epochSecond + "." + body).getBytes(StandardCharsets.UTF_8));
      return "sha256=" + HexFormat.of().formatHex(mark);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HMAC", impossible);
    }
  }
}
