package dev.heddle.platform.access;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A token or session, without its secret, of which only a hash is kept.
 *
 * @param id public, to revoke it by
 * @param identity the id of whose it is; null for those of Heddle's own processes
 * @param name what its owner calls it; of a sensor's its ref
 * @param grants narrower rights than those of the identity; null for all of them
 * @param expiresAt null if it lasts until it is revoked
 */
public record Token(
    String id,
    Kind kind,
    @Nullable String identity,
    String name,
    @Nullable List<Grant> grants,
    Instant createdAt,
    @Nullable Instant expiresAt) {

  public Token {
    grants = grants == null ? null : List.copyOf(grants);
  }

  /** What it is for. */
  public enum Kind {
    SESSION,
    INTEGRATION,
    SENSOR,
    WORKER;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Kind of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  boolean isLive(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }
}
