package dev.heddle.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.expressions.ErrorCode;
import dev.heddle.expressions.ExpressionException;
import dev.heddle.expressions.KeyReader;
import dev.heddle.model.execution.Starter;
import dev.heddle.platform.Answer;
import dev.heddle.values.Json;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeysTest {

  private static final String TEXT = "0123456789abcdef0123456789abcdef";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
  private static final KeyOwner PACK = new KeyOwner(KeyOwner.Type.PACK, "demo");

  private final ServerKey key = new ServerKey(TEXT);
  private final MemoryKeyStore store = new MemoryKeyStore();
  private final Keys keys = new Keys(store, key, CLOCK);

  private void set(KeyOwner owner, String ref, String value) {
    assertThat(keys.set(owner, ref, ref, Value.of(value), false)).isInstanceOf(Answer.Done.class);
  }

  @Test
  @DisplayName("S1-159: action, pack, identity, system: the first that has the key wins")
  void theNearestOwnerWins() {
    KeyReader reader = keys.reader("demo.flow", "demo", Starter.of("ada"));

    set(KeyOwner.SYSTEM, "a.b", "system");
    assertThat(reader.get("a.b")).isEqualTo(Value.of("system"));
    set(new KeyOwner(KeyOwner.Type.IDENTITY, "ada"), "a.b", "identity");
    assertThat(reader.get("a.b")).isEqualTo(Value.of("identity"));
    set(PACK, "a.b", "pack");
    assertThat(reader.get("a.b")).isEqualTo(Value.of("pack"));
    set(new KeyOwner(KeyOwner.Type.ACTION, "demo.flow"), "a.b", "action");
    assertThat(reader.get("a.b")).isEqualTo(Value.of("action"));
  }

  @Test
  void nobodySeesTheKeysOfOthers() {
    set(new KeyOwner(KeyOwner.Type.IDENTITY, "bob"), "a", "bob's");
    set(new KeyOwner(KeyOwner.Type.PACK, "other"), "a", "other's");
    set(new KeyOwner(KeyOwner.Type.SENSOR, "demo.flow"), "a", "sensor's");

    assertThat(keys.reader("demo.flow", "demo", Starter.of("ada")).get("a")).isNull();
    assertThat(keys.reader("demo.flow", "demo", Starter.of("")).get("a")).isNull();
  }

  @Test
  void valuesOfEncryptedKeysAreMarkedSecret() {
    keys.set(PACK, "token", "Token", Json.read("{\"t\":\"canary\"}"), true);

    Value read = keys.reader("demo.flow", "demo", Starter.of("ada")).get("token");

    assertThat(read).isInstanceOf(SecretValue.class);
    assertThat(String.valueOf(read)).doesNotContain("canary");
    assertThat(keys.list().toString()).contains("token").doesNotContain("canary");
    assertThat(store.all().toString()).doesNotContain("canary");
  }

  @Test
  @DisplayName("S1-030: a secret needs permission, however it is asked for; the message names it")
  void secretsNeedPermission() {
    keys.set(PACK, "token", "Token", Value.of("canary"), true);
    set(PACK, "plain", "seen by all");
    Keys guarded = new Keys(store, key, CLOCK, (starter, _, _) -> starter.login().equals("ada"));

    assertThat(guarded.reader("demo.flow", "demo", Starter.of("ada")).getSecret("token"))
        .isNotNull();
    KeyReader bobs = guarded.reader("demo.flow", "demo", Starter.of("bob"));
    for (ThrowingCallable asks :
        List.<ThrowingCallable>of(() -> bobs.getSecret("token"), () -> bobs.get("token"))) {
      assertThatExceptionOfType(ExpressionException.class)
          .isThrownBy(asks)
          .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN))
          .withMessageContaining("`token`")
          .withMessageNotContaining("canary");
    }
    assertThat(bobs.get("plain")).isEqualTo(Value.of("seen by all"));
    assertThat(bobs.getSecret("nothing")).isNull();
  }

  @Test
  void aChangeIsSeenAtOnceAndADeletionToo() {
    KeyReader reader = keys.reader("demo.flow", "demo", Starter.of("ada"));
    set(PACK, "a", "one");
    assertThat(reader.get("a")).isEqualTo(Value.of("one"));
    set(PACK, "a", "two");
    assertThat(reader.get("a")).isEqualTo(Value.of("two"));

    assertThat(keys.delete(PACK, "a")).isTrue();
    assertThat(keys.delete(PACK, "a")).isFalse();
    assertThat(reader.get("a")).isNull();
  }

  @Test
  void anotherProcessesChangeIsSeenAfterARefresh() {
    Keys there = new Keys(store, key, CLOCK);
    there.set(PACK, "a", "A", Value.of(true), false);
    assertThat(keys.value(PACK, "a")).isEmpty();

    keys.refresh();

    assertThat(keys.value(PACK, "a")).contains(Value.of(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a b", "a/b", "{{ x }}"})
  void refusesRefsThatAreNone(String ref) {
    assertThat(keys.set(PACK, ref, "", Value.of(1), false)).isInstanceOf(Answer.Refused.class);
    assertThat(store.all()).isEmpty();
  }

  @Test
  void aValueMovedToAnotherKeyCannotBeOpened() {
    keys.set(PACK, "a", "A", Value.of("canary"), true);
    KeyStore.Row row = store.all().getFirst();
    store.save(
        new KeyStore.Row(
            KeyOwner.SYSTEM, "b", "B", false, row.sealed(), row.createdAt(), row.updatedAt()));
    keys.refresh();

    assertThatThrownBy(() -> keys.value(KeyOwner.SYSTEM, "b"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("canary");
  }

  @Test
  void sealsDifferentlyEachTimeAndOpensOnlyItsOwn() {
    String sealed = key.seal("\"canary\"");

    assertThat(key.open(sealed)).contains("\"canary\"");
    assertThat(key.seal("\"canary\"")).isNotEqualTo(sealed);
    assertThat(new ServerKey(TEXT + "x").open(sealed)).isEmpty();
    assertThat(key.open(sealed.substring(0, sealed.length() - 2))).isEmpty();
    assertThat(key.open("v1.!")).isEmpty();
    assertThat(key.open("v1.AAAA")).isEmpty();
    assertThat(key.open("anything")).isEmpty();
    assertThat(key.fingerprint("a")).isEqualTo(new ServerKey(TEXT).fingerprint("a"));
    assertThat(key.fingerprint("a")).isNotEqualTo(new ServerKey(TEXT + "x").fingerprint("a"));
  }

  @Test
  @DisplayName("S1-158: the server's key has at least 32 characters")
  void refusesShortKeys() {
    assertThatThrownBy(() -> new ServerKey("short"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("\"short\"");
  }

  @Test
  void makesTheKeyFileOnceForItsOwnerOnly(@TempDir Path home) throws IOException {
    ServerKey first = SecretKeyFile.open(Map.of(), home.resolve("new"));
    ServerKey again = SecretKeyFile.open(Map.of(), home.resolve("new"));

    Path file = home.resolve("new/secret.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(again.open(first.seal("x"))).contains("x");
    try (var files = Files.list(home.resolve("new"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesAKeyFileThatOthersMayRead(@TempDir Path home) throws IOException {
    SecretKeyFile.open(Map.of(), home);
    Path file = home.resolve("secret.key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> SecretKeyFile.open(Map.of(), home)).hasMessageContaining("chmod 600");
  }

  @Test
  void theVariableWinsOverTheFile(@TempDir Path home) throws IOException {
    ServerKey given = SecretKeyFile.open(Map.of(SecretKeyFile.VARIABLE, TEXT), home);

    assertThat(given.open(key.seal("x"))).contains("x");
    assertThat(home.resolve("secret.key")).doesNotExist();
  }
}
