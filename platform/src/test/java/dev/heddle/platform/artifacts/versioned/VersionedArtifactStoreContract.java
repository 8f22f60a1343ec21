package dev.heddle.platform.artifacts.versioned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.Answer;
import dev.heddle.platform.artifacts.versioned.Artifact.Kind;
import dev.heddle.platform.artifacts.versioned.Artifact.Retention;
import dev.heddle.platform.artifacts.versioned.Artifact.Version;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every {@link VersionedArtifactStore} does, below the service that uses it. */
public abstract class VersionedArtifactStoreContract {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final KeyOwner PACK = new KeyOwner(KeyOwner.Type.PACK, "demo");

  private Instant now = START;

  /** A store with nothing in it. */
  protected abstract VersionedArtifactStore store();

  private VersionedArtifacts artifacts(VersionedArtifactStore store) {
    return new VersionedArtifacts(store, () -> now);
  }

  private static <T> T done(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done<T>) answer).value();
  }

  private static String code(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).refusal().code();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Integer> numbers(List<Version> versions) {
    return versions.stream().map(Version::number).toList();
  }

  @Test
  @DisplayName("S1-170 AT: of two versions, retention `versions: 1` keeps the newest")
  void theNewestVersionIsKept() {
    VersionedArtifactStore store = store();
    VersionedArtifacts artifacts = artifacts(store);
    done(artifacts.create("demo.report", PACK, Kind.FILE, "Report", new Retention(1, null)));
    done(artifacts.upload("demo.report", bytes("one")));
    now = START.plusSeconds(1);
    Version second = done(artifacts.upload("demo.report", bytes("second")));

    assertThat(second).isEqualTo(new Version(2, 6, now));
    assertThat(done(artifacts.versions("demo.report"))).containsExactly(second);
    assertThat(done(artifacts.read("demo.report", 2))).isEqualTo(bytes("second"));
    assertThat(code(artifacts.read("demo.report", 1))).isEqualTo("unknown_version");
    assertThat(done(artifacts.find("demo.report")))
        .isEqualTo(
            new Artifact(
                "demo.report",
                PACK,
                Kind.FILE,
                "Report",
                new Retention(1, null),
                1,
                2,
                6L,
                START,
                now));
  }

  @Test
  @DisplayName("S1-170: retention by age lets versions go as the clock steps, and reuses no number")
  void oldVersionsGo() {
    VersionedArtifactStore store = store();
    VersionedArtifacts artifacts = artifacts(store);
    done(artifacts.create("demo.daily", PACK, Kind.FILE, "", Retention.of(Kind.FILE, null, 2)));
    done(artifacts.create("demo.kept", PACK, Kind.FILE, "", new Retention(5, null)));
    done(artifacts.upload("demo.kept", bytes("stays")));
    for (int day = 0; day < 3; day++) {
      now = START.plus(Duration.ofDays(day));
      done(artifacts.upload("demo.daily", bytes("day " + day)));
    }
    assertThat(artifacts.removeOld(() -> false)).isZero();

    now = START.plus(Duration.ofDays(3)).plusSeconds(1);
    assertThat(artifacts.removeOld(() -> true)).as("told to stop").isZero();
    assertThat(artifacts.removeOld(() -> false)).isEqualTo(2);
    assertThat(numbers(store.versions("demo.daily"))).containsExactly(3);

    now = START.plus(Duration.ofDays(30));
    assertThat(artifacts.removeOld(() -> false)).isEqualTo(1);
    assertThat(done(artifacts.find("demo.daily")).size()).isNull();
    assertThat(done(artifacts.upload("demo.daily", bytes("x"))).number()).isEqualTo(4);
    assertThat(numbers(store.versions("demo.kept"))).containsExactly(1);
  }

  @Test
  @DisplayName("S1-170: a progress record holds entries in order and takes no file, nor too much")
  void progressIsEntries() {
    VersionedArtifacts artifacts = artifacts(store());
    done(artifacts.create("demo.move", PACK, Kind.PROGRESS, "", new Retention(2, null)));
    for (int percent = 10; percent <= 30; percent += 10) {
      done(artifacts.append("demo.move", MapValue.builder().put("percent", percent).build()));
    }

    assertThat(artifacts.entries("demo.move"))
        .extracting(Value::toString)
        .containsExactly("{\"percent\":20}", "{\"percent\":30}");
    assertThat(code(artifacts.upload("demo.move", bytes("x")))).isEqualTo("other_kind");
    MapValue large = MapValue.builder().put("text", "x".repeat(1 << 16)).build();
    assertThat(code(artifacts.append("demo.move", large))).isEqualTo("artifact_too_large");
  }

  @Test
  void oneRefNamesOneArtifactUntilItIsDeleted() {
    VersionedArtifactStore store = store();
    VersionedArtifacts artifacts = artifacts(store);
    Retention retention = new Retention(3, null);
    done(artifacts.create("b", KeyOwner.SYSTEM, Kind.FILE, "", retention));
    done(artifacts.create("demo.a", PACK, Kind.FILE, "", retention));
    done(artifacts.upload("b", bytes("x")));

    assertThat(code(artifacts.create("b", KeyOwner.SYSTEM, Kind.FILE, "", retention)))
        .isEqualTo("artifact_exists");
    assertThat(artifacts.list()).extracting(Artifact::ref).containsExactly("b", "demo.a");
    done(artifacts.delete("b"));
    assertThat(code(artifacts.delete("b"))).isEqualTo("unknown_artifact");
    assertThat(store.content("b", 1)).isEmpty();
    assertThat(store.add("b", bytes("x"), now)).isEqualTo(Optional.empty());
    assertThat(artifacts.list()).extracting(Artifact::ref).containsExactly("demo.a");
  }

  @ParameterizedTest
  @DisplayName("S1-170: what an artifact may be called, whose it is, how much of it is kept")
  @CsvSource({
    "a b, SYSTEM, '', 1, , ref",
    "execution.0abc.stdout, SYSTEM, '', 1, , ref",
    "other.report, PACK, demo, 1, , ref",
    "demo, ACTION, demo.a, 1, , ref",
    "demo.report, SENSOR, demo.s, 0, , retention.versions",
    "demo.report, SENSOR, demo.s, 1001, , retention.versions",
    "demo.report, IDENTITY, ada, 1, 0, retention.days",
  })
  void whatIsNoArtifactIsRefused(
      String ref,
      KeyOwner.Type type,
      String owner,
      int versions,
      @Nullable Integer days,
      String path) {
    Answer<Artifact> answer =
        artifacts(store())
            .create(ref, new KeyOwner(type, owner), Kind.FILE, "", new Retention(versions, days));
    assertThat(((Answer.Refused<Artifact>) answer).refusal().fields())
        .singleElement()
        .extracting(field -> field.path())
        .isEqualTo(path);
  }
}
