package dev.heddle.platform.artifacts;

import dev.heddle.values.Sha256;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4 in the query string: the URL alone allows one method on one address until
 * it expires. All requests of Heddle are signed this way, so there is one way to sign.
 */
final class S3Signature {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private final S3Address address;

  S3Signature(S3Address address) {
    this.address = address;
  }

  /**
   * A signed URL.
   *
   * @param path of the address, plain characters only: bucket and object
   * @param query besides what the signature adds
   */
  URI sign(String method, String path, Map<String, String> query, Instant now, Duration validFor) {
    String moment = MOMENT.format(now);
    String scope = moment.substring(0, 8) + "/" + address.region() + "/s3/aws4_request";
    TreeMap<String, String> all = new TreeMap<>(query);
    all.put("X-Amz-Algorithm", ALGORITHM);
    all.put("X-Amz-Credential", address.accessKey() + "/" + scope);
    all.put("X-Amz-Date", moment);
    all.put("X-Amz-Expires", String.valueOf(validFor.toSeconds()));
    all.put("X-Amz-SignedHeaders", "host");
    address.sessionToken().ifPresent(token -> all.put("X-Amz-Security-Token", token));
    String canonicalQuery =
        all.entrySet().stream()
            .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
            .collect(Collectors.joining("&"));
    String request =
        String.join(
            "\n",
            method,
            path,
            canonicalQuery,
            "host:" + address.endpoint().getRawAuthority(),
            "",
            "host",
            "UNSIGNED-PAYLOAD");
    String toSign = String.join("\n", ALGORITHM, moment, scope, Sha256.hex(request));
    String signature = hex(hmac(key(moment.substring(0, 8)), toSign));
    return URI.create(
        address.endpoint().getScheme()
            + "://"
            + address.endpoint().getRawAuthority()
            + path
            + "?"
            + canonicalQuery
            + "&X-Amz-Signature="
            + signature);
  }

  private byte[] key(String day) {
    byte[] key = hmac(("AWS4" + address.secretKey()).getBytes(StandardCharsets.UTF_8), day);
    return hmac(hmac(hmac(key, address.region()), "s3"), "aws4_request");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HmacSHA256", e);
    }
  }
}
