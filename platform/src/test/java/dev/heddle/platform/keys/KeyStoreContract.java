package dev.heddle.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link KeyStore} does. */
public abstract class KeyStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final KeyOwner PACK = new KeyOwner(KeyOwner.Type.PACK, "demo");

  /** A store with nothing in it. */
  protected abstract KeyStore store();

  private static KeyStore.Row row(KeyOwner owner, String sealed, Instant at) {
    return new KeyStore.Row(owner, "a.b", "Name", true, sealed, at, at);
  }

  @Test
  void replacesAValueAndKeepsWhenItWasCreated() {
    KeyStore store = store();
    store.save(row(PACK, "one", NOW));
    store.save(row(PACK, "two", NOW.plusSeconds(1)));

    assertThat(store.all())
        .containsExactly(
            new KeyStore.Row(PACK, "a.b", "Name", true, "two", NOW, NOW.plusSeconds(1)));
  }

  @Test
  void tellsOwnersApart() {
    KeyStore store = store();
    store.save(row(PACK, "one", NOW));
    store.save(row(KeyOwner.SYSTEM, "two", NOW));

    assertThat(store.delete(PACK, "a.b")).isTrue();
    assertThat(store.delete(PACK, "a.b")).isFalse();
    assertThat(store.all()).containsExactly(row(KeyOwner.SYSTEM, "two", NOW));
  }

  @Test
  void everyChangeGrowsTheRevision() {
    KeyStore store = store();
    long before = store.revision();
    store.save(row(PACK, "one", NOW));
    long saved = store.revision();
    store.delete(PACK, "a.b");

    assertThat(before).isLessThan(saved);
    assertThat(saved).isLessThan(store.revision());
  }
}
