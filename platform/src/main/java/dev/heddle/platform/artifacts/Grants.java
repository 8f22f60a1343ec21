package dev.heddle.platform.artifacts;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore.Access;
import dev.heddle.platform.keys.ServerKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Signs and verifies what stands in a URL: one object, one method, an end (S3-50). The path of the
 * object is inside what is signed, so nothing in an address is ever taken as a path (security row
 * 11). Written with letters, digits, {@code -}, {@code _} and a dot.
 */
public final class Grants {

  private static final String PURPOSE = "artifact grant\n";
  private static final int LONGEST = 2048;

  private final ServerKey key;
  private final InstantSource clock;

  public Grants(ServerKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  public String grant(ArtifactPath path, Access access, Duration validFor) {
    long end = clock.instant().plus(validFor).getEpochSecond();
    String said = access.method() + " " + end + " " + path;
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(said.getBytes(StandardCharsets.UTF_8));
    return encoded + "." + key.fingerprint(PURPOSE + said);
  }

  public Grant verify(String grant, Access access) {
    int dot = grant.indexOf('.');
    if (dot < 0 || grant.length() > LONGEST) {
      return new Grant.Refused();
    }
    String said;
    try {
      said =
          new String(
              Base64.getUrlDecoder().decode(grant.substring(0, dot)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException noBase64) {
      return new Grant.Refused();
    }
    byte[] signature = grant.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    byte[] expected = key.fingerprint(PURPOSE + said).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(signature, expected)) {
      return new Grant.Refused();
    }
    String[] parts = said.split(" ", 3);
    if (!parts[0].equals(access.method())) {
      return new Grant.Refused();
    }
    Instant end = Instant.ofEpochSecond(Long.parseLong(parts[1]));
    return clock.instant().isBefore(end)
        ? new Grant.Valid(new ArtifactPath(parts[2]))
        : new Grant.Expired();
  }
}
