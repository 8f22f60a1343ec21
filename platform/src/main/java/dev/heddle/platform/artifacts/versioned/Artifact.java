package dev.heddle.platform.artifacts.versioned;

import dev.heddle.platform.keys.KeyOwner;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file or progress record, without what its versions hold (S1-170).
 *
 * @param name for people
 * @param versions how many are kept
 * @param latest number of the newest version ever; 0 if there was none
 * @param size bytes of the newest kept version; null if there is none or nobody has counted
 */
public record Artifact(
    String ref,
    KeyOwner owner,
    Kind kind,
    String name,
    Retention retention,
    int versions,
    int latest,
    @Nullable Long size,
    Instant createdAt,
    Instant updatedAt) {

  /** One that has no version yet. */
  public static Artifact empty(
      String ref, KeyOwner owner, Kind kind, String name, Retention retention, Instant now) {
    return new Artifact(ref, owner, kind, name, retention, 0, 0, null, now, now);
  }

  /** Whether its ref or its name has this text in it, in whatever case. */
  public boolean names(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return ref.toLowerCase(Locale.ROOT).contains(wanted)
        || name.toLowerCase(Locale.ROOT).contains(wanted);
  }

  /** What its versions are. */
  public enum Kind {
    /** Each is a file of any type. */
    FILE,
    /** Each is an entry: a JSON object. */
    PROGRESS;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Kind of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Which versions are kept: those that are not too many and not too old.
   *
   * @param versions the newest so many
   * @param days none that is older, the newest included; null for any age
   */
  public record Retention(int versions, @Nullable Integer days) {

    public static final int MOST_VERSIONS = 1000;
    public static final int MOST_DAYS = 3650;

    private static final int USUAL_FILES = 10;
    private static final int USUAL_ENTRIES = 100;

    /** What holds where something is left out: by age alone, nearly any number is kept. */
    public static Retention of(Kind kind, @Nullable Integer versions, @Nullable Integer days) {
      int usual = kind == Kind.FILE ? USUAL_FILES : USUAL_ENTRIES;
      int most = days == null ? usual : MOST_VERSIONS;
      return new Retention(versions == null ? most : versions, days);
    }
  }

  /**
   * One version.
   *
   * @param number from 1, never used again
   * @param size bytes
   */
  public record Version(int number, long size, Instant createdAt) {}
}
