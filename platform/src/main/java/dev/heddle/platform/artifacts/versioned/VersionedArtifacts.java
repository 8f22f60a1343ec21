package dev.heddle.platform.artifacts.versioned;

import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.artifacts.versioned.Artifact.Kind;
import dev.heddle.platform.artifacts.versioned.Artifact.Retention;
import dev.heddle.platform.artifacts.versioned.Artifact.Version;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** The artifacts people and programs keep, version by version (S1-170). Thread safe. */
public final class VersionedArtifacts {

  /** Bytes of a version of a file. */
  public static final int LARGEST_FILE = 16 << 20;

  /** Bytes of an entry of a progress record. */
  public static final int LARGEST_ENTRY = 64 << 10;

  private static final Pattern REF = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final int LONGEST_REF = 255;
  private static final int MOST_ENTRIES = 100;
  private static final int BATCH = 100;

  private final VersionedArtifactStore store;
  private final InstantSource clock;

  public VersionedArtifacts(VersionedArtifactStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** All artifacts by ref. */
  public List<Artifact> list() {
    return store.all();
  }

  public Answer<Artifact> find(String ref) {
    return store.find(ref).map(Answer::done).orElseGet(() -> Answer.refused(unknown(ref)));
  }

  /**
   * Makes an artifact without versions.
   *
   * @param name for people
   */
  public Answer<Artifact> create(
      String ref, KeyOwner owner, Kind kind, String name, Retention retention) {
    List<FieldError> errors = errors(ref, owner, retention);
    if (!errors.isEmpty()) {
      return Answer.refused(
          Refusal.invalid("invalid_artifact", "This can be no artifact.", errors));
    }
    Artifact artifact = Artifact.empty(ref, owner, kind, name, retention, clock.instant());
    return store.create(artifact)
        ? Answer.done(artifact)
        : Answer.refused(
            Refusal.conflict("artifact_exists", "There is an artifact " + ref + " already."));
  }

  private static List<FieldError> errors(String ref, KeyOwner owner, Retention retention) {
    List<FieldError> errors = new ArrayList<>();
    if (ref.length() > LONGEST_REF || !REF.matcher(ref).matches()) {
      errors.add(new FieldError("ref", "is letters, digits, _ and -, with dots between its parts"));
    }
    if (ExecutionOutputs.isOne(ref)) {
      errors.add(new FieldError("ref", "is what an execution prints"));
    }
    if (isOfPack(owner) && !ref.startsWith(pack(owner) + ".")) {
      errors.add(new FieldError("ref", "begins with the pack of its owner and a dot"));
    }
    if (retention.versions() < 1 || retention.versions() > Retention.MOST_VERSIONS) {
      errors.add(
          new FieldError("retention.versions", "is a number from 1 to " + Retention.MOST_VERSIONS));
    }
    Integer days = retention.days();
    if (days != null && (days < 1 || days > Retention.MOST_DAYS)) {
      errors.add(new FieldError("retention.days", "is a number from 1 to " + Retention.MOST_DAYS));
    }
    return errors;
  }

  private static boolean isOfPack(KeyOwner owner) {
    return switch (owner.type()) {
      case PACK, ACTION, SENSOR -> true;
      case SYSTEM, IDENTITY -> false;
    };
  }

  private static String pack(KeyOwner owner) {
    return owner.name().split("\\.", 2)[0];
  }

  /** Adds a version to a file. */
  public Answer<Version> upload(String ref, byte[] content) {
    return add(ref, Kind.FILE, content, LARGEST_FILE);
  }

  /** Adds an entry to a progress record. */
  public Answer<Version> append(String ref, MapValue entry) {
    byte[] content = Json.write(entry).getBytes(StandardCharsets.UTF_8);
    return add(ref, Kind.PROGRESS, content, LARGEST_ENTRY);
  }

  private Answer<Version> add(String ref, Kind kind, byte[] content, int most) {
    return find(ref)
        .then(artifact -> {
          if (artifact.kind() != kind) {
            return Answer.refused(
                Refusal.conflict(
                    "other_kind", ref + " is a " + artifact.kind().label() + " artifact."));
          }
          if (content.length > most) {
            return Answer.refused(
                Refusal.invalid(
                    "artifact_too_large", "A version has at most " + most + " bytes.", List.of()));
          }
          return store
              .add(ref, content, clock.instant())
              .map(Answer::done)
              .orElseGet(() -> Answer.refused(unknown(ref)));
        });
  }

  /** The versions that are kept, newest first. */
  public Answer<List<Version>> versions(String ref) {
    return find(ref).map(_ -> store.versions(ref));
  }

  public Answer<byte[]> read(String ref, int number) {
    return find(ref)
        .then(_ ->
            store
                .content(ref, number)
                .map(Answer::done)
                .orElseGet(() ->
                    Answer.refused(
                        Refusal.notFound(
                            "unknown_version", ref + " has no version " + number + "."))));
  }

  /** The last entries of a progress record, oldest first. */
  public List<Value> entries(String ref) {
    return store.versions(ref).stream()
        .limit(MOST_ENTRIES)
        .sorted((one, other) -> Integer.compare(one.number(), other.number()))
        .flatMap(version -> store.content(ref, version.number()).stream())
        .map(content -> Json.read(new String(content, StandardCharsets.UTF_8)))
        .toList();
  }

  public Answer<Artifact> delete(String ref) {
    return find(ref)
        .then(artifact -> store.delete(ref) ? Answer.done(artifact) : Answer.refused(unknown(ref)));
  }

  /**
   * Removes versions that are too old.
   *
   * @param stopped looked at between batches
   */
  public long removeOld(BooleanSupplier stopped) {
    Instant now = clock.instant();
    long removed = 0;
    int batch = BATCH;
    while (batch == BATCH && !stopped.getAsBoolean()) {
      batch = store.removeOld(now, BATCH);
      removed += batch;
    }
    return removed;
  }

  private static Refusal unknown(String ref) {
    return Refusal.notFound("unknown_artifact", "There is no artifact " + ref + ".");
  }
}
