package dev.heddle.platform.pack.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Security row 31: private keys of packs")
final class SigningKeyTest {

  private static final byte[] MESSAGE = "this".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;

  private final SigningKey key = SigningKey.generate();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("release.key");
    key.write(file);
  }

  @Test
  void aWrittenKeySignsAsBefore() throws IOException {
    SigningKey read = SigningKey.read(file);

    assertThat(Ed25519.isSigned(key.publicKey(), MESSAGE, read.sign(MESSAGE))).isTrue();
    assertThat(Ed25519.isSigned(key.publicKey(), new byte[0], read.sign(MESSAGE))).isFalse();
    assertThat(Ed25519.isSigned(key.publicKey(), MESSAGE, new byte[3])).isFalse();
    assertThat(read.publicKey()).isEqualTo(key.publicKey());
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    for (String mode : List.of("rw-r-----", "rw----r--", "rwx------", "rw--w----")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> SigningKey.read(file)).hasMessageContaining("chmod 600");
    }
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    String before = Files.readString(file);

    assertThatThrownBy(() -> SigningKey.generate().write(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PRIVATE", "PUBLIC", "damaged", "cut", "of two pairs", "rsa"})
  void whatIsNoKeyIsRefusedWithoutShowingIt(String how) throws IOException {
    String text = Files.readString(file);
    String secret = text.lines().toList().get(1);
    Path other = directory.resolve("other.key");
    SigningKey.generate().write(other);
    String wrong =
        switch (how) {
          case "" -> "";
          case "damaged" -> text.replace(secret, secret.substring(4));
          case "cut" -> text.substring(0, text.length() - 40);
          case "of two pairs" ->
              text.substring(0, text.indexOf("-----BEGIN PUBLIC"))
                  + Files.readString(other).replaceFirst("(?s)^.*(?=-----BEGIN PUBLIC)", "");
          case "rsa" -> text.replace(" PRIVATE", " RSA PRIVATE");
          default -> text.replace("BEGIN " + how, "BEGIN OTHER");
        };
    Files.writeString(file, wrong);

    assertThatThrownBy(() -> SigningKey.read(file))
        .isInstanceOf(IOException.class)
        .satisfies(thrown -> {
          assertThat(thrown).hasNoCause();
          assertThat(thrown.getMessage()).doesNotContain(secret.substring(10, 30));
        });
  }

  @Test
  void itIsNotShown() throws IOException {
    String secret = Files.readString(file).lines().toList().get(1);

    assertThat(key.toString())
        .matches("signing key [0-9a-f]{16}")
        .doesNotContain(secret.substring(30, 40));
  }
}
