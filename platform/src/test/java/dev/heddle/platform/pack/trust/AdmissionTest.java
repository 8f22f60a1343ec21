package dev.heddle.platform.pack.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.pack.PackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Security row 31: what the operator says about packs")
final class AdmissionTest {

  @TempDir private Path directory;

  private String keys() throws IOException {
    Path file = directory.resolve("keys");
    return Files.writeString(
            file, TrustedKey.of("release", SigningKey.generate().publicKey()).line())
        .toString();
  }

  private Answer<Optional<String>> judge(Map<String, String> environment) {
    Path pack = PackFolder.of(directory, "shop").directory();
    return Admission.of(environment).judge(new Candidate("shop", "1.0", pack));
  }

  @Test
  void withoutASettingEverythingComesIn() throws IOException {
    assertThat(Admission.of(Map.of())).isEqualTo(Admission.OPEN);
    assertThat(Admission.OPEN.isOpen()).isTrue();
    assertThat(judge(Map.of("HEDDLE_PACK_LOCK", " "))).isEqualTo(Answer.done(Optional.empty()));
    assertThat(judge(Map.of("HEDDLE_PACK_KEYS", keys())))
        .as("keys alone only tell who signed")
        .isEqualTo(Answer.done(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Required", "true", "yes", "off", "require"})
  @DisplayName("a word nobody knows opens nothing")
  void aTypingErrorOpensNothing(String word) throws IOException {
    Map<String, String> environment =
        Map.of("HEDDLE_PACK_SIGNATURES", word, "HEDDLE_PACK_KEYS", keys());

    assertThatThrownBy(() -> Admission.of(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HEDDLE_PACK_SIGNATURES is `required` or not set");
  }

  @Test
  void signaturesNeedKeysThatCanBeRead() throws IOException {
    assertThatThrownBy(() -> Admission.of(Map.of("HEDDLE_PACK_SIGNATURES", "required")))
        .hasMessageContaining("needs HEDDLE_PACK_KEYS");
    assertThatThrownBy(() -> Admission.of(Map.of("HEDDLE_PACK_KEYS", "/nowhere/keys")))
        .hasMessageContaining("HEDDLE_PACK_KEYS: there is no file /nowhere/keys");
    Path wrong = Files.writeString(directory.resolve("wrong"), "x\n");
    assertThatThrownBy(() -> Admission.of(Map.of("HEDDLE_PACK_KEYS", wrong.toString())))
        .hasMessageContaining("wrong:1: expected is NAME");
  }

  @Test
  @DisplayName("where keys or lock cannot be read any more, nothing comes in")
  void whatCannotBeReadOpensNothing() throws IOException {
    assertThat(judge(Map.of("HEDDLE_PACK_LOCK", directory.resolve("no.lock").toString())))
        .isInstanceOfSatisfying(Answer.Refused.class, AdmissionTest::isNotChecked);

    String keys = keys();
    Admission admission =
        Admission.of(Map.of("HEDDLE_PACK_SIGNATURES", "required", "HEDDLE_PACK_KEYS", keys));
    Files.delete(Path.of(keys));
    assertThat(admission.judge(new Candidate("shop", "1.0", directory.resolve("shop"))))
        .isInstanceOfSatisfying(Answer.Refused.class, AdmissionTest::isNotChecked);
  }

  private static void isNotChecked(Answer.Refused<?> refused) {
    assertThat(refused.refusal())
        .returns("pack_not_checked", Refusal::code)
        .returns(Refusal.Kind.CONFLICT, Refusal::kind);
  }

  @Test
  @DisplayName("a pack whose files are gone is not used")
  void aPackWithoutFilesIsNotUsed() throws IOException {
    Admission admission =
        Admission.of(Map.of("HEDDLE_PACK_SIGNATURES", "required", "HEDDLE_PACK_KEYS", keys()));

    assertThat(admission.judge(new Candidate("shop", "1.0", directory.resolve("gone"))))
        .isInstanceOf(Answer.Refused.class);
  }
}
