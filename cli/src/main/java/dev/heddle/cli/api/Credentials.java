package dev.heddle.cli.api;

import java.util.Optional;
import java.util.function.Function;

/** Who one is for a server. */
interface Credentials {

  Credentials NONE = given(Optional.empty());

  /** What goes into the {@code Authorization} header. */
  Optional<String> token();

  /**
   * Gets another token in the place of one that was refused.
   *
   * @param ask makes a new pair of a refresh token; empty if the session has ended
   * @return whether there is another
   */
  boolean renew(String refused, Function<String, Optional<Pair>> ask);

  /** What a session goes on with. */
  record Pair(String token, String refresh) {
    @Override
    public String toString() {
      return "Pair";
    }
  }

  /** A token that stays as it is. */
  static Credentials given(Optional<String> token) {
    return new Credentials() {
      @Override
      public Optional<String> token() {
        return token;
      }

      @Override
      public boolean renew(String refused, Function<String, Optional<Pair>> ask) {
        return false;
      }
    };
  }
}
