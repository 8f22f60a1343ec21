package dev.heddle.platform.pack.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.platform.pack.PackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Security row 31: signatures of packs")
final class PackSignatureTest {

  private static final SigningKey KEY = SigningKey.generate();
  private static final SigningKey OTHER = SigningKey.generate();

  @TempDir private Path directory;

  private Path pack;

  @BeforeEach
  void signPack() throws IOException {
    pack = PackFolder.of(directory, "shop").action("sell").file("README.md", "About\n").directory();
    PackSignature.sign(candidate(), KEY);
  }

  private Candidate candidate() {
    return new Candidate("shop", "1.0", pack);
  }

  private Signing signing(String... lines) throws IOException {
    Path keys = directory.resolve("keys");
    Files.writeString(keys, String.join("\n", lines));
    return TrustedKeys.read(keys).signing(candidate());
  }

  private static String line(SigningKey key) {
    return TrustedKey.of("release", key.publicKey()).line();
  }

  @Test
  void whoSignedIsKnown() throws IOException {
    String other = TrustedKey.of("other", OTHER.publicKey()).line();

    assertThat(signing("# ours", "", other, line(KEY)))
        .isInstanceOfSatisfying(
            Signing.By.class,
            by -> assertThat(by.key().shown()).matches("release \\([0-9a-f]{16}\\)"));
  }

  @Test
  @DisplayName("the digest is over names and contents: neither permissions, .git nor the signature")
  void whatTheDigestIsOver() throws IOException {
    String digest = PackDigest.of(pack);
    Files.createDirectories(pack.resolve(".git"));
    Files.writeString(pack.resolve(".git/config"), "x");
    Files.createDirectories(pack.resolve("lib/.git"));
    Files.writeString(pack.resolve("lib/.git/config"), "x");
    Files.setPosixFilePermissions(
        pack.resolve("actions/sell.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(pack.resolve("link"), pack.resolve("README.md"));

    assertThat(PackDigest.of(pack)).isEqualTo(digest);
    assertThat(signing(line(KEY))).isInstanceOf(Signing.By.class);
    Files.delete(pack.resolve(PackSignature.FILE));
    assertThat(PackDigest.of(pack)).isEqualTo(digest);
    Files.writeString(pack.resolve("actions/" + PackSignature.FILE), "elsewhere it is a file");
    assertThat(PackDigest.of(pack)).isNotEqualTo(digest);
  }

  /** Something done to a signed pack. */
  @FunctionalInterface
  interface Change {
    void make(Path pack) throws IOException;
  }

  record Case(String name, Change change, String code, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String CHANGED = "its files are not those that were signed";
  private static final String REWRITTEN = "pack.sig was changed";
  private static final String DAMAGED = "pack.sig is damaged";

  static Stream<Case> changes() {
    return Stream.of(
        changed("altered file", pack -> write(pack, "actions/sell.sh", "rm -r /\n")),
        changed("added file", pack -> write(pack, "actions/more.sh", "")),
        changed("added hidden file", pack -> write(pack, ".env", "x")),
        changed("removed file", pack -> Files.delete(pack.resolve("README.md"))),
        changed("renamed file", pack -> move(pack, "README.md", "READ.md")),
        changed("moved file", pack -> move(pack, "README.md", "actions/README.md")),
        changed("a byte from name to content", PackSignatureTest::shift),
        new Case(
            "unsigned",
            pack -> Files.delete(pack.resolve(PackSignature.FILE)),
            "unsigned_pack",
            "is not signed"),
        invalid("version in it", pack -> edit(pack, "version: 1.0", "version: 2.0"), REWRITTEN),
        invalid("ref in it", pack -> edit(pack, "pack: shop", "pack: shed"), REWRITTEN),
        invalid("digest in it", PackSignatureTest::otherDigest, REWRITTEN),
        invalid("signature in it", PackSignatureTest::otherSignature, REWRITTEN),
        invalid("of another pack", pack -> sign(pack, "shed", "1.0"), "is one for `shed` 1.0"),
        invalid("of another version", pack -> sign(pack, "shop", "2"), "is one for `shop` 2"),
        invalid("truncated", pack -> write(pack, PackSignature.FILE, text(pack, 80)), DAMAGED),
        invalid("empty", pack -> write(pack, PackSignature.FILE, ""), DAMAGED),
        invalid("garbled", pack -> write(pack, PackSignature.FILE, "\0\uFFFF{{7*7}}"), DAMAGED),
        invalid("more after it", pack -> append(pack, "pack: shed\n"), DAMAGED),
        invalid("oversized", pack -> append(pack, "#".repeat(1 << 20)), "is larger than 4096"),
        invalid("a link", PackSignatureTest::link, "pack.sig is no file"),
        invalid("a directory", PackSignatureTest::directory, "pack.sig is no file"));
  }

  private static Case changed(String name, Change change) {
    return invalid(name, change, CHANGED);
  }

  private static Case invalid(String name, Change change, String said) {
    return new Case(name, change, "invalid_signature", said);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatWasChangedIsNotTrusted(Case each) throws IOException {
    each.change().make(pack);

    assertThat(signing(line(KEY)))
        .isInstanceOfSatisfying(
            Signing.Missing.class,
            missing -> {
              assertThat(missing.code()).isEqualTo(each.code());
              assertThat(missing.message()).contains("The pack `shop` 1.0", each.said());
            });
  }

  @Test
  void aKeyNobodyTrustsProvesNothing() throws IOException {
    assertThat(signing(line(OTHER)))
        .isInstanceOfSatisfying(
            Signing.Missing.class,
            missing -> {
              assertThat(missing.code()).isEqualTo("untrusted_signature");
              assertThat(missing.message()).contains("trusted are only release (");
            });
    assertThat(signing("# nobody")).asString().contains("trusted are only none");
    edit(
        pack, "key: " + TrustedKey.id(KEY.publicKey()), "key: " + TrustedKey.id(OTHER.publicKey()));
    assertThat(signing(line(KEY), line(OTHER).replace("release", "other")))
        .asString()
        .contains("invalid_signature", REWRITTEN);
  }

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "shop, true",
    "*, true",
    "sh*, true",
    "'base,shop', true",
    "shop_*, false",
    "base, false",
    "sho, false"
  })
  @DisplayName("a key may be trusted for some packs only")
  void aKeyIsTrustedForItsPacks(String packs, boolean trusted) throws IOException {
    Signing signing = signing(line(KEY) + " " + packs);

    assertThat(signing instanceof Signing.By).isEqualTo(trusted);
    if (!trusted) {
      assertThat(signing).asString().contains("untrusted_signature", packs + " only");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "release, expected is NAME",
    "release rsa:AAAA, expected is NAME",
    "release ed25519:AAAA, no public key",
    "release ed25519:A, no Base64",
    "-x KEY, expected is NAME",
    "release KEY Shop, expected is NAME",
    "release KEY a b, expected is NAME",
    "release KEYAAAA, expected is NAME"
  })
  void aWrongLineOfTheKeysIsFound(String text, String said) {
    String key = line(KEY).substring("release ".length());

    assertThatThrownBy(() -> signing("# first", text.replace("KEY", key)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("keys:2: ")
        .hasMessageContaining(said);
  }

  @Test
  void theSameKeyTwiceIsRefused() {
    assertThatThrownBy(() -> signing(line(KEY), line(KEY) + " shop"))
        .hasMessageContaining("keys:2: the same key is there twice");
  }

  @Test
  @DisplayName("links are refused when signing, for archives would make files of them")
  void linksCannotBeSigned() throws IOException {
    Files.createSymbolicLink(pack.resolve("actions/link"), Path.of("/etc/passwd"));

    assertThatThrownBy(() -> PackSignature.sign(candidate(), KEY))
        .hasMessageContaining("`actions/link` in it is a link");
  }

  @Test
  @DisplayName("what lies where the signature will be is replaced, not followed")
  void signingFollowsNoLink() throws IOException {
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "kept");
    link(pack);

    PackSignature.sign(candidate(), KEY);

    assertThat(signing(line(KEY))).isInstanceOf(Signing.By.class);
    assertThat(elsewhere).hasContent("kept");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(pack.resolve(PackSignature.FILE))))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void aVersionThatWouldBreakItsLineCannotBeSigned() {
    assertThatThrownBy(() -> PackSignature.sign(new Candidate("shop", "1\ndigest: x", pack), KEY))
        .hasMessageContaining("version");
  }

  private static void write(Path pack, String name, String text) throws IOException {
    Files.writeString(pack.resolve(name), text);
  }

  private static void append(Path pack, String text) throws IOException {
    write(pack, PackSignature.FILE, Files.readString(pack.resolve(PackSignature.FILE)) + text);
  }

  private static void move(Path pack, String from, String to) throws IOException {
    Files.move(pack.resolve(from), pack.resolve(to));
  }

  private static void shift(Path pack) throws IOException {
    Files.delete(pack.resolve("README.md"));
    write(pack, "README.mdA", "bout\n");
  }

  private static void edit(Path pack, String from, String to) throws IOException {
    String text = Files.readString(pack.resolve(PackSignature.FILE));
    assertThat(text).contains(from);
    write(pack, PackSignature.FILE, text.replace(from, to));
  }

  private static void otherDigest(Path pack) throws IOException {
    write(pack, "README.md", "Other\n");
    String text = Files.readString(pack.resolve(PackSignature.FILE));
    write(pack, PackSignature.FILE, text.replaceFirst("sha256:[0-9a-f]{64}", PackDigest.of(pack)));
  }

  private static void otherSignature(Path pack) throws IOException {
    String text = Files.readString(pack.resolve(PackSignature.FILE));
    int at = text.indexOf("signature: ", text.indexOf("key: ")) + "signature: ".length();
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    write(pack, PackSignature.FILE, text.substring(0, at) + other + text.substring(at + 1));
  }

  private static void sign(Path pack, String ref, String version) throws IOException {
    PackSignature.sign(new Candidate(ref, version, pack), KEY);
  }

  private static String text(Path pack, int length) throws IOException {
    return Files.readString(pack.resolve(PackSignature.FILE)).substring(0, length);
  }

  private static void link(Path pack) throws IOException {
    Path copy = pack.resolveSibling("elsewhere");
    if (!Files.exists(copy)) {
      Files.copy(pack.resolve(PackSignature.FILE), copy);
    }
    Files.delete(pack.resolve(PackSignature.FILE));
    Files.createSymbolicLink(pack.resolve(PackSignature.FILE), copy);
  }

  private static void directory(Path pack) throws IOException {
    Files.delete(pack.resolve(PackSignature.FILE));
    Files.createDirectory(pack.resolve(PackSignature.FILE));
  }
}
