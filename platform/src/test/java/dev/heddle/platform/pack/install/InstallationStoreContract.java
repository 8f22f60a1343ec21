package dev.heddle.platform.pack.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.pack.install.InstallationStore.Installation;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link InstallationStore} does. */
public abstract class InstallationStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  /** A store with nothing in it, over the packs {@code demo} and {@code lib}. */
  protected abstract InstallationStore store();

  private static Installation installation(String pack, String source) {
    return new Installation(pack, source, "sha256:00", false, "ada", NOW);
  }

  @Test
  @DisplayName("S1-139: the source, checksum, who and when of a pack are kept and replaced whole")
  void keepsTheLastInstallation() {
    InstallationStore store = store();
    assertThat(store.find("demo")).isEmpty();
    assertThat(store.all()).isEmpty();
    store.save(installation("lib", "/packs/lib"));
    store.save(installation("demo", "/packs/demo"));
    Installation newer =
        new Installation("demo", "demo@2", "sha512:11", true, "bob", NOW.plusSeconds(60));
    store.save(newer);

    assertThat(store.find("demo")).contains(newer);
    assertThat(store.all()).containsExactly(newer, installation("lib", "/packs/lib"));
  }
}
