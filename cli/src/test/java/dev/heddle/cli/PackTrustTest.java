package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.pack.install.PackArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Security row 31: signing, verifying and pinning packs from the command line")
@Timeout(60)
final class PackTrustTest {

  @TempDir private Path directory;

  private String pack;
  private String key;
  private String open;

  @BeforeEach
  void writePack() throws IOException {
    Path shop = Files.createDirectories(directory.resolve("shop"));
    Files.writeString(
        shop.resolve("pack.yaml"), "ref: shop\nlabel: Shop\ndescription: D\nversion: '1.0'\n");
    pack = shop.toString();
    key = directory.resolve("release.key").toString();
    open = directory.resolve("release.pub").toString();
  }

  private void keygen() {
    CliRun made = CliRun.of("pack", "keygen", "release", "--dir", directory.toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out()).contains("the key release (", "release.key signs", "release.pub is for");
  }

  private CliRun sign() {
    return CliRun.of("pack", "sign", pack, "--key", key);
  }

  @Test
  void aPackIsSignedAndVerified() throws IOException {
    keygen();
    assertThat(CliRun.of("pack", "verify", pack, "--keys", open).err()).contains("is not signed");
    CliRun signed = sign();
    assertThat(signed.exitCode()).as(signed.err()).isZero();
    assertThat(signed.out()).matches("the pack shop 1.0 is signed with the key [0-9a-f]{16}\n");

    CliRun verified = CliRun.of("pack", "verify", pack, "--keys", open);
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(verified.out()).matches("the pack shop 1.0 is signed by release \\([0-9a-f]+\\)\n");
    Path zip = directory.resolve("shop.zip");
    PackArchive.write(Path.of(pack), zip);
    CliRun archive =
        CliRun.of(Map.of("HEDDLE_PACK_KEYS", open), "", "pack", "verify", zip.toString(), "-j");
    assertThat(archive.text("signed_by")).startsWith("release (");
    assertThat(archive.text("digest")).startsWith("sha256:");

    Files.writeString(Path.of(pack, "more.txt"), "more");
    CliRun altered = CliRun.of("pack", "verify", pack, "--keys", open);
    assertThat(altered.exitCode()).isEqualTo(1);
    assertThat(altered.err()).contains("its files are not those that were signed");
    assertThat(CliRun.of("pack", "verify", pack).err()).contains("hint: --keys FILE");
  }

  @Test
  @DisplayName("a private key is for its owner, never overwritten and never shown")
  void privateKeysAreKept() throws IOException {
    keygen();
    Path file = Path.of(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String secret = Files.readString(file);
    CliRun again = CliRun.of("pack", "keygen", "release", "--dir", directory.toString());
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("stays as it is");
    assertThat(file).hasContent(secret);
    Files.delete(file);
    assertThat(CliRun.of("pack", "keygen", "release", "--dir", directory.toString()).exitCode())
        .as("its public half is still there")
        .isEqualTo(2);
    assertThat(file).doesNotExist();

    Files.writeString(file, secret);
    CliRun readable = sign();
    assertThat(readable.exitCode()).isEqualTo(2);
    assertThat(readable.err()).contains("others may read it: chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(sign().out() + readable.err()).doesNotContain(secret.lines().toList().get(1));
    assertThat(CliRun.of("pack", "keygen", "../x").err()).contains("cannot be called");
    assertThat(CliRun.of("pack", "sign", pack).err()).contains("--key");
    assertThat(CliRun.of("pack", "sign", pack, "--key", open).exitCode()).isEqualTo(2);
  }

  @Test
  @DisplayName("install, show, audit log and lock say who signed; what is not signed stays outside")
  void onlySignedPacksAreInstalled() throws IOException {
    keygen();
    Path lock = directory.resolve("packs.lock");
    try (TestHome home = new TestHome()) {
      Map<String, String> strict = new HashMap<>(home.environment());
      strict.put("HEDDLE_PACK_KEYS", open);
      strict.put("HEDDLE_PACK_SIGNATURES", "required");
      CliRun unsigned = CliRun.of(strict, "", "pack", "install", pack);
      assertThat(unsigned.exitCode()).isEqualTo(2);
      assertThat(unsigned.err()).contains("The pack `shop` 1.0 is not signed", "heddle pack sign");
      CliRun sent = CliRun.of(strict, "", "pack", "upload", pack);
      assertThat(sent.exitCode()).isEqualTo(2);
      assertThat(sent.err()).contains("The pack `shop` 1.0 is not signed");
      assertThat(home.run("pack", "install", pack).exitCode()).isZero();

      CliRun start = CliRun.of(strict, "", "server", "--port", "0");
      assertThat(start.exitCode()).isEqualTo(1);
      assertThat(start.err())
          .contains("The pack `shop` 1.0 is not signed", "the server does not start");

      sign();
      CliRun signed = CliRun.of(strict, "", "pack", "install", pack, "--force");
      assertThat(signed.out()).contains("installed, version 1.0, signed by release (");
      assertThat(CliRun.of(strict, "", "pack", "show", "shop").out())
          .contains("signed by  release (");
      assertThat(home.run("pack", "show", "shop", "-j").out())
          .contains("\"signed_by\": \"release (");
      CliRun again = CliRun.of(strict, "", "pack", "upload", pack, "--force");
      assertThat(again.out()).contains("installed, version 1.0, signed by release (");
      assertThat(home.run("audit", "list", "-j").out())
          .contains("shop from", ", signed by release (")
          .contains("unsigned_pack", "pack shop signed by release (");

      assertThat(home.run("pack", "lock", "--file", lock.toString()).out())
          .isEqualTo(lock + " has 1 pack\n");
      String written = Files.readString(lock);
      assertThat(written)
          .contains("\"shop\": {", "\"version\": \"1.0\"", "\"signed_by\": \"release");
      strict.put("HEDDLE_PACK_LOCK", lock.toString());
      Files.writeString(
          Path.of(pack, "pack.yaml"), "ref: shop\nlabel: S\ndescription: D\nversion: '1.1'\n");
      sign();
      CliRun other = CliRun.of(strict, "", "pack", "install", pack, "--force");
      assertThat(other.exitCode()).isEqualTo(1);
      assertThat(other.err()).contains("expected is 1.0", "found is 1.1", "heddle pack lock");
      assertThat(CliRun.of(strict, "", "pack", "list").out()).contains("shop  1.0");
      Files.delete(lock);
      assertThat(CliRun.of(strict, "", "server", "--port", "0").err())
          .contains("cannot be checked: there is no file " + lock);
    }
  }

  @Test
  @DisplayName("what a lock names is installed again, and nothing that differs")
  void aLockIsInstalled() throws IOException {
    String lock = directory.resolve("packs.lock").toString();
    try (TestHome home = new TestHome()) {
      home.run("pack", "install", pack);
      home.run("pack", "lock", "--file", lock);
      assertThat(home.run("pack", "install", "--locked", lock).err()).contains("there already");
      home.run("pack", "uninstall", "shop");
      CliRun again = home.run("pack", "install", "--locked", lock);
      assertThat(again.exitCode()).as(again.err()).isZero();
      assertThat(again.out()).isEqualTo("the pack shop is installed, version 1.0\n");

      home.run("pack", "uninstall", "shop");
      Files.writeString(Path.of(pack, "more.txt"), "more");
      CliRun altered = home.run("pack", "install", "--locked", lock);
      assertThat(altered.exitCode()).isEqualTo(1);
      assertThat(altered.err()).contains("is not the one in the lock");
      assertThat(home.run("pack", "list").out()).contains("no packs");
      assertThat(home.run("pack", "install", pack, "--locked", lock).exitCode()).isEqualTo(2);
      assertThat(home.run("pack", "install", "--locked", lock, "--force").err())
          .contains("--locked takes no other option");
      assertThat(home.run("pack", "install").exitCode()).isEqualTo(2);
    }
  }

  @Test
  void aWrongSettingIsSaidAtOnce() throws IOException {
    try (TestHome home = new TestHome()) {
      Map<String, String> wrong = new HashMap<>(home.environment());
      wrong.put("HEDDLE_PACK_SIGNATURES", "on");
      CliRun run = CliRun.of(wrong, "", "pack", "list");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("HEDDLE_PACK_SIGNATURES is `required` or not set");
    }
  }
}
