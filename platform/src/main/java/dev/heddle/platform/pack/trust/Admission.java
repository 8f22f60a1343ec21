package dev.heddle.platform.pack.trust;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether packs may come in, as the operator says (security row 31). Files of keys and locks are
 * read each time, so that a change counts at once; where one cannot be read, nothing comes in.
 *
 * @param keys the file of {@link TrustedKeys}; null if no signature is looked at
 * @param signed whether only packs come in that one of them signed
 * @param lock the file of the {@link PackLock}; null if there is none
 */
public record Admission(@Nullable Path keys, boolean signed, @Nullable Path lock) {

  /** Everything comes in. */
  public static final Admission OPEN = new Admission(null, false, null);

  private static final String KEYS = "HEDDLE_PACK_KEYS";
  private static final String SIGNATURES = "HEDDLE_PACK_SIGNATURES";
  private static final String LOCK = "HEDDLE_PACK_LOCK";

  /**
   * As the environment of the process says.
   *
   * @throws IllegalArgumentException saying which variable is wrong; a typing error opens nothing
   */
  public static Admission of(Map<String, String> environment) {
    @Nullable Path keys = path(environment, KEYS);
    String wanted = environment.getOrDefault(SIGNATURES, "").strip();
    if (!wanted.isEmpty() && !wanted.equals("required")) {
      throw new IllegalArgumentException(SIGNATURES + " is `required` or not set, no other word");
    }
    boolean signed = !wanted.isEmpty();
    if (signed && keys == null) {
      throw new IllegalArgumentException(
          SIGNATURES + "=required needs " + KEYS + ", a file of the keys that are trusted");
    }
    if (keys != null) {
      try {
        TrustedKeys.read(keys);
      } catch (IOException wrong) {
        throw new IllegalArgumentException(KEYS + ": " + wrong.getMessage(), wrong);
      }
    }
    return new Admission(keys, signed, path(environment, LOCK));
  }

  private static @Nullable Path path(Map<String, String> environment, String name) {
    String text = environment.getOrDefault(name, "").strip();
    return text.isEmpty() ? null : Path.of(text);
  }

  /** Whether any pack could be refused. */
  public boolean isOpen() {
    return !signed && lock == null;
  }

  /** Lets a pack in, with who signed it if somebody did who is trusted; or says why not. */
  public Answer<Optional<String>> judge(Candidate pack) {
    try {
      Optional<String> signer = Optional.empty();
      if (keys != null) {
        switch (TrustedKeys.read(keys).signing(pack)) {
          case Signing.By(TrustedKey key) -> signer = Optional.of(key.shown());
          case Signing.Missing(String code, String message) -> {
            if (signed) {
              return refused(Refusal.Kind.INVALID, code, message);
            }
          }
        }
      }
      Optional<String> objection =
          lock == null ? Optional.empty() : PackLock.read(lock).objection(pack);
      if (objection.isPresent()) {
        return refused(
            Refusal.Kind.CONFLICT,
            "pack_not_locked",
            objection.get() + "; if it is wanted, heddle pack lock writes another");
      }
      return Answer.done(signer);
    } catch (IOException failed) {
      return refused(
          Refusal.Kind.CONFLICT,
          "pack_not_checked",
          "The pack " + pack.named() + " cannot be checked: " + failed.getMessage());
    }
  }

  private static Answer<Optional<String>> refused(Refusal.Kind kind, String code, String message) {
    return Answer.refused(Refusal.of(kind, code, message));
  }
}
