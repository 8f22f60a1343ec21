package dev.heddle.platform.pack.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.pack.install.InstallationStore.Copy;
import dev.heddle.platform.pack.install.InstallationStore.Installation;
import dev.heddle.platform.pack.install.InstallationStore.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link InstallationStore} does. */
public abstract class InstallationStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  /** A store with nothing in it, over the packs {@code demo} and {@code lib}. */
  protected abstract InstallationStore store();

  /** So many minutes later. */
  protected static Installation installed(
      int minutes, String pack, String directory, @Nullable String commit) {
    return new Installation(
        pack,
        new Source("https://git.example.org/" + pack, commit, null),
        new Copy("1." + minutes, directory, "sha256:00"),
        false,
        "ada",
        NOW.plusSeconds(60L * minutes));
  }

  @Test
  @DisplayName("S1-139: the source, commit, copy, who and when of a pack are kept, replaced whole")
  void keepsTheLastInstallation() {
    InstallationStore store = store();
    assertThat(store.find("demo")).isEmpty();
    assertThat(store.all()).isEmpty();
    Installation lib = installed(0, "lib", "/packs/lib", null);
    store.save(lib);
    store.save(installed(0, "demo", "/packs/demo/0", "c0"));
    Installation newer =
        new Installation(
            "demo",
            new Source("demo@2", "c1", "release (0123456789abcdef)"),
            new Copy("2", "/packs/demo/1", "sha512:11"),
            true,
            "bob",
            NOW.plusSeconds(60));
    store.save(newer);

    assertThat(store.find("demo")).contains(newer);
    assertThat(store.all()).containsExactly(newer, lib);
  }

  @Test
  @DisplayName("U-10: which installation brought a file is known after it was replaced")
  void knowsWhatBroughtAFile() {
    InstallationStore store = store();
    Installation first = installed(0, "demo", "/packs/demo/0", "c0");
    Installation again = installed(2, "demo", "/packs/demo/0", "c2");
    store.save(first);
    store.save(installed(1, "demo", "/packs/demo/01", "c1"));
    store.save(again);
    String file = "/packs/demo/0/workflows/hi.yaml";

    assertThat(store.ofFile("demo", file, NOW.plusSeconds(70))).contains(first);
    assertThat(store.ofFile("demo", file, NOW.plusSeconds(130))).contains(again);
    assertThat(store.ofFile("demo", file, NOW.minusSeconds(1)))
        .as("seen before it was noted")
        .isPresent();
    assertThat(store.ofFile("demo", "hi.yaml", NOW.plusSeconds(130))).isEmpty();
    assertThat(store.ofFile("lib", file, NOW.plusSeconds(130))).isEmpty();

    assertThat(store.at("demo", NOW.plusSeconds(70)).map(each -> each.source().commit()))
        .contains("c1");
    assertThat(store.at("demo", NOW.minusSeconds(1))).isEmpty();
    assertThat(store.at("lib", NOW.plusSeconds(130))).isEmpty();
  }
}
