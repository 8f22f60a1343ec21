package dev.heddle.platform.pack.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.trust.PackLock.Pin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Security row 31: the lock of packs")
final class PackLockTest {

  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @TempDir private Path directory;

  private static PackLock lock(Map<String, Pin> pins) {
    return new PackLock(new TreeMap<>(pins));
  }

  @Test
  void itIsReadAsItWasWrittenInOrder() throws IOException {
    Pin shop = new Pin("1.0", DIGEST, "https://git.example.org/shop@v1", "c0ffee", "release (12)");
    Pin base = new Pin("2", DIGEST, "uploaded base.zip", null, null);
    PackLock lock = lock(Map.of("shop", shop, "base", base));
    Path file = Files.writeString(directory.resolve("packs.lock"), lock.text());

    assertThat(PackLock.read(file)).isEqualTo(lock);
    assertThat(lock.text())
        .isEqualTo(
            """
            {
              "lock": 1,
              "packs": {
                "base": {
                  "version": "2",
                  "digest": "DIGEST",
                  "source": "uploaded base.zip",
                  "commit": null,
                  "signed_by": null
                },
                "shop": {
                  "version": "1.0",
                  "digest": "DIGEST",
                  "source": "https://git.example.org/shop@v1",
                  "commit": "c0ffee",
                  "signed_by": "release (12)"
                }
              }
            }
            """
                .replace("DIGEST", DIGEST));
  }

  @Test
  void onlyWhatItNamesFits() throws IOException {
    Path pack = PackFolder.of(directory, "shop").directory();
    Candidate candidate = new Candidate("shop", "1.0", pack);
    String digest = PackDigest.of(pack);

    assertThat(lock(Map.of("shop", new Pin("1.0", digest, "", null, null))).objection(candidate))
        .isEmpty();
    assertThat(lock(Map.of("shop", new Pin("1.0", DIGEST, "", null, null))).objection(candidate))
        .hasValueSatisfying(
            why -> assertThat(why).contains("expected is 1.0 with the digest " + DIGEST, digest));
    assertThat(lock(Map.of("shop", new Pin("1.1", digest, "", null, null))).objection(candidate))
        .hasValueSatisfying(why -> assertThat(why).contains("expected is 1.1", "found is 1.0"));
    assertThat(lock(Map.of()).objection(candidate))
        .contains("The pack `shop` 1.0 is not in the lock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"lock\": 2, \"packs\": {}}",
        "{\"lock\": 1, \"packs\": []}",
        "{\"lock\": 1, \"packs\": {\"a\": 1}}",
        "{\"lock\": 1, \"packs\": {\"a\": {\"version\": \"1\"}}}",
        "{\"lock\": 1, \"packs\": {\"a\": {\"digest\": \"DIGEST\"}}}",
        "{\"lock\": 1, \"packs\": {\"a\": {\"version\": \"1\", \"digest\": \"md5:00\"}}}",
        "{\"lock\": 1, \"packs\": {\"a\": {\"version\": \"1\", \"digest\": \"DIGEST\"},"
            + " \"a\": {\"version\": \"2\", \"digest\": \"DIGEST\"}}}"
      })
  void whatIsNoLockIsRefused(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("x.lock"), text.replace("DIGEST", DIGEST));

    assertThatThrownBy(() -> PackLock.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("x.lock is no lock of packs");
  }

  @Test
  void aLockThatIsNotThereIsNone() {
    assertThatThrownBy(() -> PackLock.read(directory.resolve("gone.lock")))
        .hasMessageContaining("heddle pack lock writes one");
  }
}
